/// One row of the table of wire protocols: its name, how it is recognised and how a decoder for it is made.
public struct WireProtocol: Sendable {
  /// The protocol's name on the command line and in events, such as `witmotion`.
  public let name: String
  /// What the protocol is, in a few words for lists and help.
  public let summary: String
  /// Baud rates at which such devices are sold or set, the usual one first.
  public let baudRates: [Int]
  /// The options that its decoder takes.
  public let optionKeys: Set<String>
  /// What counts as evidence that a stream of unknown bytes is this protocol.
  public let evidence: WireEvidence
  /// Makes a decoder.
  ///
  /// - Parameter options: what the wire does not say itself; keys that the protocol does not know are refused.
  /// - Throws: ``WireOptionError`` for an unknown key or a value that cannot be used.
  public let makeDecoder: @Sendable (_ options: WireOptions) throws(WireOptionError) -> any WireDecoder

  /// Makes a row.
  public init(
    name: String,
    summary: String,
    baudRates: [Int],
    optionKeys: Set<String> = [],
    evidence: WireEvidence,
    makeDecoder: @escaping @Sendable (_ options: WireOptions) throws(WireOptionError) -> any WireDecoder
  ) {
    self.name = name
    self.summary = summary
    self.baudRates = baudRates
    self.optionKeys = optionKeys
    self.evidence = evidence
    self.makeDecoder = makeDecoder
  }

  /// Makes the row of a binary protocol without options.
  init<Format: FrameFormat>(
    name: String, summary: String, baudRates: [Int], evidence: WireEvidence,
    format: @escaping @Sendable () -> Format
  ) {
    self.init(name: name, summary: summary, baudRates: baudRates, evidence: evidence) {
      (options) throws(WireOptionError) in
      try options.requireOnly([], wire: name)
      return FramedDecoder(format())
    }
  }
}
