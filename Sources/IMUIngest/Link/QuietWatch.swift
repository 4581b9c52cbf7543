/// Says when a line has been quiet for given times, each once for each silence.
///
/// Values in, values out: the time is given to it.
package struct QuietWatch: Sendable {
  private let thresholds: [Double]
  private var lastByte: Double
  private var passed = 0

  /// Starts a silence.
  ///
  /// - Parameters:
  ///   - thresholds: the times that count, seconds; any order.
  ///   - now: on any steady clock, seconds.
  package init(_ thresholds: [Double], now: Double) {
    self.thresholds = thresholds.sorted()
    lastByte = now
  }

  /// When the next threshold will be passed; nil where there is none left in this silence.
  package var deadline: Double? {
    passed < thresholds.count ? lastByte + thresholds[passed] : nil
  }

  /// Ends the silence and starts the next one.
  package mutating func bytesCame(now: Double) {
    lastByte = now
    passed = 0
  }

  /// The threshold that was passed and not told yet, the shortest first; nil where there is none.
  package mutating func nextPassed(now: Double) -> Double? {
    guard let deadline, deadline <= now else { return nil }
    defer { passed += 1 }
    return thresholds[passed]
  }
}
