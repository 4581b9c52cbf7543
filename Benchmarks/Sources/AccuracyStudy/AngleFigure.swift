import BenchmarkSupport
import IMUIngest
import RepDetector

/// The swing angle of a set over time, with the phases and the reps that were told.
struct AngleFigure {
  private static let left = 56.0
  private static let right = 884.0
  private static let top = 34.0
  private static let bottom = 330.0
  private static let degrees = (-150.0)...100.0

  private var points: [(time: Double, angle: Double)] = []
  private var truth: [(time: Double, angle: Double)] = []
  private var phases: [(time: Double, phase: Phase)] = []
  private var reps: [Rep] = []
  private var span = 0.0...1.0

  /// Plays a set of five reps of the right arm and counts it.
  init() throws {
    let scenario = try SimulatedScenario.preset("nominal", seed: 12, left: 0, right: 5)
    let session = SimulatedWearer(scenario: scenario).session()
    var detector = RepDetector()
    let trueReps = session.truth.reps
    guard let first = trueReps.first, let last = trueReps.last else { throw MeasurementError("a session without reps") }
    span = (first.start - 2)...(last.end + 2)
    for (sample, known) in zip(session.recording, session.samples) {
      var changed: [(Double, Phase)] = []
      var told: [Rep] = []
      detector.process(time: sample.time, acceleration: sample.acceleration, angularRate: sample.angularRate) { event in
        switch event {
        case .phase(let change): changed.append((change.at, change.phase))
        case .rep(let rep): told.append(rep)
        default: break
        }
      }
      phases += changed
      reps += told
      guard span.contains(sample.time), points.last.map({ sample.time - $0.time > 0.039 }) ?? true else { continue }
      if let angle = detector.angle { points.append((sample.time, angle * 180 / .pi)) }
      if let swing = known.swing { truth.append((sample.time, swing * 180 / .pi)) }
    }
  }

  private func x(_ time: Double) -> Double {
    let share = (time - span.lowerBound) / (span.upperBound - span.lowerBound)
    return Self.left + (Self.right - Self.left) * min(max(share, 0), 1)
  }

  private func y(_ angle: Double) -> Double {
    let share = (angle - Self.degrees.lowerBound) / (Self.degrees.upperBound - Self.degrees.lowerBound)
    return Self.bottom - (Self.bottom - Self.top) * share
  }

  var svg: String {
    var drawing = Drawing(width: 900, height: 420)
    drawing.text("swing angle, degrees", at: (Self.left - 40, 20))
    for angle in stride(from: -135.0, through: 90, by: 45) {
      drawing.line(from: (Self.left, y(angle)), to: (Self.right, y(angle)), .faint)
      drawing.text(fixed(angle, 0), at: (Self.left - 8, y(angle) + 4), anchor: .end)
    }
    for second in stride(from: span.lowerBound.rounded(.up), through: span.upperBound, by: 5) {
      drawing.line(from: (x(second), Self.bottom), to: (x(second), Self.bottom + 5), .ink)
      drawing.text(fixed(second, 0), at: (x(second), Self.bottom + 20), anchor: .middle)
    }
    drawing.text("s", at: (Self.right, Self.bottom + 20), anchor: .end)
    drawing.polyline(truth.map { (x($0.time), y($0.angle)) }, .orange, width: 4)
    drawing.polyline(points.map { (x($0.time), y($0.angle)) }, .blue, width: 1.5)
    drawReps(&drawing)
    drawPhases(&drawing)
    drawLegend(&drawing)
    return drawing.svg
  }

  private func drawReps(_ drawing: inout Drawing) {
    for rep in reps where span.contains(rep.at) {
      let up = rep.topAngle * 180 / .pi
      drawing.text(fixed(rep.rangeOfMotion * 180 / .pi, 1) + "°", at: (x(rep.top), y(up) - 8), anchor: .middle)
      drawing.line(from: (x(rep.at), Self.top), to: (x(rep.at), Self.bottom), .ink, isDashed: true)
    }
  }

  private func drawPhases(_ drawing: inout Drawing) {
    for (index, change) in phases.enumerated() {
      let end = index + 1 < phases.count ? phases[index + 1].time : span.upperBound
      guard end > span.lowerBound, change.time < span.upperBound, let colour = Self.colour(of: change.phase) else {
        continue
      }
      drawing.rectangle(
        x: x(change.time), y: Self.bottom + 30, width: x(end) - x(change.time), height: 14, colour)
    }
  }

  private static func colour(of phase: Phase) -> Drawing.Colour? {
    switch phase {
    case .rest: nil
    case .opening: .green
    case .top: .violet
    case .closing: .blue
    }
  }

  private func drawLegend(_ drawing: inout Drawing) {
    let y = Self.bottom + 74
    var x = Self.left
    for (name, colour) in [("opening", Drawing.Colour.green), ("top", .violet), ("closing", .blue)] {
      drawing.rectangle(x: x, y: y - 11, width: 18, height: 12, colour)
      drawing.text(name, at: (x + 24, y))
      x += 90
    }
    drawing.line(from: (x, y - 5), to: (x + 24, y - 5), .orange, width: 4)
    drawing.text("true", at: (x + 30, y))
    drawing.line(from: (x + 80, y - 5), to: (x + 104, y - 5), .blue, width: 1.5)
    drawing.text("measured", at: (x + 110, y))
    drawing.line(from: (x + 200, y - 5), to: (x + 224, y - 5), .ink, isDashed: true)
    drawing.text("rep told, its range of motion above the top", at: (x + 230, y))
  }
}
