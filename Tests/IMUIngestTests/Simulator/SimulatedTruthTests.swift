import FoundationEssentials
import IMUIngest
import SpatialMath
import Testing

@Suite("Truth of a simulated session")
struct SimulatedTruthTests {
  /// Kinds of session that differ much.
  static let names = ["fast", "stiff", "partials", "random", "hesitant"]

  /// A session of each kind, played once: tests take the name, because an argument is printed as a whole.
  private static let sessions: [String: SimulatedSession] = Dictionary(
    uniqueKeysWithValues: names.map { name in
      guard let scenario = try? SimulatedScenario.preset(name, seed: 4, left: 5, right: 4, rate: 50) else {
        fatalError("no preset \(name)")
      }
      return (name, SimulatedWearer(scenario: scenario).session())
    })

  @Test("holds as many reps of each side as were planned, in order and apart from each other", arguments: names)
  func counts(name: String) throws {
    let session = try #require(Self.sessions[name])
    var planned: [ArmSide: Int] = [:]
    for case .set(let side, let reps) in session.scenario.steps { planned[side, default: 0] += reps }
    for side in ArmSide.allCases {
      #expect(session.truth.reps.count { $0.side == side } == planned[side] ?? 0)
    }
    for rep in session.truth.reps {
      #expect(rep.start < rep.top && rep.top < rep.end)
    }
    for (a, b) in zip(session.truth.reps, session.truth.reps.dropFirst()) { #expect(a.end <= b.start) }
  }

  @Test("a rep is one by the definition, a partial is none", arguments: names)
  func definition(name: String) throws {
    let session = try #require(Self.sessions[name])
    for (a, b) in zip(session.truth.reps, session.truth.reps.dropFirst()) where a.set == b.set {
      #expect(a.romDegrees >= 30)
      // What the closing gives back shows in the next bottom where the next rep follows at once.
      if b.start - a.end < 1 { #expect(a.topDegrees - b.bottomDegrees >= 0.7 * a.romDegrees) }
    }
    for partial in session.truth.partials where partial.reason == .shortRange {
      let before = session.truth.reps.filter { $0.set == partial.swing.set && $0.end <= partial.swing.start }
      let least = before.suffix(3).map(\.romDegrees).min() ?? .infinity
      #expect(partial.swing.romDegrees < 25 || partial.swing.romDegrees < 0.5 * least)
    }
  }

  @Test("the arm turns about the trunk by the range of motion between bottom and top", arguments: names)
  func rangeOfMotion(name: String) throws {
    let session = try #require(Self.sessions[name])
    for rep in session.truth.reps {
      #expect((rep.topDegrees - rep.bottomDegrees - rep.romDegrees).magnitude < 1e-9)
      // The net rotation about all axes is near it; out-of-plane movement and flesh make the difference.
      #expect((rep.netDegrees - rep.romDegrees).magnitude < 0.15 * rep.romDegrees + 6)
    }
  }

  @Test("at bottom, top and end of a rep the arm stands still, half way it does not", arguments: names)
  func instants(name: String) throws {
    let session = try #require(Self.sessions[name])
    let samples = session.samples
    func speed(_ time: Double) -> Double {
      // Over 40 ms before and after: two samples each way at 50 Hz.
      guard let after = samples.firstIndex(where: { session.stamp($0) >= time }) else { return .nan }
      let (first, last) = (samples[max(0, after - 2)], samples[min(samples.count - 1, after + 2)])
      guard let from = first.swing, let to = last.swing else { return .nan }
      return (to - from) / (session.stamp(last) - session.stamp(first)) * 180 / .pi
    }
    for rep in session.truth.reps {
      let mean = rep.romDegrees / (rep.top - rep.start)
      let slow = 0.12 * mean + 4
      #expect(speed(rep.start).magnitude < slow)
      #expect(speed(rep.top).magnitude < slow)
      #expect(speed(rep.end).magnitude < 0.2 * mean + 4)
    }
  }

  @Test(
    "a recording without faults gives the truth's range when the gyroscope is summed up", arguments: ArmSide.allCases)
  func integratedRange(side: ArmSide) throws {
    var scenario = try SimulatedScenario.preset(
      "nominal", seed: 11, left: side == .left ? 3 : 0, right: side == .right ? 3 : 0)
    scenario.sensor = SensorTraits()
    scenario.placement = PlacementSpread(aboutArmDegrees: 0, otherwiseDegrees: 0)
    scenario.wearer.tissueRocking = 0
    for keyPath in [\SimulatedScenario.left, \.right] {
      scenario[keyPath: keyPath].elevationDegrees = 0
      scenario[keyPath: keyPath].elevationChangeDegrees = 0
      scenario[keyPath: keyPath].elevationSpreadDegrees = 0
      scenario[keyPath: keyPath].spinChangeDegrees = 0
      scenario[keyPath: keyPath].spinSpreadDegrees = 0
      scenario[keyPath: keyPath].strapSlipDegrees = 0
    }
    let session = SimulatedWearer(scenario: scenario).session()
    #expect(session.truth.reps.count == 3)
    for rep in session.truth.reps {
      // A planar swing of a well-placed sensor is all about its z axis.
      let turned =
        session.recording.filter { $0.time >= rep.start && $0.time < rep.top }
        .compactMap(\.angularRate?.z).reduce(0, +) * 0.01 * 180 / .pi
      #expect((turned * (side == .right ? 1 : -1) - rep.romDegrees).magnitude < 1.5)
    }
  }

  @Test("times are on the clock that stamps the recording")
  func clock() throws {
    var scenario = try SimulatedScenario.preset("continuous", seed: 3, left: 3, right: 0)
    scenario.sensor.clockErrorPPM = 0
    let exact = SimulatedWearer(scenario: scenario).session().truth
    scenario.sensor.clockErrorPPM = 10_000
    let ahead = SimulatedWearer(scenario: scenario).session().truth
    scenario.sensor.stamp = .arrival
    let arrived = SimulatedWearer(scenario: scenario).session().truth
    for index in exact.reps.indices {
      #expect((ahead.reps[index].top - 1.01 * exact.reps[index].top).magnitude < 1e-9)
      #expect(arrived.reps[index].top == exact.reps[index].top)
    }
  }

  /// The keys that scoring tools read.
  private struct File: Decodable {
    struct Rep: Decodable {
      let side: String
      let start: Double
      let top: Double
      let end: Double
      let range: Double

      enum CodingKeys: String, CodingKey {
        case side
        case start = "t_start"
        case top = "t_top"
        case end = "t_end"
        case range = "rom_deg"
      }
    }

    let name: String
    let rate: Double
    let declaredSide: String?
    let mount: String
    let reps: [Rep]
    let seed: UInt64

    enum CodingKeys: String, CodingKey {
      case name
      case rate = "rate_hz"
      case declaredSide = "declared_side"
      case mount
      case reps
      case seed
    }
  }

  @Test("the file is JSON with the names that scoring tools read")
  func json() throws {
    let scenario = try SimulatedScenario.preset("anymount", seed: 8, left: 3, right: 3, rate: 50)
    let truth = SimulatedWearer(scenario: scenario).session().truth
    let file = try JSONDecoder().decode(File.self, from: Data(truth.json.utf8))
    #expect(file.name == "anymount" && file.rate == 50 && file.mount == "unknown" && file.seed == 8)
    #expect(file.declaredSide == truth.reps[0].side.rawValue)
    #expect(file.reps.count == 3)
    for (a, b) in zip(file.reps, truth.reps) {
      #expect(a.side == b.side.rawValue)
      #expect((a.start - b.start).magnitude <= 0.000_51 && (a.top - b.top).magnitude <= 0.000_51)
      #expect((a.end - b.end).magnitude <= 0.000_51 && (a.range - b.romDegrees).magnitude <= 0.005_1)
    }
    let undeclared = try JSONDecoder().decode(File.self, from: Data(#require(Self.sessions["fast"]).truth.json.utf8))
    #expect(undeclared.declaredSide == nil)
  }
}
