/// Text for HTML and SVG.
enum Markup {
  /// A text in which nothing is markup.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Other control characters have no place in HTML.
      case "\u{0}"..<"\u{20}" where scalar != "\n" && scalar != "\t": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A number with at most so many decimals, as short as it can be; 0 for what is none.
  static func number(_ value: Double, decimals: Int = 1) -> String {
    guard value.isFinite, value.magnitude < 1e12 else { return "0" }
    let scale = [1.0, 10, 100, 1000][min(max(decimals, 0), 3)]
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  /// A number with exactly one decimal.
  static func tenths(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "\u{2013}" }
    let text = number(value)
    return text.contains(".") ? text : text + ".0"
  }
}
