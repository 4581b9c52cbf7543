import RepDetector

/// The part of a report that tells of one session in full.
struct ReportSession {
  /// Points of a drawn swing, each way.
  private static let pointsOfStroke = 12

  /// What is told of.
  let detail: ReportData.Detail

  private var entry: ReportData.Entry { detail.entry }

  /// The part of the page.
  var html: String {
    let program = entry.session.program.map { ", \(Markup.escaped($0))" } ?? ""
    var html = "<section><h2>\(entry.moment)\(program)</h2>\n"
    if let note = entry.session.note { html += "<blockquote>\(Markup.escaped(note))</blockquote>\n" }
    if !detail.reps.isEmpty {
      html += sides + ReportPage.key
      html += figure("Swing angle", angle, angleCaption)
      html += figure("Range of motion of each rep", ranges, "")
      html += figure("Time of each rep, bottom to bottom", series(unit: " s") { Self.tempo($0.rep) }, "")
      html += figure("Smoothness of each rep", series(unit: "") { $0.rep.sparc }, "0 is smoothest.")
    }
    if !detail.holds.isEmpty { html += holds }
    if detail.reps.isEmpty, detail.holds.isEmpty { html += "<p class=\"quiet\">Nothing was counted.</p>\n" }
    return html + "</section>\n"
  }

  private func figure(_ title: String, _ svg: String, _ caption: String) -> String {
    guard !svg.isEmpty else { return "" }
    let text = caption.isEmpty ? "" : "<figcaption>\(caption)</figcaption>"
    return "<h3>\(title)</h3><figure>\(svg)\(text)</figure>\n"
  }

  /// Left and right beside each other.
  private var sides: String {
    var html = "<table><thead><tr><th></th><th>reps</th><th>of</th><th>mean range</th><th>best</th><th>tempo</th>"
    html += "<th>smoothness</th></tr></thead><tbody>"
    for (side, _, _) in ReportPage.sides {
      let measures = entry.measures[side]
      let target = entry.session.target[side]
      html +=
        "<tr><td>\(side.rawValue)</td><td>\(entry.reps(side))</td><td>\(target > 0 ? "\(target)" : "\u{2013}")</td>"
      html += "<td>\(ReportPage.degrees(measures?.meanRangeOfMotion))</td>"
      html += "<td>\(ReportPage.degrees(measures?.bestRangeOfMotion))</td>"
      html += "<td>\(measures?.tempo.map { Markup.tenths($0) + " s" } ?? "\u{2013}")</td>"
      html += "<td>\(Markup.tenths(measures?.sparc))</td></tr>"
    }
    html += "</tbody></table>\n"
    if let left = entry.measures[.left]?.meanRangeOfMotion, let right = entry.measures[.right]?.meanRangeOfMotion {
      let difference = (left - right).magnitude
      let words =
        difference < 6
        ? "The sides are alike within what can be measured."
        : "The \(left < right ? "left" : "right") side turned \(ReportPage.degrees(difference)) less."
      html += "<p class=\"quiet\">\(words)</p>\n"
    }
    return html
  }

  private var angleCaption: String {
    let isMeasured = detail.reps.allSatisfy { detail.curves[$0.number] != nil }
    return isMeasured
      ? "As it was measured."
      : "Where the angle itself was not kept, it is drawn through the rep's bottom, top and times."
  }

  private var angle: String {
    let records = detail.reps.filter { $0.rep.start != nil && $0.rep.end != nil }
    let reps = records.map(\.rep)
    let curves = records.map { record in detail.curves[record.number]?.parts ?? [Self.swing(record.rep)] }
    let points = curves.joined().joined()
    let starts = reps.compactMap(\.start) + points.map(\.0)
    guard let first = starts.min(), let last = reps.compactMap(\.end).max() else { return "" }
    let angles = reps.flatMap { [$0.topAngle, $0.bottomAngle].compactMap(\.self) } + points.map(\.1)
    let span = 0...max(1, last - first)
    var plot = Plot(
      horizontal: span, vertical: (angles.min() ?? -90) - 8...(angles.max() ?? 90) + 22, height: 210)
    for set in detail.sets {
      guard let start = set.set.start, let end = set.set.end else { continue }
      plot.stretch(from: start - first, to: end - first, set.set.side.rawValue)
    }
    plot.axes(
      horizontalTicks: Plot.steps(span, atMost: 7).map { Plot.Tick(value: $0, label: Self.clock($0)) }, unit: "°")
    for (rep, curve) in zip(reps, curves) {
      for part in curve { plot.line(part.map { ($0.0 - first, $0.1) }, rep.side.rawValue) }
      if let top = rep.top, let angle = rep.topAngle {
        plot.label("\(rep.count)", at: (top - first, angle), rep.side.rawValue)
      }
    }
    return plot.svg(title: "Swing angle over time with the reps marked")
  }

