import BenchmarkSupport

/// A picture as SVG text, readable on a light and on a dark page.
struct Drawing {
  /// A colour by what it is for; the style sheet says which one, on either page.
  enum Colour: String {
    case ink, faint, blue, orange, green, violet
  }

  /// Where a text hangs on its point.
  enum Anchor: String {
    case start, middle, end
  }

  private let width: Double
  private let height: Double
  private var body: [String] = []

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// The whole picture.
  var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" font-family="sans-serif" font-size="13">
    <style>
    .paper { fill: #ffffff } .ink { color: #1f2328 } .faint { color: #c4cbd3 }
    .blue { color: #0969da } .orange { color: #bc4c00 } .green { color: #1a7f37 } .violet { color: #8250df }
    @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .ink { color: #e6edf3 } .faint { color: #3d444d }
    .blue { color: #4493f8 } .orange { color: #f0883e } .green { color: #3fb950 } .violet { color: #ab7df8 }
    }
    </style>
    <rect class="paper" width="\(number(width))" height="\(number(height))"/>
    \(body.joined(separator: "\n"))
    </svg>

    """
  }

  mutating func line(
    from a: (x: Double, y: Double), to b: (x: Double, y: Double), _ colour: Colour, width: Double = 1,
    isDashed: Bool = false
  ) {
    polyline([a, b], colour, width: width, isDashed: isDashed)
  }

  mutating func polyline(
    _ points: [(x: Double, y: Double)], _ colour: Colour, width: Double = 1, isDashed: Bool = false
  ) {
    let path = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    let dashes = isDashed ? " stroke-dasharray=\"4 4\"" : ""
    body.append(
      "<polyline class=\"\(colour)\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"\(number(width))\"\(dashes) "
        + "points=\"\(path)\"/>")
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, _ colour: Colour, opacity: Double = 1
  ) {
    body.append(
      "<rect class=\"\(colour)\" fill=\"currentColor\" opacity=\"\(number(opacity))\" x=\"\(number(x))\" "
        + "y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\"/>")
  }

  mutating func dot(at p: (x: Double, y: Double), radius: Double, _ colour: Colour) {
    body.append(
      "<circle class=\"\(colour)\" fill=\"currentColor\" cx=\"\(number(p.x))\" cy=\"\(number(p.y))\" r=\"\(number(radius))\"/>"
    )
  }

  mutating func text(_ text: String, at p: (x: Double, y: Double), _ colour: Colour = .ink, anchor: Anchor = .start) {
    body.append(
      "<text class=\"\(colour)\" fill=\"currentColor\" x=\"\(number(p.x))\" y=\"\(number(p.y))\" "
        + "text-anchor=\"\(anchor)\">\(text)</text>")
  }

  private func number(_ value: Double) -> String { fixed(value, 1) }
}
