/// What stands at one place of a stream of bytes.
enum FrameFinding: Sendable {
  /// No frame begins here.
  case nothing
  /// A frame may begin here; more bytes will tell.
  case incomplete
  /// A whole frame whose checksum does not fit.
  case badChecksum
  /// A frame's beginning that says something impossible.
  case malformed
  /// A good frame of so many bytes.
  ///
  /// The bytes of its trailer stand behind it and no checksum covers them: they are skipped only if another frame begins
  /// behind them, so that a byte lost from them costs no other frame.
  case frame(Int, trailer: Int = 0)
}

/// The form of a binary protocol: how its frames are recognised and what they hold.
///
/// ``FramedDecoder`` makes a decoder of it.
protocol FrameFormat: Sendable {
  /// Sentence for the user when frames arrive and none holds a sample: what is missing and how to switch it on.
  static var emptyHint: String { get }

  /// Says what stands at a place.
  ///
  /// - Parameters:
  ///   - bytes: the bytes at hand.
  ///   - at: a place in them.
  ///   - ended: whether nothing follows those bytes.
  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding

  /// Takes a good frame and appends the sample that it completes, if any.
  ///
  /// - Parameters:
  ///   - frame: the frame's bytes.
  ///   - hole: bytes lost between this frame and the one before it.
  ///   - samples: appended to.
  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow

  /// Tells that at a place a frame began whose checksum does not fit: it is lost, but that it was there may mean something.
  mutating func passOver(_ bytes: Span<UInt8>, at: Int)

  /// Tells that the line went quiet: what is half complete will not be completed.
  ///
  /// - Parameter samples: appended to, where the format held some back.
  mutating func quiet(into samples: inout [DecodedSample])

  /// A sentence for the user that the format has come to, if any.
  var note: String? { get }
}

extension FrameFormat {
  mutating func passOver(_ bytes: Span<UInt8>, at: Int) {}
  mutating func quiet(into samples: inout [DecodedSample]) {}
  var note: String? { nil }
}
