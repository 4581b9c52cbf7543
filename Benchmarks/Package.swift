// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// What is measured.
let measured: [Target.Dependency] = ["IMUIngest", "RepDetector", "SpatialMath"].map {
  .product(name: $0, package: "repcounterd")
}

// A package of its own, so that what measures reaches nobody who only counts.
let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "repcounterd", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .systemLibrary(name: "CMalloc"),
    .target(
      name: "BenchmarkSupport", dependencies: ["CMalloc", .product(name: "SpatialMath", package: "repcounterd")],
      swiftSettings: settings),
    .executableTarget(
      name: "AccuracyStudy", dependencies: measured + ["BenchmarkSupport", argumentParser], swiftSettings: settings),
    .executableTarget(
      name: "CueStudy", dependencies: measured + [argumentParser, .product(name: "Coach", package: "repcounterd")],
      swiftSettings: settings),
    .executableTarget(
      name: "DaemonStudy",
      dependencies: [.product(name: "IMUIngest", package: "repcounterd"), argumentParser], swiftSettings: settings),
    .executableTarget(
      name: "OrientationStudy", dependencies: measured + ["BenchmarkSupport", argumentParser], swiftSettings: settings),
    .executableTarget(
      name: "SpeedBenchmark", dependencies: measured + ["BenchmarkSupport", argumentParser], swiftSettings: settings),
  ]
)
