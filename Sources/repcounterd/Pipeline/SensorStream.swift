import IMUIngest
import RepDetector
import SpatialMath

/// One sensor's way from what its source delivers to what the detector says.
///
/// Bytes go through the decoder, decoded samples and rows through the clock, and all of them in the precision of a
/// recording into the detector. Pure: no clock of its own, no I/O.
struct SensorStream<Detector: MotionDetector>: Sendable {
  /// The sensor's detector.
  private(set) var detector: Detector
  /// What was delivered.
  private(set) var statistics = StreamStatistics()
  /// Samples that could not be placed in time, because neither device nor source knows when they were taken.
  private(set) var unplaced: UInt64 = 0
  /// Frames that decoders understood, over all connections.
  private(set) var understoodFrames: UInt64 = 0
  /// What the decoder of the present line has to say; see ``WireDecoder/notes``.
  private(set) var wireNotes: [String] = []
  /// Stream times, seconds, of the samples that are looked at.
  let window: ClosedRange<Double>

  private var decoder: (any WireDecoder)?
  private var clock = SampleClock()
  private var orientationRate = OrientationRate()
  private let hasPlacedRows: Bool
  /// What decoders before the last ``relink(decoder:)`` had counted.
  private var earlier = WireCounters()
  private var decoded: [DecodedSample] = []
  /// Samples that decoders gave, for wires whose times nobody knows.
  private var decodedCount: UInt64 = 0
  private var lastArrival: Double?
  private var lastTime = -Double.infinity

  /// Makes a stream at its start.
  ///
  /// - Parameters:
  ///   - detector: fresh.
  ///   - decoder: for a wire's bytes; nil for the rows of a recording.
  ///   - hasPlacedRows: whether the times of rows are a clock's work already (see ``RecordingMetadata``), so that it is
  ///     not done twice.
  ///   - window: stream times, seconds, of the samples to look at.
  init(
    detector: Detector, decoder: (any WireDecoder)? = nil, hasPlacedRows: Bool = false,
    window: ClosedRange<Double> = -.infinity ... .infinity
  ) {
    self.detector = detector
    self.decoder = decoder
    self.hasPlacedRows = hasPlacedRows
    self.window = window
  }

  /// What the decoder met on its wire, over all connections.
  var wireCounters: WireCounters {
    guard let counters = decoder?.counters else { return earlier }
    return earlier.adding(counters)
  }

  /// Whether nothing that comes can lie in the window any more.
  var hasPassedWindow: Bool { lastTime > window.upperBound }

  /// Tells which arm moves from now on; nil to tell it from the mount again.
  mutating func setSide(_ side: Side?) {
    detector.setSide(side)
  }

  /// Sets the smallest opening that counts from now on, radians.
  mutating func setMinimumRange(_ range: Double) {
    detector.setMinimumRangeOfMotion(range)
  }

  /// Goes on with another line, after the first was lost: the detector sees a gap, as it would in a recording.
  mutating func relink(decoder: (any WireDecoder)?) {
    earlier = wireCounters
    self.decoder = decoder
    wireNotes = []
    clock = SampleClock()
    orientationRate = OrientationRate()
    lastArrival = nil
    statistics.relink()
  }

  /// Places what a source delivers in time and appends it.
  ///
  /// Bytes need a decoder; without one they are dropped.
  mutating func place(_ input: SensorInput, into samples: inout [IMUSample]) {
    switch input {
    case .rows(let rows):
      for row in rows {
        let time = hasPlacedRows ? row.time : clock.time(arrival: row.time, deviceTime: nil, sequence: nil)
        append(IMUSample(time: time, acceleration: row.acceleration, angularRate: row.angularRate), nil, to: &samples)
      }
    case .bytes(let bytes, let timing):
      if case .arrived(let arrival) = timing {
        if let lastArrival, arrival - lastArrival > LineSilence.seconds { goQuiet(into: &samples) }
        lastArrival = arrival
      }
      decoder?.decode(bytes, into: &decoded)
      appendDecoded(timing, to: &samples)
    }
  }

  /// Tells that no bytes come for now, or none at all: an incomplete frame is given up.
  ///
  /// It makes no difference to the events whether and when it is called in a pause longer than ``LineSilence/seconds``.
  mutating func goQuiet(_ timing: ByteTiming? = nil, into samples: inout [IMUSample]) {
    decoder?.finish(into: &decoded)
    appendDecoded(timing ?? .arrived(lastArrival ?? 0), to: &samples)
  }

  /// Lets the detector look at a placed sample and appends what it says.
  mutating func detect(_ sample: IMUSample, into events: inout [DetectorEvent]) {
    detector.process(time: sample.time, acceleration: sample.acceleration, angularRate: sample.angularRate) {
      events.append($0)
    }
  }

  /// Tells the detector that the stream has ended and appends what it says.
  mutating func finishDetecting(into events: inout [DetectorEvent]) {
    detector.finish { events.append($0) }
  }

  private mutating func appendDecoded(_ timing: ByteTiming, to samples: inout [IMUSample]) {
    understoodFrames = earlier.frames + (decoder?.counters.frames ?? 0)
    wireNotes = decoder?.notes ?? []
    for sample in decoded {
      let arrival = arrival(of: sample, timing)
      decodedCount += 1
      guard let arrival else {
        unplaced += 1
        continue
      }
      let time = clock.time(arrival: arrival, deviceTime: sample.deviceTime, sequence: sample.sequence)
      let rate = sample.angularRate ?? orientationRate.rate(sample.orientation, time: time)
      append(
        IMUSample(time: time, acceleration: sample.acceleration, angularRate: rate), sample.sequence, to: &samples)
    }
    decoded.removeAll(keepingCapacity: true)
  }

  private func arrival(of sample: DecodedSample, _ timing: ByteTiming) -> Double? {
    switch timing {
    case .arrived(let arrival): arrival
    case .unknown(let rate): sample.deviceTime ?? rate.map { Double(decodedCount) / $0 }
    }
  }

  /// Appends a sample unless it is of no use; time never runs backwards, not even over a change of lines.
  private mutating func append(_ sample: IMUSample, _ sequence: UInt64?, to samples: inout [IMUSample]) {
    var sample = sample
    sample.time = max(sample.time, lastTime)
    guard let recorded = sample.recorded else {
      statistics.unusable += 1
      return
    }
    lastTime = recorded.time
    guard window.contains(recorded.time) else { return }
    statistics.note(time: recorded.time, sequence: sequence)
    samples.append(recorded)
  }
}

extension WireCounters {
  /// The sums of two decoders' counters.
  fileprivate func adding(_ other: WireCounters) -> WireCounters {
    var sum = self
    sum.bytes += other.bytes
    sum.frames += other.frames
    sum.frameBytes += other.frameBytes
    sum.samples += other.samples
    sum.checksumFailures += other.checksumFailures
    sum.malformedFrames += other.malformedFrames
    sum.lostBytes += other.lostBytes
    sum.resynchronisations += other.resynchronisations
    return sum
  }
}
