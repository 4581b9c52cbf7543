/// Turns the lines of a screen into what a terminal must be sent, without flicker.
///
/// Only lines that changed are sent, in one piece and as one update where the terminal knows of such.
struct FrameWriter {
  /// Switches to the alternate screen and hides the cursor.
  static let enter = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[H\u{1B}[2J"
  /// Shows the cursor and gives the screen back as it was.
  static let leave = "\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l"

  private var shown: [String]?

  /// Makes a writer for a screen of which nothing is known.
  init() {}

  /// What to send so that the screen shows these lines; empty where it does already.
  mutating func update(to lines: [String]) -> String {
    var text = ""
    if shown == nil { text += "\u{1B}[H\u{1B}[2J" }
    let before = shown ?? []
    for (row, line) in lines.enumerated() where row >= before.count || before[row] != line {
      text += "\u{1B}[\(row + 1);1H\(line)\u{1B}[K"
    }
    for row in lines.count..<max(lines.count, before.count) { text += "\u{1B}[\(row + 1);1H\u{1B}[K" }
    shown = lines
    return text.isEmpty ? "" : "\u{1B}[?2026h\(text)\u{1B}[?2026l"
  }

  /// Forgets what the screen shows, as after a change of its size.
  mutating func forget() {
    shown = nil
  }
}
