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
  /// Whole frames that are needed.
  public let frames: Int
  /// Share of the bytes since the first good frame that good frames must cover, 0 to 1.
  public let coverage: Double

  /// Makes a rule of evidence.
  public init(check: Check, frames: Int, coverage: Double = 0.5) {
    self.check = check
    self.frames = frames
    self.coverage = coverage
  }
}
