import RepDetector

/// A stretch of the swing angle, ten times a second whatever the sensor's rate.
struct AngleCurve: Equatable, Sendable {
  /// Seconds between two points: a rep of the shortest kind, 0.9 s, is still a curve.
  static let step = 0.1

  /// Stream time of the first point, seconds.
  let start: Double
  /// Swing angles, degrees; NaN where none is known.
  let degrees: [Float]

  /// Makes a curve from its points.
  init(start: Double, degrees: [Float]) {
    self.start = start
    self.degrees = degrees
  }

  /// Makes the curve of what a detector saw between two times, seconds; nil where nothing of it is known.
  init?(of side: Side, from start: Double, to end: Double, seenBy detector: some MotionDetector) {
    let angles = detector.swingAngles(of: side, from: start, to: end, step: Self.step)
    guard angles.contains(where: { !$0.isNaN }) else { return nil }
    let first = (start / Self.step).rounded(.up) * Self.step
    self.init(start: Decimals.sampleTime.round(first) ?? start, degrees: angles.map { Float($0 * 180 / .pi) })
  }

  /// Reads the points as ``text`` has them; nil where the text is none.
  init?(start: Double, text: String) {
    guard text.first == "[", text.last == "]" else { return nil }
    var degrees: [Float] = []
    for point in text.dropFirst().dropLast().split(separator: ",") {
      guard let value = point == "null" ? Float.nan : Float(point) else { return nil }
      degrees.append(value)
    }
    self.init(start: start, degrees: degrees)
  }

  /// The points as a JSON array, to a tenth of a degree; `null` where none is known.
  var text: String {
    let points = degrees.map { $0.isFinite ? Decimals.tenth.round(Double($0)).map { "\($0)" } ?? "null" : "null" }
    return "[\(points.joined(separator: ","))]"
  }

  /// The points with their times, seconds and degrees; parted where some are not known.
  var parts: [[(Double, Double)]] {
    var parts: [[(Double, Double)]] = [[]]
    for (index, value) in degrees.enumerated() {
      if value.isNaN {
        if !parts[parts.count - 1].isEmpty { parts.append([]) }
      } else {
        parts[parts.count - 1].append((start + Double(index) * Self.step, Double(value)))
      }
    }
    return parts.filter { !$0.isEmpty }
  }
}
