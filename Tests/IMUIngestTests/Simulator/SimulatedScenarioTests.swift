import IMUIngest
import SpatialMath
import Testing

@Suite("Simulated scenarios")
struct SimulatedScenarioTests {
  @Test("every preset plays, with finite samples in order of time", arguments: SimulatedScenario.presets.map(\.name))
  func presets(name: String) throws {
    let idle = name == "idle"
    let scenario = try SimulatedScenario.preset(
      name, seed: 6, left: idle ? nil : 1, right: idle ? nil : 0, rate: name == "highrate" ? nil : 50)
    let session = SimulatedWearer(scenario: scenario).session()
    #expect(session.truth.name == name)
    #expect(session.truth.reps.count == (idle ? 0 : 1))
    let recording = session.recording
    #expect(zip(recording, recording.dropFirst()).allSatisfy { $0.time <= $1.time })
    #expect(recording.allSatisfy { $0.acceleration.isFinite && ($0.angularRate ?? .zero).isFinite })
    #expect(recording.allSatisfy { ($0.angularRate == nil) == (name == "nogyro") })
  }

  @Test("presets have what they are named for")
  func character() throws {
    func truth(_ name: String, reps: Int = 5) throws -> SessionTruth {
      SimulatedWearer(scenario: try .preset(name, seed: 3, left: reps, right: 0, rate: 25)).session().truth
    }
    #expect(try truth("fast").reps.allSatisfy { (0.9...1.6).contains($0.end - $0.start) })
    #expect(try truth("slow").reps.allSatisfy { (8...24).contains($0.end - $0.start) })
    #expect(try truth("stiff").reps.allSatisfy { (30...75).contains($0.romDegrees) })
    #expect(try truth("flexible").reps.contains { $0.romDegrees > 175 })
    #expect(try !truth("partials", reps: 12).partials.isEmpty)
    let tired = try truth("fatigue").reps.map(\.romDegrees)
    #expect(tired[4] < 0.85 * tired[0])
    let activities = Set(try truth("strap-change").activities.map(\.kind))
    #expect(activities.isSuperset(of: ["table", "pick_up", "strap", "take_off", "to_all_fours"]))
    #expect(try truth("lossy").lostSamples > 10)
    let tilted = try SimulatedScenario.preset("tilted", seed: 3)
    #expect((15...28).contains(tilted.tiltDegrees.magnitude))
  }

  @Test("a side is given up for the number of reps that is asked for")
  func counts() throws {
    let scenario = try SimulatedScenario.preset("nominal", seed: 1, left: 0, right: 23)
    var reps: [ArmSide: Int] = [:]
    for case .set(let side, let count) in scenario.steps { reps[side, default: 0] += count }
    #expect(reps == [.right: 23])
  }

  @Test("random scenarios differ far: rates, ranges, tempo and mounts")
  func random() {
    let scenarios = (0..<200).map { SimulatedScenario.random(seed: $0) }
    #expect(Set(scenarios.map(\.sensor.rate)).count >= 6)
    let ranges = scenarios.flatMap { [$0.left.rangeDegrees, $0.right.rangeDegrees] }
    #expect((ranges.min() ?? 99) < 45 && (ranges.max() ?? 0) > 190)
    let tempi = scenarios.map(\.left.openSeconds.lowerBound)
    #expect((tempi.min() ?? 99) < 0.6 && (tempi.max() ?? 0) > 4)
    #expect(
      scenarios.contains { $0.mount.declaration == "unknown" } && scenarios.contains { $0.sensor.stamp == .arrival })
    #expect(scenarios.contains { $0.tiltDegrees > 15 } && scenarios.contains { $0.tiltDegrees < -15 })
    for scenario in scenarios where scenario.mount.declaration == "unknown" { #expect(scenario.declaredSide != nil) }
  }

  @Test("a name that does not exist is refused with those that do")
  func unknown() {
    let error = #expect(throws: UnknownScenarioError.self) { try SimulatedScenario.preset("sleepy", seed: 1) }
    #expect(error?.description.contains("'sleepy'") == true && error?.description.contains("nominal") == true)
  }
}
