/// How much a detector must see before it believes that a stream speaks a protocol.
///
/// The weaker the protocol's own check, the more frames are asked for; random bytes pass an 8-bit sum once in 256 places.
public struct WireEvidence: Hashable, Sendable {
  /// How strong the protocol's own check is; the stronger wins a tie.
  public enum Check: Int, Comparable, Sendable {
    /// No checksum: only form.
    case none
    /// An 8-bit sum or exclusive-or.
    case sum8
    /// An 8-bit sum behind a header of three bytes or with inner structure.
    case structuredSum8
    /// A 16-bit CRC or Fletcher pair.
    case crc16

    /// Orders checks by strength.
    public static func < (a: Check, b: Check) -> Bool { a.rawValue < b.rawValue }
  }

  /// The strength of the protocol's own check.
  public let check: Check
  /// Good frames that are needed; nil where no number of single frames is enough.
  public let frames: Int?
  /// Good frames in a row that are enough as well: nothing between them, their counters rising; nil where a row counts no more.
  public let run: Int?
  /// Share of the bytes since the first good frame that good frames must cover, 0 to 1.
  public let coverage: Double
  /// Whether a stream whose frames hold no acceleration is believed: the check alone must be strong enough.
  public let believesEmptyFrames: Bool
  /// Whether the scale of acceleration may be unknown, so that 1 g may read as any of the usual numbers.
  public let scaleMayDiffer: Bool

  /// Makes a rule of evidence.
  public init(
    check: Check, frames: Int?, run: Int? = nil, coverage: Double = 0.5, believesEmptyFrames: Bool = true,
    scaleMayDiffer: Bool = false
  ) {
    self.check = check
    self.frames = frames
    self.run = run
    self.coverage = coverage
    self.believesEmptyFrames = believesEmptyFrames
    self.scaleMayDiffer = scaleMayDiffer
  }

  /// How many times the frames are asked for where they hold no acceleration by which to judge them.
  private static let emptyFactor = 3

  /// Frames from which on a stretch is worth waiting for more.
  private static let promisingFrames: UInt64 = 2

  /// Whether a stretch of frames is on the way to be enough.
  func isPromised(by stretch: WireStretch) -> Bool {
    stretch.coverage >= coverage && (frames == nil ? stretch.longestRun : stretch.frames) >= Self.promisingFrames
  }

  /// Whether a stretch of frames is enough, but for what the samples say.
  func isMet(by stretch: WireStretch) -> Bool {
    guard stretch.coverage >= coverage else { return false }
    let factor = stretch.samples == 0 ? Self.emptyFactor : 1
    let hasFrames = frames.map { stretch.frames >= UInt64($0 * factor) } ?? false
    let hasRun = run.map { stretch.longestRun >= UInt64($0 * factor) } ?? false
    return hasFrames || hasRun
  }
}
