/// Decides what is said when: one thing at a time, a count never late.
///
/// A pure state machine: told what there is to say, when the voice has finished and how late it is, it answers with what to
/// do. A count that could not be begun within a second of becoming true is dropped, and of counts the newest wins. A count
/// cuts off an instruction or a cue or an older count, never a warning. Everything else waits for its turn, not for long.
public struct SpeechQueue: Sendable {
  /// What to do with the voice.
  public enum Action: Hashable, Sendable {
    /// Say something; the voice is silent.
    case speak(Utterance)
    /// Stop what is being said; the voice tells when it has.
    case cut
  }

  private var waiting: [Utterance] = []
  private var speaking: Utterance?
  private var isCut = false

  /// Makes a queue over a silent voice.
  public init() {}

  /// Whether something is being said.
  public var isSpeaking: Bool { speaking != nil }

  /// Whether there is nothing left to say or being said.
  public var isIdle: Bool { speaking == nil && waiting.isEmpty }

  /// Takes something to say.
  public mutating func add(_ utterance: Utterance) {
    if utterance.urgency == .count { waiting.removeAll { $0.urgency == .count } }
    // What was still to be explained is under way now.
    if utterance.urgency >= .count { waiting.removeAll { $0.urgency == .instruction } }
    if utterance.urgency == .cue { waiting.removeAll { $0.urgency == .cue } }
    waiting.append(utterance)
  }

  /// The voice has finished, or was stopped.
  public mutating func finished() {
    speaking = nil
    isCut = false
  }

  /// What to do now; nil for nothing until something happens.
  public mutating func next(at now: Double) -> Action? {
    waiting.removeAll { now - $0.since > $0.urgency.patience }
    guard let first = waiting.max(by: { $0.urgency < $1.urgency || ($0.urgency == $1.urgency && $0.since > $1.since) })
    else { return nil }
    if let speaking {
      let mayCut = first.urgency >= .count && speaking.urgency != .safety
      guard mayCut, !isCut else { return nil }
      isCut = true
      return .cut
    }
    if let place = waiting.firstIndex(of: first) { waiting.remove(at: place) }
    speaking = first
    return .speak(first)
  }
}
