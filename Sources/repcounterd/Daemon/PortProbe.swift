import IMUIngest

/// Finds out what speaks at an open line of which the wire or the rate is not known.
///
/// It listens at one rate after the other. Only where all of them were silent does it ask, with questions that are harmless
/// to whatever else may be there (see ``WireQuestion``). Pure. What comes is kept, so that a stream that is recognised can
/// be decoded from its first byte.
struct PortProbe: Sendable {
  /// What to do with the line.
  enum Action: Equatable, Sendable {
    /// Go on listening; call ``step(at:)`` not later than so many seconds from now.
    case listen(atMost: Double)
    /// Set the line to ``rate``, then call ``step(at:)``.
    case tune
    /// Send this, then call ``step(at:)``.
    case send([UInt8])
    /// Everything was tried: end here, or go on with ``beginRound(at:)``.
    case giveUp
  }

  /// How often a line is asked before it is only listened to.
  static let mostInquiries = 3
  /// How much of the answers is kept, bytes.
  private static let answerCapacity = 4096

  /// What came and still counts.
  private(set) var held: [DeviceSupervisor.Chunk] = []
  /// Whether anything came at any rate.
  private(set) var wasEverHeard = false
  /// Whether the line was asked.
  private(set) var hasAsked = false
  /// The rate at which it listens; nil where nobody has set one.
  private(set) var rate: Int?
  /// The question that was answered.
  private(set) var answered: WireQuestion?

  private let plan: DevicePlan
  private let line: OpenLine
  /// The rate that worked last time.
  private let remembered: Int?
  private var hunt: BaudHunt
  private var detector: WireDetector
  private var round = 0
  private var inquiries: Int
  private var wasHeardInRound = false
  private var hasAskedInRound = false
  /// What was asked and what is still to be asked; nil while it listens.
  private var inquiry: Inquiry?
  /// The question that a sensor answered last time: it need not wait until all rates were heard.
  private var familiar: (question: WireQuestion, due: Double)?

  private struct Inquiry {
    enum Step: Equatable {
      case tune(Int)
      case ask(WireQuestion)
    }

    var steps: ArraySlice<Step>
    var asked: [WireQuestion] = []
    var answers: [UInt8] = []
    var waitsUntil = -Double.infinity
  }

  /// Begins at the likeliest rate; nil where the plan's options fit no wire, which is checked before.
  ///
  /// - Parameters:
  ///   - plan: what the user says.
  ///   - line: what is known of the line.
  ///   - last: the rate at which the sensor was heard last; nil for what the line says.
  ///   - mayAsk: whether anything may be sent.
  init?(plan: DevicePlan, line: OpenLine, last: Int?, mayAsk: Bool, at now: Double) {
    guard let detector = Self.detector(plan) else { return nil }
    self.plan = plan
    self.line = line
    self.detector = detector
    remembered = plan.baudRate ?? last ?? line.remembered?.baud
    hunt = BaudHunt(now: now, remembered: remembered, candidates: plan.baudRates)
    rate = hunt.rate
    inquiries = mayAsk ? Self.mostInquiries : 0
    if mayAsk, let question = plan.questions.first(where: { $0.wire == line.remembered?.wire }) {
      familiar = (question, now + BaudHunt.dwellInSilence.first)
    }
  }

  /// Name of the wire that was found; nil while it is not known.
  var wire: String? {
    if case .wire(let name) = detector.verdict { return name }
    return answered.map { plan.wire?.name ?? $0.wire }
  }

  /// A decoder for the wire that was found.
  func makeDecoder() -> (any WireDecoder)? {
    guard case .wire = detector.verdict else {
      return wire.flatMap(WireTable.named).flatMap { try? $0.makeDecoder(plan.options.only($0.optionKeys)) }
    }
    return try? detector.makeDecoder()
  }

  /// Bytes came.
  mutating func received(_ chunk: DeviceSupervisor.Chunk) {
    wasEverHeard = true
    wasHeardInRound = true
    hunt.received(now: chunk.time)
    held.append(chunk)
    detector.feed(chunk.bytes)
    if var inquiry {
      inquiry.answers += chunk.bytes.prefix(Self.answerCapacity - inquiry.answers.count)
      answered = inquiry.asked.first { $0.isAnswered(by: inquiry.answers) }
      self.inquiry = inquiry
    }
    guard detector.verdict == .none else { return }
    hunt.unrecognised()
    forget()
  }

  /// What to do now.
  mutating func step(at now: Double) -> Action {
    if inquiry == nil, let familiar, now >= familiar.due {
      self.familiar = nil
      if !wasHeardInRound { inquiry = Inquiry(steps: [.ask(familiar.question)]) }
    }
    if inquiry != nil, let action = stepInquiry(at: now) { return action }
    switch hunt.action(now: now, isPromising: detector.isPromising) {
    case .listen(let time):
      return .listen(atMost: min(time, familiar.map { max(0, $0.due - now) } ?? time))
    case .tune(let rate):
      tune(to: rate)
      return .tune
    case .giveUp:
      guard !wasHeardInRound, !hasAskedInRound, inquiries > 0, !plan.questions.isEmpty else { return .giveUp }
      hasAskedInRound = true
      inquiries -= 1
      inquiry = Inquiry(steps: inquirySteps)
      return step(at: now)
    }
  }

  /// Listens at all rates once more, and longer; the line is to be set to ``rate``.
  mutating func beginRound(at now: Double) {
    round += 1
    wasHeardInRound = false
    hasAskedInRound = false
    hunt = BaudHunt(now: now, remembered: remembered, candidates: plan.baudRates, round: round)
    if hunt.rate != rate { tune(to: hunt.rate) }
  }

  /// Every question at the rate that worked last time and at the one that such devices have from the factory.
  private var inquirySteps: ArraySlice<Inquiry.Step> {
    var rates = remembered.map { [$0] } ?? []
    for rate in plan.baudRates.prefix(1) where !rates.contains(rate) { rates.append(rate) }
    return rates.flatMap { [.tune($0)] + plan.questions.map(Inquiry.Step.ask) }[...]
  }

  /// The next step of asking; nil where nothing is left to ask.
  private mutating func stepInquiry(at now: Double) -> Action? {
    guard var inquiry else { return nil }
    guard now >= inquiry.waitsUntil else { return .listen(atMost: inquiry.waitsUntil - now) }
    if case .tune(rate)? = inquiry.steps.first { inquiry.steps.removeFirst() }
    guard let step = inquiry.steps.popFirst() else {
      self.inquiry = nil
      return nil
    }
    defer { self.inquiry = inquiry }
    switch step {
    case .tune(let rate):
      tune(to: rate)
      return .tune
    case .ask(let question):
      hasAsked = true
      inquiry.asked.append(question)
      inquiry.waitsUntil = now + WireQuestion.patience
      return .send(question.bytes)
    }
  }

  private mutating func tune(to rate: Int) {
    self.rate = rate
    // At a line where the rate may do nothing, what came before still counts.
    if line.kind == .uart { forget() }
  }

  private mutating func forget() {
    held = []
    if let fresh = Self.detector(plan) { detector = fresh }
  }

  private static func detector(_ plan: DevicePlan) -> WireDetector? {
    try? WireDetector(protocols: plan.protocols, options: plan.options)
  }
}

extension DevicePlan {
  /// What devices of the wires that come into question can be asked.
  fileprivate var questions: [WireQuestion] {
    guard let wire else { return WireQuestion.all }
    return WireQuestion.all.filter {
      $0.wire == wire.name || (wire.name == "vectornav" && $0.wire == "vectornav-ascii")
    }
  }
}
