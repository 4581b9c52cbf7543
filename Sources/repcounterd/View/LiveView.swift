/// Draws a ``LiveState`` as the lines of a terminal.
///
/// Pure: a state and a size give lines, none wider than the terminal and no more than it has rows.
struct LiveView {
  /// Terminals smaller than this get the counts alone.
  static let smallestColumns = 40
  /// See ``smallestColumns``.
  static let smallestRows = 12
  /// Rows beside the large digits.
  private static let otherRows = 7
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
    lines += counts(state)
    lines += [
      labels(state), "", bar(state), middle(state), lastRep(state), sensor(state),
    ]
    // What is left stays empty above the last line, which stands at the bottom.
    let footer = state.warning.map { paint(fit("! " + $0), .yellow) } ?? paint("q quits", .dim)
    if lines.count >= rows { lines.removeAll { $0.isEmpty } }
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
    return spread(("repcounterd", .dim), right)
  }

  private func counts(_ state: LiveState) -> [String] {
    let numbers = LiveState.sides.map { state.counts[$0] ?? 0 }
    let half = columns / 2
    let digits = numbers.map { String($0).count }.max() ?? 1
    let scale = BigDigits.scale(digits: digits, columns: half - 2, rows: rows - Self.otherRows)
    guard BigDigits.width(digits: digits, scale: scale) <= half - 2 else {
      // Nobody does so many reps, but a correction can say so.
      return [zip(LiveState.sides, numbers).map { pad("\($1)", to: half) }.joined()]
    }
    let blocks = numbers.map { BigDigits.rows(of: $0, scale: scale, block: hasUnicode ? "\u{2588}" : "#") }
    return (0..<BigDigits.height * scale).map { row in
      zip(LiveState.sides, blocks).map { side, block in
        paint(pad("  " + block[row], to: half), style(of: side, state))
      }.joined()
    }
  }

  private func labels(_ state: LiveState) -> String {
    LiveState.sides.map { side in
      let target = state.targets[side].map { " of \($0)" } ?? ""
      return paint(pad("  \(side)\(target)", to: columns / 2), style(of: side, state))
    }.joined()
  }

  private func bar(_ state: LiveState) -> String {
    let width = columns - Self.angleColumns
    var cells = [Character](repeating: hasUnicode ? "\u{2500}" : "-", count: width)
    cells[place(of: 0, in: width)] = hasUnicode ? "\u{253C}" : "+"
    guard let angle = state.angle else { return paint(String(cells), .dim) }
    let here = place(of: angle, in: width)
    cells[here] = hasUnicode ? "\u{25CF}" : "O"
    let number = pad("\(Int(angle.rounded())) deg", to: Self.angleColumns, alignsRight: true)
    return paint(String(cells[..<here]), .dim) + paint(String(cells[here]), .green)
      + paint(String(cells[(here + 1)...]), .dim) + number
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
    guard !state.sensors.isEmpty else { return paint("no sensor", .red) }
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
    case green = "32"
    case yellow = "33"
  }

  private func style(of side: String, _ state: LiveState) -> Style {
    state.side == side && state.phase != "rest" ? .green : .bold
  }

  private func paint(_ text: String, _ style: Style) -> String {
    hasColor && style != .plain && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Cuts what is too long, and takes out what a terminal would obey.
  private func fit(_ text: String) -> String {
    let safe = String(text.unicodeScalars.map { $0.isASCII && $0.value >= 32 && $0.value < 127 ? Character($0) : "?" })
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