  /// A rep as a curve: up and down in the bells in which people move, flat while it was held.
  static func swing(_ rep: RepEvent) -> [(Double, Double)] {
    guard let start = rep.start, let end = rep.end, let bottom = rep.bottomAngle, let top = rep.topAngle else {
      return []
    }
    let held = min(start + (rep.openDuration ?? (end - start) / 2), end)
    let left = max(held, end - (rep.closeDuration ?? (end - start) / 2))
    // The minimum-jerk profile (Flash and Hogan 1985).
    func bell(_ share: Double) -> Double { share * share * share * (10 - 15 * share + 6 * share * share) }
    let shares = (0...pointsOfStroke).map { Double($0) / Double(pointsOfStroke) }
    return shares.map { (start + $0 * (held - start), bottom + (top - bottom) * bell($0)) }
      + shares.map { (left + $0 * (end - left), top + (bottom - top) * bell($0)) }
  }

  private var ranges: String {
    let reps = detail.reps.compactMap { record in record.rep.rangeOfMotion.map { (record.rep, $0) } }
    guard let least = reps.map(\.1).min(), let most = reps.map(\.1).max() else { return "" }
    let span = 0.5...Double(reps.map(\.0.count).max() ?? 1) + 0.5
    var plot = Plot(
      horizontal: span,
      vertical: max(0, least - 2 * ReportPage.rangeUncertainty)...most + 2 * ReportPage.rangeUncertainty,
      height: 170)
    plot.axes(horizontalTicks: Self.counts(span), unit: "°")
    for (side, style, shape) in ReportPage.sides {
      let points = reps.filter { $0.0.side == side }.map { (Double($0.0.count), $0.1) }
      plot.band(points, plusMinus: ReportPage.rangeUncertainty, style)
      plot.line(points, style)
      plot.points(
        points.map { (x: $0.0, y: $0.1, title: "\(side.rawValue) \(Int($0.0)): \(ReportPage.degrees($0.1))") }, shape,
        style)
    }
    return plot.svg(title: "Range of motion of each rep and side")
  }

  private func series(unit: String, _ value: (RepRecord) -> Double?) -> String {
    let reps = detail.reps.compactMap { record in value(record).map { (record.rep, $0) } }
    guard let least = reps.map(\.1).min(), let most = reps.map(\.1).max() else { return "" }
    let span = 0.5...Double(reps.map(\.0.count).max() ?? 1) + 0.5
    let margin = max(0.2, 0.1 * (most - least))
    var plot = Plot(horizontal: span, vertical: least - margin...most + margin, height: 120)
    plot.axes(horizontalTicks: Self.counts(span), unit: unit)
    for (side, style, shape) in ReportPage.sides {
      let points = reps.filter { $0.0.side == side }
      plot.points(
        points.map {
          (x: Double($0.0.count), y: $0.1, title: "\(side.rawValue) \($0.0.count): \(Markup.tenths($0.1))\(unit)")
        },
        shape, style)
    }
    return plot.svg(title: "A point for each rep and side")
  }

  private var holds: String {
    var html =
      "<h3>Holds</h3><table><thead><tr><th>Spot</th><th class=\"text\">how it ended</th><th>held</th><th>pain at first</th>"
    html += "<th>at the end</th></tr></thead><tbody>"
    for hold in detail.holds {
      let words = hold.state.split(separator: "_").joined(separator: " ")
      html += "<tr><td>\(hold.spot)</td><td class=\"text\">\(Markup.escaped(words))</td>"
      html += "<td>\(hold.held.map { "\(Markup.number($0, decimals: 0)) s" } ?? "\u{2013}")</td>"
      html += "<td>\(hold.startLevel.map(String.init) ?? "\u{2013}")</td>"
      html += "<td>\(hold.level.map(String.init) ?? "\u{2013}")</td></tr>"
    }
    return html + "</tbody></table>\n"
  }

  private static func tempo(_ rep: RepEvent) -> Double? {
    if let start = rep.start, let end = rep.end { end - start } else { nil }
  }

  private static func counts(_ span: ClosedRange<Double>) -> [Plot.Tick] {
    Plot.steps(span, atMost: 15).filter { $0 == $0.rounded() && $0 >= 1 }.map {
      Plot.Tick(value: $0, label: "\(Int($0))")
    }
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
  }
}
