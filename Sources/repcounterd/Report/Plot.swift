/// A plot as SVG: axes, lines, bands, points and bars, coloured by the classes of the page's style.
///
/// Pure. Coordinates are those of the data; what lies outside the ranges is drawn outside.
struct Plot {
  /// What stands for the points of a series: shapes differ where colours may not be told apart.
  enum Shape {
    case circle
    case square
  }

  /// A place on an axis with its label.
  struct Tick {
    let value: Double
    let label: String
  }

  /// Width of the picture in its own units.
  var width = 640.0
  /// Height of the picture.
  var height = 200.0
  /// Values at the left and right end.
  let horizontal: ClosedRange<Double>
  /// Values at the bottom and top.
  let vertical: ClosedRange<Double>

  private static let margins = (left: 46.0, right: 10.0, top: 10.0, bottom: 26.0)
  private var body = ""

  /// Makes an empty plot; ranges of nothing are widened.
  init(horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>, height: Double = 200) {
    self.horizontal = Self.widened(horizontal)
    self.vertical = Self.widened(vertical)
    self.height = height
  }

  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    range.upperBound > range.lowerBound ? range : range.lowerBound - 0.5...range.upperBound + 0.5
  }

  /// Where a value lies from the left.
  func x(_ value: Double) -> Double {
    let share = (value - horizontal.lowerBound) / (horizontal.upperBound - horizontal.lowerBound)
    return Self.margins.left + share * (width - Self.margins.left - Self.margins.right)
  }

  /// Where a value lies from the top.
  func y(_ value: Double) -> Double {
    let share = (value - vertical.lowerBound) / (vertical.upperBound - vertical.lowerBound)
    return height - Self.margins.bottom - share * (height - Self.margins.top - Self.margins.bottom)
  }

  /// Draws both axes with their grid.
  mutating func axes(horizontalTicks: [Tick], unit: String) {
    for value in Self.steps(vertical, atMost: 5) {
      let place = Self.text(y(value))
      body +=
        "<path class=\"grid\" d=\"M\(Self.text(Self.margins.left)) \(place)H\(Self.text(width - Self.margins.right))\"/>"
      body += "<text class=\"tick end\" x=\"\(Self.text(Self.margins.left - 5))\" y=\"\(Self.text(y(value) + 3.5))\">"
      body += "\(Markup.number(value))\(unit)</text>"
    }
    for tick in horizontalTicks {
      body += "<text class=\"tick middle\" x=\"\(Self.text(x(tick.value)))\" y=\"\(Self.text(height - 8))\">"
      body += "\(Markup.escaped(tick.label))</text>"
    }
  }

  /// Draws a line through points.
  mutating func line(_ points: [(Double, Double)], _ style: String) {
    guard points.count > 1 else { return }
    body += "<path class=\"line \(style)\" d=\"\(path(points))\"/>"
  }

  /// Draws a band of the same width above and below a line.
  mutating func band(_ points: [(Double, Double)], plusMinus: Double, _ style: String) {
    guard points.count > 1 else { return }
    let upper = points.map { ($0.0, $0.1 + plusMinus) }
    let lower = points.reversed().map { ($0.0, $0.1 - plusMinus) }
    body += "<path class=\"band \(style)\" d=\"\(path(upper + lower))Z\"/>"
  }

  /// Draws points, each with a text for whoever points at it.
  mutating func points(_ points: [(x: Double, y: Double, title: String)], _ shape: Shape, _ style: String) {
    for point in points {
      let (column, row) = (x(point.x), y(point.y))
      let title = point.title.isEmpty ? "" : "<title>\(Markup.escaped(point.title))</title>"
      switch shape {
      case .circle:
        body +=
          "<circle class=\"\(style)\" cx=\"\(Self.text(column))\" cy=\"\(Self.text(row))\" r=\"3.2\">\(title)</circle>"
      case .square:
        body += "<rect class=\"\(style)\" x=\"\(Self.text(column - 2.9))\" y=\"\(Self.text(row - 2.9))\""
        body += " width=\"5.8\" height=\"5.8\">\(title)</rect>"
      }
    }
  }

  /// Draws a bar from zero.
  mutating func bar(from left: Double, to right: Double, height value: Double, _ style: String, title: String) {
    let (top, bottom) = (y(value), y(max(0, vertical.lowerBound)))
    body += "<rect class=\"\(style)\" x=\"\(Self.text(x(left)))\" y=\"\(Self.text(top))\""
    body += " width=\"\(Self.text(max(0.5, x(right) - x(left))))\" height=\"\(Self.text(max(0, bottom - top)))\">"
    body += "<title>\(Markup.escaped(title))</title></rect>"
  }

  /// Draws a stretch of the horizontal axis over the whole height.
  mutating func stretch(from left: Double, to right: Double, _ style: String) {
    body += "<rect class=\"stretch \(style)\" x=\"\(Self.text(x(left)))\" y=\"\(Self.text(Self.margins.top))\""
    body += " width=\"\(Self.text(max(0.5, x(right) - x(left))))\""
    body += " height=\"\(Self.text(height - Self.margins.top - Self.margins.bottom))\"/>"
  }

  /// Writes a label above a place.
  mutating func label(_ text: String, at place: (Double, Double), _ style: String) {
    body += "<text class=\"tick middle \(style)\" x=\"\(Self.text(x(place.0)))\" y=\"\(Self.text(y(place.1) - 6))\">"
    body += "\(Markup.escaped(text))</text>"
  }

  /// The picture.
  ///
  /// - Parameter title: what is seen, for whoever cannot see it.
  func svg(title: String) -> String {
    "<svg viewBox=\"0 0 \(Markup.number(width)) \(Markup.number(height))\" role=\"img\" aria-label=\""
      + "\(Markup.escaped(title))\">\(body)</svg>\n"
  }

  private func path(_ points: [(Double, Double)]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(Self.text(x(point.0))) \(Self.text(y(point.1)))"
    }.joined()
  }

  private static func text(_ value: Double) -> String { Markup.number(value) }

  /// Round values within a range, at most so many and a few.
  static func steps(_ range: ClosedRange<Double>, atMost most: Int) -> [Double] {
    let rough = (range.upperBound - range.lowerBound) / Double(max(1, most))
    guard rough > 0, rough.isFinite else { return [] }
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough { power /= 10 }
    // Rounding must not make a step of the next size.
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? rough
    var values: [Double] = []
    var value = (range.lowerBound / step).rounded(.up) * step
    while value <= range.upperBound + step * 1e-6 {
      values.append(value)
      value += step
    }
    return values
  }
}
