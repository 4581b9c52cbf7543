import ArgumentParser
import IMUIngest

/// The options that say how a sensor's bytes are to be understood; the same for every command that reads a wire.
struct WireArguments: ParsableArguments {
  /// The word that lets the program find the wire out.
  private static let automatic = "auto"

  @Option(
    help: ArgumentHelp(
      "The wire protocol, or auto to find it out.", discussion: "One of \(Self.names(", ")).", valueName: "name"),
    transform: { name in
      guard name == Self.automatic || WireTable.named(name) != nil else {
        throw ValidationError("no wire protocol is called '\(name)': give auto or one of \(Self.names(", "))")
      }
      return name
    })
  var wire: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "What the wire does not say itself, as acc_unit=g; may be repeated.", valueName: "key=value"),
    transform: { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("'\(pair)' says nothing about a wire: give KEY=VALUE, such as acc_unit=g")
      }
      return (key: String(parts[0]), value: String(parts[1]))
    })
  var wireOption: [(key: String, value: String)] = []

  /// The wire that was named; nil for auto or nothing.
  var namedWire: WireProtocol? {
    wire.flatMap(WireTable.named)
  }

  /// The options by key; of two equal keys the later holds.
  var options: WireOptions {
    WireOptions(Dictionary(wireOption.map { ($0.key, $0.value) }) { $1 })
  }

  private static func names(_ separator: String) -> String {
    WireTable.all.map(\.name).joined(separator: separator)
  }
}
