// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// A package of its own, so that what measures reaches nobody who only counts.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "repcounterd", path: "..")],
  targets: [
    .executableTarget(
      name: "AccuracyStudy",
      dependencies: [
        .product(name: "IMUIngest", package: "repcounterd"),
        .product(name: "RepDetector", package: "repcounterd"),
      ],
      swiftSettings: settings
    )
  ]
)
