import ArgumentParser
import Glibc
import IMUIngest

/// `decode`: turns the bytes of a wire into samples, or tells which wire it is.
struct DecodeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Turn a sensor's bytes into samples, or tell which wire they are.",
    discussion: """
      Writes a line of JSON for each sample: seq, device_s (the device's time, where the wire has one), accel_mps2, \
      gyro_radps (where the sensor has a gyroscope). What the bytes held besides is told at the end on standard error.
      """)

  @Argument(help: ArgumentHelp("Bytes or a raw capture; standard input unless given.", valueName: "file"))
  var file: String?

  @Flag(help: "Write the wire's name or none, and no samples.")
  var detect = false

  @OptionGroup var wire: WireArguments

  func validate() throws {
    guard !detect || wire.namedWire == nil else {
      throw ValidationError("'--detect' finds out the wire, and '--wire' names it: give one of them")
    }
  }

  func run() async throws {
    let path = file == ReplayInput.standardInput ? nil : file
    let name = path ?? "standard input"
    let reader =
      if let path {
        try RawCaptureReader(path: path, acceptingPlainBytes: true)
      } else {
        try RawCaptureReader(descriptor: STDIN_FILENO, name: name, acceptingPlainBytes: true)
      }
    let output = ByteOutput()
    if detect {
      try output.writeLine(try WireRecognition.detect(reader, options: wire.options) ?? "none")
      try output.flush()
    } else {
      let recognised = try RecognisedWire(reader, wire: wire.namedWire, options: wire.options, file: name)
      var decoding = Decoding(recognised, name: name, output: output)
      try decoding.run()
    }
  }
}

/// Decodes a wire's bytes to their end and writes the samples.
private struct Decoding: ~Copyable {
  private let wireName: String
  private let name: String
  private var decoder: any WireDecoder
  private var waiting: ArraySlice<RawCapture.Chunk>
  private var reader: RawCaptureReader
  private let output: ByteOutput
  private var samples: [DecodedSample] = []
  private var lines: [UInt8] = []
  private var sequence: UInt64 = 0
  private var lastTime: Double?

  init(_ wire: consuming RecognisedWire, name: String, output: ByteOutput) {
    wireName = wire.name
    decoder = wire.decoder
    waiting = wire.read[...]
    reader = wire.reader
    self.name = name
    self.output = output
  }

  /// Reads to the end and tells on standard error what was found.
  ///
  /// - Throws: ``CommandFailure`` where there was not one sample, ``RecordingError``, ``ReaderGone``.
  mutating func run() throws {
    while let chunk = try waiting.popFirst() ?? reader.next() {
      if let time = chunk.time {
        if let lastTime, time - lastTime > LineSilence.seconds { decoder.finish(into: &samples) }
        lastTime = time
      }
      decoder.decode(chunk.bytes, into: &samples)
      try writeSamples()
      // A chunk is one read: where bytes come slowly their samples go out at once.
      try output.flush()
    }
    decoder.finish(into: &samples)
    try writeSamples()
    try output.flush()
    try tell()
  }

  private mutating func writeSamples() throws {
    for sample in samples {
      DecodedSampleLine.append(sample, sequence: sequence, to: &lines)
      sequence += 1
    }
    samples.removeAll(keepingCapacity: true)
    try output.write(lines)
    lines.removeAll(keepingCapacity: true)
  }

  private func tell() throws {
    for note in decoder.notes { StandardError.say("\(name): \(note)") }
    if let tail = reader.tail { StandardError.say("\(name): \(tail)") }
    let counters = decoder.counters
    let bad = counters.checksumFailures + counters.malformedFrames
    let account =
      "\(wireName): \(counters.samples) samples in \(counters.frames) good frames, \(bad) bad frames,"
      + " \(counters.lostBytes) of \(counters.bytes) bytes lost"
    guard counters.samples > 0 else {
      throw CommandFailure(
        status: .badData, message: "\(name): found no sample, expected those of a sensor; as \(account)")
    }
    StandardError.say("\(name): \(account)")
  }
}
