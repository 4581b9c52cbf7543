import Coach

/// Draws a ``LiveState`` as the lines of a terminal.
///
/// Pure: a state and a size give lines, none wider than the terminal and no more than it has rows.
struct LiveView {
  /// Terminals smaller than this get the counts alone.
  static let smallestColumns = 40
  /// See ``smallestColumns``.
  static let smallestRows = 12
  /// Rows beside the large digits.
  private static func otherRows(_ state: LiveState) -> Int { state.cue == nil ? 7 : 8 }
  /// Swing angles, degrees, at the ends of the bar: from across the midline to beyond the ceiling.
  private static let angles = -150.0...120.0
  /// Columns of the angle's number beside the bar.
  private static let angleColumns = 8

  /// Cells of the terminal in a row.
  var columns: Int
  /// Rows of the terminal.
  var rows: Int
  /// Whether colours may be used.
  var hasColor = false
  /// Whether characters beyond ASCII may be used.
  var hasUnicode = true

  /// The lines of a state.
  func lines(of state: LiveState) -> [String] {
    guard columns >= Self.smallestColumns, rows >= Self.smallestRows else { return small(state) }
    var lines = [header(state)]
    lines += numbers(state)
    lines += [labels(state), ""]
    // In a hold nothing swings.
    if state.hold == nil { lines.append(bar(state)) }
    if let cue = state.cue { lines += ["", self.cue(cue), ""] }
    if state.hold == nil { lines += [middle(state), lastRep(state)] }
    lines.append(sensor(state))
    // What is left stays empty above the last line, which stands at the bottom.
    let keys = state.hold == nil ? "q quits" : "0 to 9: how much it hurts; q quits"
    let footer = state.warning.map { paint(fit("! " + $0), .yellow) } ?? paint(keys, .dim)
    if lines.count >= rows { lines.removeAll { $0.isEmpty } }
    // What can be seen from the bar as well goes first.
    if lines.count >= rows, state.hold == nil { lines.remove(at: lines.count - 3) }
    lines += [String](repeating: "", count: max(0, rows - lines.count - 1))
    return lines.prefix(rows - 1) + [footer]
  }

  private func small(_ state: LiveState) -> [String] {
    let counts = LiveState.sides.map { "\($0) \(state.counts[$0] ?? 0)" }.joined(separator: "  ")
    return Array([fit(counts), fit(state.phase)].prefix(max(rows, 0)))
  }

  private func header(_ state: LiveState) -> String {
    let right: (String, Style) =
      switch state {
      case _ where !state.isConnected: ("no daemon, trying again", .red)
      case _ where !state.hasSession: ("no session", .yellow)
      case _ where state.isPaused: ("paused", .yellow)
      default: (state.set.map { "set \($0), rep \(state.repInSet ?? 0)" } ?? "", .plain)
      }
    return spread((fit(state.program ?? "repcounterd"), .dim), right)
  }

  /// The large numbers: reps of each side, or seconds of a hold beside the level of pain.
  private func numbers(_ state: LiveState) -> [String] {
    let numbers =
      state.hold.map { [Int($0.held), $0.level] } ?? LiveState.sides.map { Optional(state.counts[$0] ?? 0) }
    let styles = state.hold == nil ? LiveState.sides.map { style(of: $0, state) } : [holdStyle(state), .bold]
    let half = columns / 2
    let digits = numbers.map { String($0 ?? 0).count }.max() ?? 1
    let scale = BigDigits.scale(digits: digits, columns: half - 2, rows: rows - Self.otherRows(state))
    guard BigDigits.width(digits: digits, scale: scale) <= half - 2 else {
      // Nobody does so many reps, but a correction can say so.
      return [numbers.map { pad(fit("\($0 ?? 0)"), to: half) }.joined()]
    }
    let block: Character = hasUnicode ? "\u{2588}" : "#"
    let blocks = numbers.map { number in
      number.map { BigDigits.rows(of: $0, scale: scale, block: block) }
        ?? Array(repeating: "", count: BigDigits.height * scale)
    }
    return (0..<BigDigits.height * scale).map { row in
      zip(styles, blocks).map { paint(pad("  " + $1[row], to: half), $0) }.joined()
    }
  }

  private func holdStyle(_ state: LiveState) -> Style { state.hold?.state == "holding" ? .cyan : .plain }

  private func labels(_ state: LiveState) -> String {
    if let hold = state.hold {
      let words = hold.state.split(separator: "_").joined(separator: " ")
      let seconds = pad(fit("  s of \(Int(hold.limit)), \(words)"), to: columns / 2)
      return paint(seconds, holdStyle(state)) + paint("  pain, spot \(hold.spot) of \(hold.spots)", .bold)
    }
    return LiveState.sides.map { side in
      let target = state.targets[side].map { " of \($0)" } ?? ""
      let best = state.bests[side].map { ", best \(Int($0.rounded())) deg" } ?? ""
      let text = "  \(side)\(target)"
      let label = text.count + best.count < columns / 2 ? text + best : text
      return paint(pad(label, to: columns / 2), style(of: side, state))
    }.joined()
  }

