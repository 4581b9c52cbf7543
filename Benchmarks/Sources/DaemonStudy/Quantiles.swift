/// Quantiles of times.
struct Quantiles {
  private let sorted: [Double]

  init(_ times: [Double]) {
    sorted = times.sorted()
  }

  func text(unit: String, scale: Double) -> String {
    guard let last = sorted.last else { return "nothing measured" }
    func quantile(_ share: Double) -> Double { sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))] }
    let parts = [("p50", quantile(0.5)), ("p99", quantile(0.99)), ("largest", last)]
    return parts.map { "\($0.0) \(($0.1 * scale).thousandths) \(unit)" }.joined(separator: ", ") + " (\(sorted.count))"
  }
}

extension Double {
  var tenths: Double { (self * 10).rounded() / 10 }
  var hundredths: Double { (self * 100).rounded() / 100 }
  var thousandths: Double { (self * 1000).rounded() / 1000 }
}
