import IMUIngest

extension DeviceSupervisor {
  /// Bytes came.
  mutating func received(_ bytes: [UInt8], at now: Double) -> [Action] {
    switch phase {
    case .probing(var probe):
      probe.received(Chunk(bytes: bytes, time: now))
      if let name = probe.wire { return found(name, by: probe, at: now) }
      puzzledSince = puzzledSince ?? now
      return puzzled(at: now) + step(probe, at: now)
    case .linked(var reception):
      reception.bytes = now
      phase = .linked(reception)
      return [.feed([Chunk(bytes: bytes, time: now)])]
    case .idle, .waiting, .listing, .opening:
      return []
    }
  }

  /// The decoder understood frames, whether or not they held samples.
  mutating func understood(at now: Double) {
    guard case .linked(var reception) = phase else { return }
    reception.frame = now
    phase = .linked(reception)
  }

  /// The decoder gave samples.
  ///
  /// - Parameter rate: samples a second; nil while it is not known.
  mutating func sampled(rate: Double?, at now: Double) -> [Action] {
    guard case .linked(var reception) = phase else { return [] }
    reception.sample = now
    reception.frame = now
    reception.period = rate.map { 1 / $0 }
    phase = .linked(reception)
    deadline = now + Self.stallTime(reception.period)
    isHeard()
    let news = change(to: .streaming)
    guard !news.isEmpty, let wire, let line else { return news }
    let pollRate = wire == line.remembered?.wire ? line.remembered?.pollRate : nil
    let entry = DeviceMemory.Entry(wire: wire, baud: baudRate, pollRate: pollRate)
    return entry == line.remembered ? news : news + [.remember(entry, name: line.name)]
  }

  /// The time of ``deadline`` has come; earlier calls do no harm.
  mutating func tick(at now: Double) -> [Action] {
    guard let due = deadline, now >= due else { return [] }
    switch phase {
    case .waiting: return tryAgain(at: now)
    case .probing(let probe): return step(probe, at: now)
    case .linked(let reception): return silence(reception, at: now)
    case .idle, .listing, .opening:
      deadline = nil
      return []
    }
  }

  /// Listens at the open line until a wire is recognised.
  mutating func probe(last: Int?, at now: Double) -> [Action] {
    let mayAsk = plan.mayAsk && !askedPorts.contains(path)
    guard let line, let probe = PortProbe(plan: plan, line: line, last: last, mayAsk: mayAsk, at: now) else {
      return []
    }
    baudRate = probe.rate
    // A rate that the user names is set by the opening.
    return (plan.baudRate == nil ? setRate() : []) + step(probe, at: now)
  }

  func setRate() -> [Action] {
    baudRate.map { [.setBaudRate($0)] } ?? []
  }

  mutating func link(_ name: String, _ decoder: (any WireDecoder)?, held: [Chunk], at now: Double) -> [Action] {
    guard let decoder else { return [] }
    wire = name
    forgetWarnings()
    phase = .linked(Reception(sample: now, frame: now, bytes: now))
    deadline = now + Self.shortestStall
    return [.begin(decoder)] + (held.isEmpty ? [] : [.feed(held)])
  }

  private mutating func found(_ name: String, by probe: PortProbe, at now: Double) -> [Action] {
    baudRate = probe.rate
    guard let advice = probe.answered?.advice, plan.wire == nil || plan.place == .automatic else {
      return link(name, probe.makeDecoder(), held: probe.held, at: now)
    }
    let news = warn(Warning.deviceSilent, "\(path): \(advice)")
    if plan.place == .automatic {
      askedPorts.insert(path)
      return news + [.close] + openNext(at: now)
    }
    return link(name, probe.makeDecoder(), held: probe.held, at: now) + news
  }

  private mutating func step(_ probe: PortProbe, at now: Double) -> [Action] {
    var probe = probe
    var actions: [Action] = []
    while true {
      let action = probe.step(at: now)
      if let rate = probe.rate { baudRate = rate }
      switch action {
      case .listen(let time):
        phase = .probing(probe)
        deadline = now + time
        return actions
      case .tune:
        if !probe.wasEverHeard { actions += change(to: .stalled) }
        actions += setRate()
      case .send(let bytes):
        actions.append(.send(bytes))
      case .giveUp:
        if plan.place == .automatic {
          if probe.hasAsked { askedPorts.insert(path) }
          return actions + [.close] + openNext(at: now)
        }
        if !probe.wasEverHeard { actions += change(to: .stalled) }
        let rate = probe.rate
        probe.beginRound(at: now)
        if probe.rate != rate {
          baudRate = probe.rate
          actions += setRate()
        }
      }
    }
  }

  private mutating func silence(_ reception: Reception, at now: Double) -> [Action] {
    let news = change(to: .stalled)
    let mayDoubt = plan.wire == nil || plan.baudRate == nil
    guard mayDoubt, now - reception.bytes < Self.shortestStall else {
      // Bytes without samples may come at any later time: look again.
      deadline = mayDoubt ? now + Self.shortestStall : nil
      return news
    }
    let understood = max(reception.sample, reception.frame)
    guard now - understood >= Self.doubtTime else {
      deadline = understood + Self.doubtTime
      return news
    }
    wire = plan.wire?.name
    return news + change(to: .searching) + probe(last: baudRate, at: now)
  }

  private mutating func puzzled(at now: Double) -> [Action] {
    guard let since = puzzledSince, now - since >= Self.puzzleTime else { return [] }
    return warn(
      Warning.wireUnknown,
      "\(path): bytes come, but in no wire that is known; give --wire and --baud, or look with 'repcounterd decode'")
  }

  private static func stallTime(_ period: Double?) -> Double {
    max(shortestStall, stallPeriods * (period ?? 0))
  }
}
