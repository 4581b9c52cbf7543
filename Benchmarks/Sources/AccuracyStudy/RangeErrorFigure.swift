import BenchmarkSupport

/// The error of the range of motion by kind of session: median, mean and 95th percentile.
struct RangeErrorFigure {
  private static let left = 120.0
  private static let right = 870.0
  private static let top = 40.0
  private static let step = 22.0

  /// Kinds of sessions with their errors, degrees.
  let kinds: [StudyRow]

  var svg: String {
    let shown = kinds.filter { !$0.rangeErrors.isEmpty }.sorted { mean($0.rangeErrors) < mean($1.rangeErrors) }
    let most = (shown.map { percentile($0.rangeErrors, 95) }.max() ?? 1).rounded(.up)
    let bottom = Self.top + Self.step * Double(shown.count)
    func x(_ error: Double) -> Double { Self.left + (Self.right - Self.left) * error / most }
    var drawing = Drawing(width: 900, height: bottom + 64)
    drawing.text("error of the range of motion by kind of session, degrees", at: (Self.left, 20))
    for tick in 0...Int(most) {
      drawing.line(from: (x(Double(tick)), Self.top), to: (x(Double(tick)), bottom), .faint)
      drawing.text("\(tick)", at: (x(Double(tick)), bottom + 18), anchor: .middle)
    }
    for (index, kind) in shown.enumerated() {
      let y = Self.top + Self.step * (Double(index) + 0.5)
      let errors = kind.rangeErrors
      drawing.text(kind.name, at: (Self.left - 10, y + 4), anchor: .end)
      drawing.rectangle(
        x: x(0), y: y - 5, width: x(percentile(errors, 95)) - x(0), height: 10, .blue, opacity: 0.3)
      drawing.rectangle(x: x(0), y: y - 5, width: x(percentile(errors, 50)) - x(0), height: 10, .blue)
      drawing.dot(at: (x(mean(errors)), y), radius: 4, .orange)
    }
    let y = bottom + 46
    drawing.rectangle(x: Self.left, y: y - 11, width: 18, height: 12, .blue)
    drawing.text("half of the reps", at: (Self.left + 24, y))
    drawing.rectangle(x: Self.left + 150, y: y - 11, width: 18, height: 12, .blue, opacity: 0.3)
    drawing.text("95 % of the reps", at: (Self.left + 174, y))
    drawing.dot(at: (Self.left + 315, y - 5), radius: 4, .orange)
    drawing.text("mean", at: (Self.left + 326, y))
    return drawing.svg
  }
}
