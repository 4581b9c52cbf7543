// swift-tools-version: 6.2

import PackageDescription

// Built by `make fuzz`, which adds the sanitizers to every module: they are of no use to anybody else.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "repcounterd", path: "..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "IMUIngest", package: "repcounterd"), .product(name: "RepDetector", package: "repcounterd"),
        .product(name: "SpatialMath", package: "repcounterd"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ])
  ]
)
