import RepDetector

/// Which events a client wants.
struct WatchOptions: Equatable, Sendable {
  /// Fastest rate of `angle` events that can be asked for, hertz: the fastest sensors send as often.
  static let fastestAngleRate = 2000.0
  /// Rate of `angle` events for a client that lists the type without a rate, hertz: smooth to the eye.
  static let usualAngleRate = 20.0
  /// Types that come only where they are asked for, being many.
  static let onDemand: Set<String> = ["angle", "sample"]
  /// Types that a client can list.
  static let types = [
    "device", "rep", "phase", "angle", "sample", "partial", "correction", "warning", "set", "session", "program",
    "target", "cue", "hold", "proposal",
  ]

  /// Rate of `angle` events, hertz; nil for none.
  var angleRate: Double?
  /// Whether `sample` events are wanted.
  var samples = false
  /// What the client knows already, so that it is told what it missed; nil to begin now.
  var since: HistoryCursor?
  /// The other types that are wanted; nil for all.
  var types: Set<String>?

  /// Wants every event but angles and samples.
  init() {}

  /// Reads `angle_hz`, `samples` and `types`.
  ///
  /// - Throws: ``RequestError`` with `bad_argument`.
  init(arguments: [String: JSONValue]) throws(RequestError) {
    if let value = arguments["types"], value != .null {
      let types = try Self.types(value)
      samples = types.contains("sample")
      angleRate = types.contains("angle") ? Self.usualAngleRate : nil
      self.types = types.subtracting(Self.onDemand)
    }
    if let value = arguments["samples"], value != .null {
      guard case .bool(let samples) = value else {
        throw .badArgument("samples", found: value, expected: "true or false")
      }
      self.samples = samples
    }
    if let value = arguments["angle_hz"], value != .null {
      guard let rate = value.double, 0...Self.fastestAngleRate ~= rate else {
        throw .badArgument(
          "angle_hz", found: value, expected: "a rate from 0 (no angles) to \(Int(Self.fastestAngleRate)) hertz")
      }
      angleRate = rate > 0 ? rate : nil
    }
    if let value = arguments["since"], value != .null { since = try Self.cursor(value) }
  }

  private static func cursor(_ value: JSONValue) throws(RequestError) -> HistoryCursor {
    guard let members = value.members, let session = members["session"]?.string else {
      throw .badArgument(
        "since", found: value, expected: "what you know, as {\"session\": ID, \"left\": 3, \"right\": 0}")
    }
    func count(_ side: String) throws(RequestError) -> Int {
      guard let value = members[side], value != .null else { return 0 }
      guard let count = value.integer, count >= 0 else {
        throw .badArgument("since.\(side)", found: value, expected: "the last count that you were told, or 0")
      }
      return count
    }
    return HistoryCursor(session: session, counts: SideCounts(left: try count("left"), right: try count("right")))
  }

  private static func types(_ value: JSONValue) throws(RequestError) -> Set<String> {
    guard case .array(let elements) = value else {
      throw .badArgument("types", found: value, expected: "a list such as [\"rep\", \"set\"]")
    }
    var types: Set<String> = []
    for element in elements {
      guard let type = element.string, Self.types.contains(type) else {
        throw .badArgument("types", found: element, expected: "a list of some of \(Self.types.joined(separator: ", "))")
      }
      types.insert(type)
    }
    return types
  }

  /// Whether an event of a type is wanted, `angle` and `sample` apart.
  func wants(_ type: String) -> Bool {
    types?.contains(type) ?? true
  }
}
