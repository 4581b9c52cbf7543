import ArgumentParser
import RepDetector

/// The options that say whose arm moves and how the sensor sits on it; the same for every command that counts.
struct DetectionArguments: ParsableArguments {
  /// Range within which a smallest range of motion makes sense, degrees.
  private static let sensibleRange = 5.0...180.0

  @Option(help: "The arm that moves: left, right, or auto to tell it from the mount.")
  var side = SideChoice.auto

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How the sensor sits on the arm: default, unknown, or three signed axes.",
      discussion: """
        By default the sensor is on the back of the upper arm, +x toward the elbow tip and +z out of the skin. Three \
        signed sensor axes say which of them stand for x, y, z of that, as -y,+x,+z. With unknown the side must be given.
        """, valueName: "mount"),
    transform: { try Mount(parsing: $0) })
  var mount = Mount.standard

  @Option(help: ArgumentHelp("Smallest opening that counts as a rep, degrees.", valueName: "degrees"))
  var minRom = 30.0

  /// Checks what no single option can know.
  func validate() throws {
    guard mount != .unknown || side.side != nil else {
      throw ValidationError(
        "with '--mount unknown' nothing tells the sides apart: add '--side left' or '--side right'")
    }
    guard Self.sensibleRange.contains(minRom) else {
      throw ValidationError(
        "'--min-rom \(minRom)' is no range of motion that can be counted: give 5 to 180 degrees")
    }
  }

  /// The detector's configuration.
  var configuration: DetectorConfiguration {
    DetectorConfiguration(side: side.side, mount: mount, minimumRangeOfMotion: minRom * .pi / 180)
  }
}

/// The arm that moves, as the user says it.
enum SideChoice: String, CaseIterable, ExpressibleByArgument {
  case left
  case right
  case auto

  /// The side; nil to tell it from the mount.
  var side: Side? { Side(rawValue: rawValue) }
}
