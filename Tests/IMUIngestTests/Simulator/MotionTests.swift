import IMUIngest
import SpatialMath
import Testing

@Suite("Motion of the simulated wearer")
struct MotionTests {
  static let profiles: [MotionProfile] = [
    .minimumJerk(), .minimumJerk(skew: 0.3), .minimumJerk(skew: -0.5), .steady(ramp: 0.2), .steady(ramp: 0.5),
    .steady(ramp: 0.3, skew: 0.15),
  ]

  @Test("a profile goes from 0 to 1 without turning back, at rest at both ends", arguments: profiles)
  func profile(_ profile: MotionProfile) {
    #expect(profile.progress(-1) == 0 && profile.progress(0) == 0)
    #expect(profile.progress(1) == 1 && profile.progress(2) == 1)
    var last = 0.0
    for step in 1...1000 {
      let now = profile.progress(Double(step) / 1000)
      #expect(now >= last)
      last = now
    }
    // With speed and acceleration zero at the ends, the way there is of third order: h³ times a constant.
    let h = 1e-3
    #expect(profile.progress(h) < 500 * h * h * h)
    #expect(1 - profile.progress(1 - h) < 500 * h * h * h)
  }

  @Test("minimum jerk peaks at 1.875 times its mean speed, half way")
  func minimumJerkPeak() {
    let profile = MotionProfile.minimumJerk()
    let speed = (profile.progress(0.5 + 1e-5) - profile.progress(0.5 - 1e-5)) / 2e-5
    #expect((speed - 1.875).magnitude < 1e-6)
    #expect((profile.progress(0.5) - 0.5).magnitude < 1e-12)
  }

  @Test("a steady profile keeps one speed between its ramps")
  func steadySpeed() {
    let profile = MotionProfile.steady(ramp: 0.25)
    for time in [0.3, 0.5, 0.7] {
      let speed = (profile.progress(time + 1e-4) - profile.progress(time - 1e-4)) / 2e-4
      // Two ramps cost half their time each: speed is 1 / (1 - ramp).
      #expect((speed - 1 / 0.75).magnitude < 1e-9)
    }
  }

  @Test("a track rests, moves and rests, and takes a detour that leaves no trace")
  func track() {
    var track = MotionTrack(2.0)
    track.move(to: 4, start: 1, duration: 2)
    track.move(to: 4, start: 5, duration: 2, detour: 1)
    var cursor = 0
    let values = [0.0, 1, 2, 3, 4, 6, 7, 9].map { track.value(at: $0, cursor: &cursor) }
    #expect(values == [2, 2, 3, 4, 4, 5, 4, 4])
  }

  @Test("an orientation takes the shorter way round")
  func orientationTrack() {
    let start = Quaternion(angle: 3, axis: Vector3(0, 0, 1))
    var track = MotionTrack(start)
    track.move(to: Quaternion(angle: -3, axis: Vector3(0, 0, 1)), start: 0, duration: 1)
    var cursor = 0
    let middle = track.value(at: 0.5, cursor: &cursor)
    // From 3 rad over pi to -3 rad is 0.28 rad, half of which is pi.
    let expected = Quaternion(angle: .pi, axis: Vector3(0, 0, 1))
    #expect((middle.conjugate * expected).angle < 1e-9)
  }

  @Test("a sum of oscillators has the deviation asked for, of itself or of its rate")
  func oscillators() {
    var generator = SimulationGenerator(seed: 4)
    let step = 0.002
    var sum = OscillatorSum(count: 3, band: 4...12, deviation: 0.5, step: step, using: &generator)
    var rate = OscillatorSum(count: 3, band: 4...12, deviation: 0.5, ofRate: true, step: step, using: &generator)
    let values = (0..<20_000).map { _ in sum.next() }
    let rates = (0..<20_000).map { _ in rate.next() }
    func rms(_ v: [Double]) -> Double { (v.reduce(0) { $0 + $1 * $1 } / Double(v.count)).squareRoot() }
    #expect((rms(values) - 0.5).magnitude < 0.02)
    let differences = zip(rates.dropFirst(), rates).map { ($0 - $1) / step }
    #expect((rms(differences) - 0.5).magnitude < 0.02)
    // After 40 s the turned numbers have neither grown nor shrunk.
    #expect((rms(Array(values.suffix(2000))) / rms(Array(values.prefix(2000)))).distance(to: 1).magnitude < 0.5)
  }
}
