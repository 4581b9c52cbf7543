/// Says samples in the bytes of one wire protocol, as a device would.
///
/// Written from the protocol's description alone and not from the decoder, so that each can show the other's faults.
public protocol SampleEncoder: Sendable {
  /// Appends the bytes of one sample, before the first one also what a device sends at its start.
  mutating func encode(_ sample: SimulatedSample, into bytes: inout [UInt8])
}

/// One row of the table of encodings: a wire protocol in one of its forms.
public struct SampleEncoding: Sendable {
  /// The wire's name, as a decoder has it.
  public let wire: String
  /// The form's name; empty for the usual one.
  public let form: String
  /// What is sent, in a few words.
  public let summary: String
  /// Whether every sample must have an angular rate.
  public let needsGyro: Bool
  /// Makes an encoder at the begin of a stream.
  public let makeEncoder: @Sendable () -> any SampleEncoder

  /// The name on the command line: the wire, and behind a colon the form where it is not the usual one.
  public var name: String { form.isEmpty ? wire : "\(wire):\(form)" }

  /// Makes a row.
  public init(
    wire: String, form: String = "", summary: String, needsGyro: Bool,
    makeEncoder: @escaping @Sendable () -> any SampleEncoder
  ) {
    self.wire = wire
    self.form = form
    self.summary = summary
    self.needsGyro = needsGyro
    self.makeEncoder = makeEncoder
  }
}

/// All encodings, the usual form of each wire first.
///
/// To add one, write its encoder in a file of its own and put its rows here.
public enum SampleEncodingTable {
  /// The rows.
  public static let all: [SampleEncoding] =
    WitMotionEncoder.encodings + TextEncoder.encodings + BNO08xRVCEncoder.encodings

  /// The row of a name such as `witmotion` or `text:json`, or nil.
  public static func named(_ name: String) -> SampleEncoding? {
    all.first { $0.name == name }
  }
}
