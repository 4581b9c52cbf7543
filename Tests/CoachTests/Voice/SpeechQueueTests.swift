import Coach
import Testing

@Suite("Queue of speech")
struct SpeechQueueTests {
  private func count(_ number: Int, at time: Double) -> Utterance { Utterance("\(number)", .count, since: time) }

  @Test("what is said is said at once, and nothing else until it is over")
  func oneAtATime() {
    var queue = SpeechQueue()
    let (first, second) = (Utterance("one", .cue, since: 0), Utterance("two", .cue, since: 0.5))
    queue.add(first)
    #expect(queue.next(at: 0) == .speak(first))
    queue.add(second)
    #expect(queue.next(at: 0.5) == nil)
    queue.finished()
    #expect(queue.next(at: 1) == .speak(second))
    queue.finished()
    #expect(queue.next(at: 2) == nil && queue.isIdle)
  }

  @Test(
    "a count cuts off a cue, an instruction and an older count, once",
    arguments: [
      Utterance.Urgency.instruction, .cue, .count,
    ])
  func cuts(_ urgency: Utterance.Urgency) {
    var queue = SpeechQueue()
    queue.add(Utterance("long", urgency, since: 0))
    _ = queue.next(at: 0)
    queue.add(count(2, at: 0.5))
    #expect(queue.next(at: 0.5) == .cut)
    #expect(queue.next(at: 0.55) == nil)
    queue.finished()
    #expect(queue.next(at: 0.6) == .speak(count(2, at: 0.5)))
  }

  @Test("a warning is never cut, and a count that waited for it for more than a second is dropped")
  func warning() {
    var queue = SpeechQueue()
    queue.add(Utterance("ease off", .safety, since: 0))
    _ = queue.next(at: 0)
    queue.add(count(3, at: 0.2))
    #expect(queue.next(at: 0.2) == nil)
    queue.finished()
    #expect(queue.next(at: 1.3) == nil)
    queue.add(count(4, at: 1.3))
    #expect(queue.next(at: 1.3) == .speak(count(4, at: 1.3)))
  }

  @Test("of counts that wait the newest wins")
  func newest() {
    var queue = SpeechQueue()
    for number in 1...3 { queue.add(count(number, at: Double(number) / 4)) }
    #expect(queue.next(at: 0.75) == .speak(count(3, at: 0.75)))
    queue.finished()
    #expect(queue.next(at: 1) == nil)
  }

  @Test("a count comes before the cue of the same rep, and the cue after it")
  func countThenCue() {
    var queue = SpeechQueue()
    let cue = Utterance("slower", .cue, since: 0)
    queue.add(cue)
    queue.add(count(1, at: 0))
    #expect(queue.next(at: 0) == .speak(count(1, at: 0)))
    queue.finished()
    #expect(queue.next(at: 0.4) == .speak(cue))
  }

  @Test("a warning cuts a count")
  func warningFirst() {
    var queue = SpeechQueue()
    queue.add(count(1, at: 0))
    _ = queue.next(at: 0)
    queue.add(Utterance("ease off", .safety, since: 0.1))
    #expect(queue.next(at: 0.1) == .cut)
  }

  @Test("the first count ends the instructions that wait")
  func instructions() {
    var queue = SpeechQueue()
    for step in 1...3 { queue.add(Utterance("step \(step)", .instruction, since: 0)) }
    #expect(queue.next(at: 0) == .speak(Utterance("step 1", .instruction, since: 0)))
    queue.add(count(1, at: 20))
    #expect(queue.next(at: 20) == .cut)
    queue.finished()
    #expect(queue.next(at: 20) == .speak(count(1, at: 20)))
    queue.finished()
    #expect(queue.next(at: 21) == nil)
  }
}
