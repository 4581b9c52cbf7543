import RepDetector

/// Draws a report as one page of HTML that needs nothing else.
///
/// Pure: the same data give the same page. Left and right have their own colours, which eyes that mix up red and green tell
/// apart (Okabe and Ito 2008), and their own shapes.
struct ReportPage {
  /// Half of the width of the band around a range of motion, degrees: 95 % of single reps are measured within it.
  ///
  /// Source: docs/accuracy.md, ROM error p95 over all kinds of sessions.
  static let rangeUncertainty = 3.3
  /// The sides with their style and shape.
  static let sides: [(side: Side, style: String, shape: Plot.Shape)] = [
    (.left, "left", .circle), (.right, "right", .square),
  ]

  /// What is told of.
  let data: ReportData
  /// When it was made.
  let time: Timestamp

  /// The page.
  var html: String {
    var page = Self.head
    page += "<h1>Trunk rotation</h1>\n<p class=\"quiet\">\(summary)</p>\n"
    if data.entries.isEmpty {
      page += "<p>There is no session yet. <code>repcounterd run</code> counts the first one.</p>\n"
    }
    if data.entries.count > 1 { page += ReportProgress(data: data, today: Int(time.days.rounded(.down))).html }
    for detail in data.details { page += ReportSession(detail: detail).html }
    if data.entries.count > 1 { page += table }
    return page + Self.foot
  }

  private var summary: String {
    let count = data.entries.count
    let sessions = "\(count) session\(count == 1 ? "" : "s")"
    guard let first = data.entries.first, let last = data.entries.last else { return "Made \(time.day)." }
    let span = first.date == last.date ? first.date : "\(first.date) to \(last.date)"
    return "\(sessions), \(span). Times are UTC. Made \(time.day)."
  }

  private var table: String {
    var html = "<section><h2>All sessions</h2>\n<table><thead><tr><th>Session</th><th class=\"text\">Program</th>"
    for (side, _, _) in Self.sides {
      html += "<th>\(side.rawValue) reps</th><th>range</th><th>best</th><th>tempo</th>"
    }
    html += "<th class=\"text\">Note</th></tr></thead><tbody>\n"
    for entry in data.entries.reversed() {
      html += "<tr><td>\(entry.moment)</td><td class=\"text\">\(Markup.escaped(entry.session.program ?? ""))</td>"
      for (side, _, _) in Self.sides {
        let measures = entry.measures[side]
        html += "<td>\(entry.reps(side))</td><td>\(Self.degrees(measures?.meanRangeOfMotion))</td>"
        html += "<td>\(Self.degrees(measures?.bestRangeOfMotion))</td>"
        html += "<td>\(measures?.tempo.map { Markup.tenths($0) + " s" } ?? "\u{2013}")</td>"
      }
      html += "<td class=\"text\">\(Markup.escaped(entry.session.note ?? ""))</td></tr>\n"
    }
    return html + "</tbody></table></section>\n"
  }

  /// Degrees for people.
  static func degrees(_ value: Double?) -> String { value.map { "\(Markup.number($0, decimals: 0))°" } ?? "\u{2013}" }

  /// The key of the sides' colours and shapes.
  static let key = """
    <p class="key"><span class="left">●</span> left <span class="right">■</span> right</p>

    """

  private static let head = """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Trunk rotation: report</title>
    <style>
    :root { color-scheme: light dark; --page: #fff; --ink: #1d1f21; --quiet: #5c6370; --rule: #d8dbe0; --left: #0072b2;
      --right: #c4500c; --good: #00795a; }
    @media (prefers-color-scheme: dark) { :root { --page: #16181c; --ink: #e6e7ea; --quiet: #9aa1ad; --rule: #343941;
      --left: #56b4e9; --right: #f0a04b; --good: #35c79a; } }
    body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; background: var(--page); color: var(--ink);
      font: 15px/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.7rem; margin: 0 0 .2rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .4rem; }
    h3 { font-size: .95rem; margin: 1.1rem 0 .2rem; font-weight: 600; }
    .quiet, .key, figcaption { color: var(--quiet); margin: .1rem 0; font-size: .87rem; }
    .key .left { color: var(--left); } .key .right { color: var(--right); margin-left: .8rem; }
    .numbers { display: flex; flex-wrap: wrap; gap: .4rem 2rem; padding: 0; margin: .6rem 0; list-style: none; }
    .numbers b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
    .numbers li { color: var(--quiet); font-size: .87rem; } .numbers b { color: var(--ink); }
    figure { margin: 0; } svg { display: block; width: 100%; height: auto; }
    svg .grid { stroke: var(--rule); stroke-width: 1; fill: none; }
    svg .tick { font-size: 10.5px; fill: var(--quiet); } svg .end { text-anchor: end; }
    svg .middle { text-anchor: middle; }
    svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
    svg .line.left { stroke: var(--left); } svg .line.right { stroke: var(--right); stroke-dasharray: 7 3; }
    svg .band { stroke: none; opacity: .16; } svg .band.left, svg circle.left, svg rect.left { fill: var(--left); }
    svg .band.right, svg circle.right, svg rect.right { fill: var(--right); }
    svg .stretch { opacity: .07; } svg text.left { fill: var(--left); } svg text.right { fill: var(--right); }
    table { border-collapse: collapse; width: 100%; font-size: .84rem; font-variant-numeric: tabular-nums; }
    th, td { text-align: right; padding: .2rem .35rem; border-bottom: 1px solid var(--rule); }
    th { font-weight: 600; color: var(--quiet); } th:first-child, td:first-child, .text { text-align: left; }
    blockquote { margin: .4rem 0; padding-left: .8rem;
      border-left: 3px solid var(--rule); }
    @media print { :root { color-scheme: light; --page: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --left: #0072b2;
      --right: #c4500c; } body { margin: 0; max-width: none; font-size: 10pt; } section { break-inside: avoid; }
      section:has(table) { break-inside: auto; } tr { break-inside: avoid; } }
    </style></head><body>

    """

  private static let foot = """
    <footer><p class="quiet">Range of motion is a rotation about the trunk's long axis. The band around it is
    \(Markup.number(rangeUncertainty))° to either side: 95 % of single reps are measured within it. Differences between the
    sides under 6° are noise. Smoothness is the spectral arc length of the angular speed: 0 is smoothest, more negative is
    jerkier. These are measurements, no medical advice.</p></footer>
    </body></html>

    """
}

extension Timestamp {
  /// The calendar day in UTC.
  var day: String { String(description.prefix(10)) }
}
