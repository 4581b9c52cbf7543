import IMUIngest
import RepDetector
import SpatialMath
import Testing

@testable import repcounterd

@Suite("Event lines")
struct EventEncoderTests {
  static let rep = Rep(
    side: .left, start: 1, top: 2.123_44, end: 3.5, at: 3.620_001, rangeOfMotion: .pi / 2, topAngle: .pi / 3,
    bottomAngle: -.pi / 6, openDuration: 0.9, holdDuration: 0.25, closeDuration: 1.35, peakRate: .pi, sparc: -1.654_321,
    flags: [.fast, .gyroClipped])

  static var statistics: RepStatistics {
    var statistics = RepStatistics()
    var rep = Self.rep
    rep.rangeOfMotion = .pi / 2
    statistics.add(rep)
    rep.rangeOfMotion = .pi / 2 + .pi / 18
    statistics.add(rep)
    return statistics
  }

  /// One line for each kind of event, written by hand from the table of the interface.
  static let golden: [(Event, String)] = [
    (.hello(HelloEvent(version: "1.2.3")), #"{"protocol":1,"type":"hello","version":"1.2.3"}"#),
    (
      .device(
        DeviceEvent(
          path: "/dev/ttyUSB0", state: .streaming, wire: "witmotion", baud: 115_200, rate: 99.9876, side: .right)),
      #"{"baud":115200,"path":"/dev/ttyUSB0","rate_hz":99.99,"side":"right","state":"streaming","type":"device","wire":"witmotion"}"#
    ),
    (
      .device(DeviceEvent(path: "auto", state: .searching)),
      #"{"path":"auto","state":"searching","type":"device"}"#
    ),
    (
      .rep(RepEvent(CountedRep(rep: rep, count: 12, set: 3, repInSet: 2))),
      #"{"at_s":3.620001,"bottom_deg":-30,"close_s":1.35,"count":12,"end_s":3.5,"flags":["fast","gyro_clipped"],"#
        + #""hold_s":0.25,"open_s":0.9,"peak_dps":180,"rep_in_set":2,"rom_deg":90,"set":3,"side":"left","#
        + #""sparc":-1.654,"start_s":1,"top_deg":60,"top_s":2.1234,"type":"rep"}"#
    ),
    (
      .phase(PhaseEvent(PhaseChange(side: .left, phase: .opening, at: 0.35, angle: -.pi / 4))),
      #"{"angle_deg":-45,"at_s":0.35,"phase":"opening","side":"left","type":"phase"}"#
    ),
    (
      .phase(PhaseEvent(PhaseChange(side: nil, phase: .rest, at: 0, angle: -1e-9))),
      #"{"angle_deg":0,"at_s":0,"phase":"rest","type":"phase"}"#
    ),
    (
      .angle(AngleEvent(side: .right, at: 12.000_000_4, angle: 1)),
      #"{"angle_deg":57.3,"at_s":12,"side":"right","type":"angle"}"#
    ),
    (
      .sample(
        SampleEvent(
          side: .left, sequence: 41,
          sample: IMUSample(
            time: 0.41, acceleration: Vector3(0.1, -9.806_65, 1e-9), angularRate: Vector3(0.001_000_4, 0, -2)))),
      #"{"accel_mps2":[0.1,-9.80665,0],"at_s":0.41,"gyro_radps":[0.001,0,-2],"seq":41,"side":"left","type":"sample"}"#
    ),
    (
      .sample(
        SampleEvent(
          side: nil, sequence: 0, sample: IMUSample(time: 0, acceleration: Vector3(1, 2, 3), angularRate: nil))),
      #"{"accel_mps2":[1,2,3],"at_s":0,"seq":0,"type":"sample"}"#
    ),
    (
      .partial(PartialEvent(PartialSwing(side: .right, at: 7.5, rangeOfMotion: .pi / 9, reason: .shortRange))),
      #"{"at_s":7.5,"reason":"short_range","rom_deg":20,"side":"right","type":"partial"}"#
    ),
    (
      .correction(CorrectionEvent(side: .right, count: 4)),
      #"{"count":4,"side":"right","type":"correction"}"#
    ),
    (
      .warning(WarningEvent(code: "log_unwritable", message: "cannot write \"/var/log/x\"\n\u{1}")),
      #"{"code":"log_unwritable","message":"cannot write \"/var/log/x\"\n\u0001","type":"warning"}"#
    ),
    (
      .set(
        SetEvent(
          RepSet(
            side: .left, number: 2, reps: 8, meanRangeOfMotion: .pi / 2, bestRangeOfMotion: .pi * 0.55, start: 10.5,
            end: 40.25))),
      #"{"duration_s":29.75,"end_s":40.25,"reps":8,"rom_best_deg":99,"rom_mean_deg":90,"set":2,"side":"left","start_s":10.5,"type":"set"}"#
    ),
    (
      .session(SessionEvent(state: .ended, session: "a", counts: SideCounts(left: 8, right: 7))),
      #"{"left":8,"right":7,"session":"a","state":"ended","type":"session"}"#
    ),
    (
      .summary(
        SummaryEvent(
          left: statistics, right: RepStatistics(), samples: 1000, duration: 10, rate: 99.9,
          problems: ["gaps": 2, "bad_rows": 0])),
      #"{"duration_s":10,"left":{"reps":2,"rom_best_deg":100,"rom_mean_deg":95,"rom_sd_deg":7.07,"tempo_s":2.5},"#
        + #""problems":{"gaps":2},"rate_hz":99.9,"right":{"reps":0},"samples":1000,"type":"summary"}"#
    ),
    (
      .error(ErrorEvent(code: "too_long", message: "a request is at most 64 KiB")),
      #"{"code":"too_long","message":"a request is at most 64 KiB","type":"error"}"#
    ),
    (
      .status(
        StatusEvent(
          version: "1.2.3", uptime: 61.5, session: "s", paused: false, counts: SideCounts(left: 1, right: 2),
          target: StatusEvent.PerSide(left: 10, right: nil),
          current: StatusEvent.Current(side: .left, phase: .top, angle: .pi / 2, set: 1, repInSet: 1), lastRep: nil,
          devices: [
            StatusEvent.Device(
              device: DeviceEvent(path: "/dev/x", state: .stalled), samples: 5, badFrames: 1, lostBytes: 2, gaps: 3)
          ])),
      #"{"counts":{"left":1,"right":2},"current":{"angle_deg":90,"phase":"top","rep_in_set":1,"set":1,"side":"left"},"#
        + #""devices":[{"bad_frames":1,"gaps":3,"lost_bytes":2,"path":"/dev/x","samples":5,"state":"stalled"}],"#
        + #""session":"s","target":{"left":10},"type":"status","uptime_s":61.5,"version":"1.2.3"}"#
    ),
  ]

  @Test("every kind of event has its line, byte for byte", arguments: golden)
  func line(event: Event, expected: String) {
    #expect(String(decoding: EventEncoder().line(for: event), as: UTF8.self) == expected + "\n")
  }

  @Test("the lines written by hand cover every kind of event")
  func coverage() {
    #expect(Set(Self.golden.map(\.0.type)).count == 14)
  }

  @Test("time stands beside the fields where a sink gives it")
  func envelope() {
    let line = EventEncoder().line(
      for: .correction(CorrectionEvent(side: .left, count: 0)), time: Timestamp(milliseconds: 1_700_000_000_007))
    #expect(
      String(decoding: line, as: UTF8.self)
        == #"{"count":0,"side":"left","time":"2023-11-14T22:13:20.007Z","type":"correction"}"# + "\n")
  }

  @Test("what is not finite is left out and never breaks the line", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) {
    let encoder = EventEncoder()
    let angle = encoder.line(for: .angle(AngleEvent(side: .left, at: 1, angle: value)))
    #expect(String(decoding: angle, as: UTF8.self) == #"{"at_s":1,"side":"left","type":"angle"}"# + "\n")
    let sample = IMUSample(time: 1, acceleration: Vector3(1, value, 3), angularRate: Vector3(1, 2, 3))
    let line = encoder.line(for: .sample(SampleEvent(side: nil, sequence: 1, sample: sample)))
    #expect(
      String(decoding: line, as: UTF8.self) == #"{"at_s":1,"gyro_radps":[1,2,3],"seq":1,"type":"sample"}"# + "\n")
  }

  @Test("strings from devices cannot break out of the line")
  func escaping() {
    let path = "/dev/\"},\n{\\\u{7f}\u{2028}é"
    let line = EventEncoder().line(for: .device(DeviceEvent(path: path, state: .lost)))
    #expect(line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    #expect(String(decoding: line, as: UTF8.self).contains(#""path":"/dev/\"},\n{\\"#))
  }

  @Test(
    "instants are written as RFC 3339 with milliseconds",
    arguments: [
      (Int64(0), "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_767_225_600_050, "2026-01-01T00:00:00.050Z"),
      (-1, "1969-12-31T23:59:59.999Z"),
    ])
  func timestamps(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).description == text)
  }

