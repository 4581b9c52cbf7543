// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
let safeSettings = settings + [.strictMemorySafety()]

// In the code, so that the program is one file wherever it is put.
let dataFiles: [Resource] =
  ["trunk-rotation", "ball-release", "dual-ball-release"].map { .embedInCode("Programs/Data/\($0).yaml") }
  + ["en", "de", "fr", "es"].map { .embedInCode("Voice/Data/\($0).yaml") }

let package = Package(
  name: "repcounterd",
  products: [
    .executable(name: "repcounterd", targets: ["repcounterd"]),
    .library(name: "IMUIngest", targets: ["IMUIngest"]),
    .library(name: "RepDetector", targets: ["RepDetector"]),
    .library(name: "Coach", targets: ["Coach"]),
    // For tests alone, which preload it into the program.
    .library(name: "LentSerialPort", type: .dynamic, targets: ["LentSerialPort"]),
    .library(name: "SpatialMath", targets: ["SpatialMath"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CSerialPort",
      pkgConfig: "libserialport",
      providers: [.apt(["libserialport-dev"])]
    ),
    .target(name: "SpatialMath", swiftSettings: safeSettings),
    .target(name: "IMUIngest", dependencies: ["CSerialPort", "SpatialMath"], swiftSettings: safeSettings),
    .target(name: "RepDetector", dependencies: ["SpatialMath"], swiftSettings: safeSettings),
    .target(name: "Coach", dependencies: ["RepDetector"], swiftSettings: safeSettings),
    .executableTarget(
      name: "repcounterd",
      dependencies: [
        "Coach",
        "IMUIngest",
        "RepDetector",
        "SpatialMath",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Yams", package: "Yams"),
      ],
      resources: dataFiles,
      swiftSettings: settings
    ),
    .testTarget(name: "SpatialMathTests", dependencies: ["SpatialMath"], swiftSettings: settings),
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .testTarget(
      name: "IMUIngestTests", dependencies: ["AllocationCounter", "IMUIngest", "SpatialMath"], swiftSettings: settings),
    .testTarget(
      name: "RepDetectorTests", dependencies: ["AllocationCounter", "RepDetector", "SpatialMath"],
      swiftSettings: settings),
    .testTarget(name: "CoachTests", dependencies: ["Coach", "RepDetector"], swiftSettings: settings),
    .testTarget(
      name: "RepcounterdTests",
      dependencies: [
        "repcounterd", "Coach", "IMUIngest", "RepDetector", "SpatialMath", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: settings),
    .target(name: "TestSupport", dependencies: ["IMUIngest"], path: "Tests/TestSupport", swiftSettings: settings),
    .target(name: "LentSerialPort", path: "Tests/LentSerialPort", linkerSettings: [.linkedLibrary("dl")]),
    .testTarget(
      name: "DaemonTests",
      dependencies: [
        "repcounterd", "IMUIngest", "SpatialMath", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Arduino"],
      swiftSettings: settings),
    .testTarget(
      name: "GoldenTests", dependencies: ["repcounterd", "IMUIngest", "TestSupport"], swiftSettings: settings),
  ]
)