  /// A cue with a sign of its kind, for eyes that do not see its colour.
  private func cue(_ cue: LiveState.CueLine) -> String {
    switch cue.kind {
    case "safety": paint(fit("!! \(cue.text) !!"), .alarm)
    case "correction": paint(fit("> \(cue.text)"), .yellowBold)
    case "praise": paint(fit("+ \(cue.text)"), .cyan)
    default: paint(fit("= \(cue.text)"), .bold)
    }
  }

  private func bar(_ state: LiveState) -> String {
    let width = columns - Self.angleColumns
    var cells = [Character](repeating: hasUnicode ? "\u{2500}" : "-", count: width)
    if let aim = aim(state) {
      for place in place(of: aim.lowerBound, in: width)...place(of: aim.upperBound, in: width) {
        cells[place] = hasUnicode ? "\u{2550}" : "="
      }
      cells[place(of: aim.upperBound, in: width)] = hasUnicode ? "\u{2562}" : "|"
    }
    cells[place(of: 0, in: width)] = hasUnicode ? "\u{253C}" : "+"
    guard let angle = state.angle else { return paint(String(cells), .dim) }
    let here = place(of: angle, in: width)
    cells[here] = hasUnicode ? "\u{25CF}" : "O"
    let number = pad("\(Int(angle.rounded())) deg", to: Self.angleColumns, alignsRight: true)
    return paint(String(cells[..<here]), .dim) + paint(String(cells[here]), .cyan)
      + paint(String(cells[(here + 1)...]), .dim) + number
  }

  /// Swing angles to turn up to, degrees: from where a range is no longer well under the wearer's own best to that best.
  private func aim(_ state: LiveState) -> ClosedRange<Double>? {
    guard let side = state.side, let best = state.bests[side], let rep = state.lastRep, rep.side == side,
      let bottom = rep.bottom
    else { return nil }
    return bottom + RepPrescription().fullRangeShare * best...bottom + best
  }

  private func place(of angle: Double, in width: Int) -> Int {
    let share = (angle - Self.angles.lowerBound) / (Self.angles.upperBound - Self.angles.lowerBound)
    return min(max(Int((share * Double(width - 1)).rounded()), 0), width - 1)
  }

  private func middle(_ state: LiveState) -> String {
    fit([state.side, state.phase].compactMap(\.self).joined(separator: " "))
  }

  private func lastRep(_ state: LiveState) -> String {
    guard let rep = state.lastRep else { return paint("no rep yet", .dim) }
    var parts = ["last rep: \(rep.side)"]
    if let range = rep.rangeOfMotion { parts.append("\(Int(range.rounded())) deg") }
    if let duration = rep.duration { parts.append("\(StatusTable.tenths(duration)) s") }
    return fit((parts + rep.flags).joined(separator: ", "))
  }

  private func sensor(_ state: LiveState) -> String {
    // A daemon always has one, if only to search for it.
    guard !state.sensors.isEmpty else { return paint(state.isConnected ? "a recording is replayed" : "", .dim) }
    let texts = state.sensors.map { sensor in
      let name = sensor.side.map { "\($0) " } ?? ""
      let rate = sensor.rate.map { "\(Int($0.rounded())) Hz" }
      let details = sensor.state == "streaming" ? [rate, sensor.wire] : []
      return "\(name)sensor " + ([sensor.state] + details + [sensor.path]).compactMap(\.self).joined(separator: " ")
    }
    let isWell = state.sensors.allSatisfy { $0.state == "streaming" }
    return paint(fit(texts.joined(separator: "; ")), isWell ? .plain : .yellow)
  }
}

// MARK: - Text

extension LiveView {
  private enum Style: String {
    case plain = ""
    case dim = "2"
    case bold = "1"
    case red = "31"
    /// Blue and yellow are told apart by eyes that mix up red and green.
    case cyan = "1;36"
    case yellow = "33"
    case yellowBold = "1;33"
    case alarm = "1;7"
  }

  /// Letters and signs of European languages, each as wide as a cell.
  private static let latin: Range<UInt32> = 0xA1..<0x250

  private func style(of side: String, _ state: LiveState) -> Style {
    state.side == side && state.phase != "rest" ? .cyan : .bold
  }

  private func paint(_ text: String, _ style: Style) -> String {
    hasColor && style != .plain && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Cuts what is too long, and takes out what a terminal would obey.
  private func fit(_ text: String) -> String {
    let safe = String(
      text.unicodeScalars.map { 32..<127 ~= $0.value || (hasUnicode && Self.latin ~= $0.value) ? Character($0) : "?" })
    guard safe.count > columns else { return safe }
    return columns > 3 ? safe.prefix(columns - 3) + "..." : String(safe.prefix(max(columns, 0)))
  }

  private func pad(_ text: String, to width: Int, alignsRight: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return alignsRight ? space + text : text + space
  }

  private func spread(_ left: (String, Style), _ right: (String, Style)) -> String {
    let space = String(repeating: " ", count: max(1, columns - left.0.count - right.0.count))
    return paint(left.0, left.1) + space + paint(right.0, right.1)
  }
}