  @Test("what comes with every sample is written as the library would, whatever the numbers")
  func motionLines() {
    var generator = SimulationGenerator(seed: 7)
    let encoder = EventEncoder()
    func number() -> Double {
      let scale = [1e-6, 1e-3, 1, 1e3, 1e9, 1e17].randomElement(using: &generator)!
      return [0, 1, -1, .random(in: -1...1, using: &generator)].randomElement(using: &generator)! * scale
    }
    for _ in 0..<5_000 {
      let side = [Side.left, .right, nil].randomElement(using: &generator)!
      let time =
        Bool.random(using: &generator)
        ? Timestamp(milliseconds: .random(in: 0...4_000_000_000_000, using: &generator)) : nil
      let sample = SampleEvent(
        side: side, sequence: .random(in: 0...UInt64.max, using: &generator),
        sample: IMUSample(
          time: number(), acceleration: Vector3(number(), number(), number()),
          angularRate: Bool.random(using: &generator) ? Vector3(number(), number(), number()) : nil))
      let angle = AngleEvent(side: side, at: number(), angle: number())
      #expect(
        encoder.line(for: .sample(sample), time: time) == encoder.line(for: sample as any EventPayload, time: time))
      #expect(encoder.line(for: .angle(angle), time: time) == encoder.line(for: angle as any EventPayload, time: time))
    }
  }
}
