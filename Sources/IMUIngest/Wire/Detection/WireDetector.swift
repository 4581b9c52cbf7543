/// Finds out which wire protocol a stream of unknown bytes speaks.
///
/// All decoders run over the same bytes; one is believed when its frames are enough for the strength of its check, cover
/// their share of the bytes, and their accelerations mostly have a norm of 0.2 to 3 g. A stream that is recognised by its
/// framing but holds no acceleration is believed too, after three times as many frames, where the check is strong. If several qualify, the larger coverage wins,
/// then the stronger check.
///
/// A pure state machine: the verdict and the number of bytes it takes depend on the bytes alone, not on how they were cut. It
/// keeps the bytes that it took, so that the stream can be decoded from its first byte.
///
///     var detector = try WireDetector()
///     let used = detector.feed(bytes)
///     if var decoder = try detector.makeDecoder() {
///       decoder.decode(detector.taken, into: &samples)
///       decoder.decode(bytes[used...], into: &samples)
///     }
public struct WireDetector: Sendable {
  /// What is known of a stream.
  public enum Verdict: Hashable, Sendable {
    /// Not enough bytes yet.
    case undecided
    /// It speaks the protocol of this name.
    case wire(String)
    /// It is none of the protocols.
    case none
  }

  /// Bytes after which a stream that nobody recognises is given up, 64 KiB: 5.7 s at 115200 baud.
  public static let capacity = 65_536
  /// Bytes between two looks at the evidence: counted from the stream's first, so that cuts make no difference.
  private static let block = 64

  /// One decoder on trial.
  private struct Candidate: Sendable {
    let wire: WireProtocol
    var decoder: any WireDecoder
    var plausibility = WirePlausibility()

    var isBelieved: Bool {
      guard wire.evidence.isMet(by: decoder.stretch) else { return false }
      return plausibility.samples == 0
        ? wire.evidence.believesEmptyFrames
        : plausibility.isPlausible(scaleMayDiffer: wire.evidence.scaleMayDiffer)
    }

    mutating func take(_ bytes: Span<UInt8>, scratch: inout [DecodedSample]) {
      decoder.decode(bytes, into: &scratch)
      judge(&scratch)
    }

    mutating func finish(scratch: inout [DecodedSample]) {
      decoder.finish(into: &scratch)
      judge(&scratch)
    }

    private mutating func judge(_ scratch: inout [DecodedSample]) {
      for sample in scratch { plausibility.add(sample) }
      scratch.removeAll(keepingCapacity: true)
    }
  }

  /// What is known of the stream.
  public private(set) var verdict = Verdict.undecided
  /// The bytes taken so far, from the stream's first one.
  public private(set) var taken: [UInt8] = []

  private let options: WireOptions
  private var candidates: [Candidate]
  private var judged = 0
  private var scratch: [DecodedSample] = []

  /// Makes a detector at the start of a stream.
  ///
  /// - Parameters:
  ///   - protocols: the protocols to think of.
  ///   - options: what the user says about the wire; each protocol gets those that it knows.
  /// - Throws: ``WireOptionError`` for an option that no protocol knows or a value that cannot be used.
  public init(
    protocols: [WireProtocol] = WireTable.all, options: WireOptions = WireOptions()
  ) throws(WireOptionError) {
    try options.requireOnly(protocols.reduce(into: []) { $0.formUnion($1.optionKeys) }, wire: "auto")
    self.options = options
    var candidates: [Candidate] = []
    for wire in protocols {
      candidates.append(Candidate(wire: wire, decoder: try wire.makeDecoder(options.only(wire.optionKeys).onTrial)))
    }
    self.candidates = candidates
  }

  /// Takes bytes until a verdict is found.
  ///
  /// - Returns: how many of the bytes were taken; the others belong to whoever decodes the stream from now on.
  @discardableResult
  public mutating func feed(_ bytes: Span<UInt8>) -> Int {
    var used = 0
    while used < bytes.count, verdict == .undecided {
      let end = min(bytes.count, used + judged + Self.block - taken.count)
      taken.append(addingCapacity: end - used) { output in
        for index in used..<end { output.append(bytes[index]) }
      }
      used = end
      if taken.count - judged == Self.block { judge() }
    }
    return used
  }

  /// Takes an array of bytes; see ``feed(_:)``.
  @discardableResult
  public mutating func feed(_ bytes: [UInt8]) -> Int {
    feed(bytes.span)
  }

  /// Tells that the stream ended: what is not believed by now will not be.
  public mutating func finish() {
    guard verdict == .undecided else { return }
    judge()
    guard verdict == .undecided else { return }
    for index in candidates.indices { candidates[index].finish(scratch: &scratch) }
    decide()
    if verdict == .undecided { verdict = .none }
  }

  /// Whether good frames came of late that are too few to be believed, as of a slow sensor.
  public var isPromising: Bool {
    verdict == .undecided
      && candidates.contains { $0.wire.evidence.isPromised(by: $0.decoder.stretch) }
  }

  /// A decoder for the protocol that was found, at the start of the stream; nil where none was.
  public func makeDecoder() throws(WireOptionError) -> (any WireDecoder)? {
    guard case .wire(let name) = verdict, let wire = candidates.first(where: { $0.wire.name == name })?.wire else {
      return nil
    }
    return try wire.makeDecoder(options.only(wire.optionKeys).onTrial)
  }

  /// The verdict on a whole stream.
  public static func detect(
    _ bytes: [UInt8], protocols: [WireProtocol] = WireTable.all, options: WireOptions = WireOptions()
  ) throws(WireOptionError) -> Verdict {
    var detector = try WireDetector(protocols: protocols, options: options)
    detector.feed(bytes)
    detector.finish()
    return detector.verdict
  }

  /// Shows the decoders what they have not seen and looks at the evidence.
  private mutating func judge() {
    let fresh = Array(taken[judged...])
    for index in candidates.indices { candidates[index].take(fresh.span, scratch: &scratch) }
    judged = taken.count
    decide()
    if verdict == .undecided, taken.count >= Self.capacity { verdict = .none }
  }

  private mutating func decide() {
    let believed = candidates.filter(\.isBelieved)
    let best = believed.max { a, b in
      let (coverA, coverB) = (a.decoder.stretch.coverage, b.decoder.stretch.coverage)
      return coverA == coverB ? a.wire.evidence.check < b.wire.evidence.check : coverA < coverB
    }
    if let best { verdict = .wire(best.wire.name) }
  }
}
