extension RepPrescription {
  /// What was wrong with a rep, the most useful to hear first.
  ///
  /// First what makes the rest go wrong: who swings fast neither comes back nor moves smoothly. A rep that is cut short at
  /// the bottom spoils the next one; smoothness comes last, as it follows from going slowly.
  ///
  /// - Parameters:
  ///   - rep: what was measured.
  ///   - best: the wearer's own best range on that side, degrees; nil while it is not known.
  public func findings(in rep: RepMeasures, best: Double?) -> [Cue] {
    var findings: [Cue] = []
    let stroke = min(rep.openSeconds, rep.closeSeconds)
    if stroke < shortestStrokeSeconds {
      findings.append(Cue(.tooFast, side: rep.side, at: rep.at, value: stroke, limit: shortestStrokeSeconds))
    }
    if rep.isShortReturn { findings.append(Cue(.notAllTheWayBack, side: rep.side, at: rep.at)) }
    if let best, rep.rangeDegrees < fullRangeShare * best {
      findings.append(Cue(.shortRange, side: rep.side, at: rep.at, value: rep.rangeDegrees, limit: best))
    }
    if let sparc = rep.sparc, sparc < jerkySparc {
      findings.append(Cue(.jerky, side: rep.side, at: rep.at, value: sparc, limit: jerkySparc))
    }
    return findings
  }
}
