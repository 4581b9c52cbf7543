/// The file format of raw captures: the bytes of a line as they came, with the time of their receipt.
///
/// All numbers are unsigned and little-endian. The file begins with 16 bytes:
///
/// | offset | size | content |
/// | --- | --- | --- |
/// | 0 | 8 | magic: 89 52 50 43 0D 0A 1A 0A; as in PNG, it shows when a transfer has changed line ends or the eighth bit |
/// | 8 | 2 | version: 1 |
/// | 10 | 6 | zero |
///
/// Then come chunks, one behind the other to the end of the file:
///
/// | offset | size | content |
/// | --- | --- | --- |
/// | 0 | 1 | kind: 1 metadata (`key: value`, UTF-8), 2 received bytes |
/// | 1 | 3 | zero |
/// | 4 | 4 | length of the content, bytes, 0 to 1,048,576 |
/// | 8 | 8 | receive time, nanoseconds since the first chunk of kind 2, not decreasing; 0 for metadata |
/// | 16 | length | content |
///
/// A writer that was cut off leaves a torn last chunk, or zeros after a loss of power: a reader gives all chunks before it
/// and says so.
public enum RawCapture {
  /// The first bytes of every capture.
  public static let magic: [UInt8] = [0x89, 0x52, 0x50, 0x43, 0x0D, 0x0A, 0x1A, 0x0A]
  /// The version that is written and read.
  public static let version: UInt16 = 1

  /// The length of the file's header, bytes.
  static let headerLength = 16
  /// The length of a chunk's header, bytes.
  static let chunkHeaderLength = 16
  /// The longest content of a chunk, bytes: far more than one read gives, and a bound for readers of damaged files.
  static let longestContent = 1_048_576

  /// What a chunk holds.
  enum Kind: UInt8 {
    case metadata = 1
    case bytes = 2
  }

  /// A piece of a line's bytes.
  public struct Chunk: Hashable, Sendable {
    /// When the bytes were received, seconds since the first chunk; nil where the file is no capture but plain bytes.
    public var time: Double?
    /// The bytes.
    public var bytes: [UInt8]

    /// Makes a chunk from its parts.
    public init(time: Double?, bytes: [UInt8]) {
      self.time = time
      self.bytes = bytes
    }
  }

  /// What stands behind the last good chunk of a capture that does not end as it should.
  public struct Tail: Hashable, Sendable, CustomStringConvertible {
    /// Where it begins, bytes from the beginning of the file.
    public var offset: Int
    /// Whether the file ends within a chunk; otherwise there is no chunk at the offset.
    public var isCutShort: Bool

    /// Makes a tail from its parts.
    public init(offset: Int, isCutShort: Bool) {
      self.offset = offset
      self.isCutShort = isCutShort
    }

    /// A clause for a warning, such as `the capture is cut short at byte 1200`.
    public var description: String {
      "the capture is \(isCutShort ? "cut short" : "damaged") at byte \(offset); what came before it is good"
    }
  }
}
