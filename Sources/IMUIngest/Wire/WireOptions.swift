/// What the user says about a wire that the wire does not say itself, as `KEY=VALUE` pairs.
public struct WireOptions: Hashable, Sendable {
  /// The values by key.
  public var values: [String: String]
  /// Whether nobody has named the wire, so that a decoder on trial must not make more of the bytes than they show.
  var isOnTrial = false

  /// Makes options from pairs.
  public init(_ values: [String: String] = [:]) {
    self.values = values
  }

  /// Itself for a decoder on trial.
  var onTrial: WireOptions {
    var options = self
    options.isOnTrial = true
    return options
  }

  /// The options whose keys are among those given.
  public func only(_ keys: Set<String>) -> WireOptions {
    WireOptions(values.filter { keys.contains($0.key) })
  }

  /// Refuses every key that is not among those known.
  ///
  /// - Throws: ``WireOptionError`` naming the first unknown key in alphabetical order.
  public func requireOnly(_ known: Set<String>, wire: String) throws(WireOptionError) {
    guard let key = values.keys.sorted().first(where: { !known.contains($0) }) else { return }
    let choices = known.isEmpty ? "it takes none" : "it takes \(known.sorted().joined(separator: ", "))"
    throw WireOptionError(wire: wire, key: key, message: "the wire '\(wire)' has no option '\(key)': \(choices)")
  }
}

extension WireOptions {
  /// An option that is true or false, or nil where it is not given.
  ///
  /// - Throws: ``WireOptionError`` for another value, or for any key that is not known.
  func flag(_ key: String, wire: String, known: Set<String>) throws(WireOptionError) -> Bool? {
    try requireOnly(known, wire: wire)
    switch values[key]?.lowercased() {
    case nil: return nil
    case "true", "yes", "1": return true
    case "false", "no", "0": return false
    case .some(let text): throw refusal(key, text, wire: wire, expected: "true or false")
    }
  }

  /// An option that is a number above 0, or nil where it is not given.
  ///
  /// - Throws: ``WireOptionError`` for another value, or for any key that is not known.
  func positiveNumber(_ key: String, wire: String, known: Set<String>) throws(WireOptionError) -> Double? {
    try requireOnly(known, wire: wire)
    guard let text = values[key] else { return nil }
    let bytes = Array(text.utf8)
    guard let number = DecimalNumber.parse(bytes.span, 0..<bytes.count), number > 0 else {
      throw refusal(key, text, wire: wire, expected: "a number above 0")
    }
    return number
  }

  /// The error that says what a value should have been.
  func refusal(_ key: String, _ value: String, wire: String, expected: String) -> WireOptionError {
    WireOptionError(
      wire: wire, key: key,
      message: "the option \(key)=\(value) of the wire '\(wire)' cannot be used: expected \(expected)")
  }
}

/// An option of a wire that cannot be used.
public struct WireOptionError: Error, Hashable, CustomStringConvertible {
  /// The wire's name.
  public let wire: String
  /// The option's key.
  public let key: String
  /// A sentence that says what was found and what was expected.
  public let message: String

  /// Makes an error.
  public init(wire: String, key: String, message: String) {
    self.wire = wire
    self.key = key
    self.message = message
  }

  /// The sentence.
  public var description: String { message }
}
