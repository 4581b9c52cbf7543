import IMUIngest
import Testing

@Suite("Sample schedule")
struct SampleScheduleTests {
  private func slots(_ traits: SensorTraits, _ count: Int, seed: UInt64 = 1) -> [SampleSchedule.Slot] {
    var schedule = SampleSchedule(traits: traits, generator: SimulationGenerator(seed: seed))
    return (0..<count).map { _ in schedule.next() }
  }

  @Test("a sensor without faults measures at its rate, and every sample comes once")
  func faultless() {
    let slots = slots(SensorTraits(), 500)
    for (index, slot) in slots.enumerated() {
      #expect((slot.measured - Double(index) * 0.01).magnitude < 1e-12)
      #expect(slot.deviceTime == Double(index) * 0.01)
      #expect((slot.arrival - slot.measured - 0.004).magnitude < 1e-12)
      #expect(slot.copies == 1 && slot.sequence == UInt64(index))
    }
  }

  @Test("a fast clock says more than there was")
  func clockError() {
    var traits = SensorTraits()
    traits.clockErrorPPM = 200
    let last = slots(traits, 10_001)[10_000]
    #expect(last.deviceTime == 100)
    // 200 parts per million of 100 s.
    #expect((last.measured - 99.98).magnitude < 1e-4)
  }

  @Test("jitter moves the instants but not the order")
  func jitter() {
    var traits = SensorTraits()
    traits.jitter = 0.002
    let slots = slots(traits, 5000)
    let errors = slots.map { $0.measured - $0.deviceTime }
    let deviation = (errors.reduce(0) { $0 + $1 * $1 } / 5000).squareRoot()
    #expect((deviation - 0.002).magnitude < 0.0002)
    for (a, b) in zip(slots, slots.dropFirst()) { #expect(a.measured <= b.measured) }
  }

  @Test("behind an adapter's timer samples arrive at multiples of 16 ms, several at once")
  func bursts() {
    var traits = SensorTraits()
    traits.rate = 200
    traits.arrivalQuantum = 0.016
    traits.latencyJitter = 0.002
    let slots = slots(traits, 2000)
    for slot in slots {
      let ticks = slot.arrival / 0.016
      #expect((ticks - ticks.rounded()).magnitude < 1e-6)
      #expect(slot.arrival >= slot.measured)
    }
    for (a, b) in zip(slots, slots.dropFirst()) { #expect(a.arrival <= b.arrival) }
    // 3.2 samples to a tick.
    let arrivals = Set(slots.map { ($0.arrival / 0.016).rounded() })
    #expect((600...640).contains(arrivals.count))
  }

  @Test("single samples are lost and doubled as often as asked for")
  func losses() {
    var traits = SensorTraits()
    traits.lossProbability = 0.05
    traits.duplicateProbability = 0.02
    let slots = slots(traits, 20_000)
    #expect((Double(slots.count { $0.copies == 0 }) / 20_000 - 0.05).magnitude < 0.006)
    #expect((Double(slots.count { $0.copies == 2 }) / 20_000 - 0.019).magnitude < 0.004)
  }

  @Test("losses at once last up to the longest asked for")
  func burstLosses() {
    var traits = SensorTraits()
    traits.burstLossesPerMinute = 10
    traits.burstLossSeconds = 1
    let slots = slots(traits, 60_000)
    var lengths: [Int] = []
    var run = 0
    for slot in slots {
      if slot.copies == 0 {
        run += 1
      } else if run > 0 {
        lengths.append(run)
        run = 0
      }
    }
    // 10 minutes of about 10 losses each, less the few that fall into another one.
    #expect((70...125).contains(lengths.count))
    #expect((lengths.max() ?? 0) > 80 && (lengths.max() ?? 0) <= 202)
  }
}
