/// A number with a fixed number of decimals; a dash for what is no number.
public func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite else { return "-" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let rounded = (value * scale).rounded()
  let digits = String(Int(rounded.magnitude))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let sign = rounded < 0 ? "-" : ""
  guard decimals > 0 else { return sign + padded }
  return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

/// A part of a whole in percent.
public func percent(_ part: Int, of whole: Int) -> String {
  whole == 0 ? "-" : fixed(100 * Double(part) / Double(whole), 1) + " %"
}

/// The mean; not a number where there is nothing.
public func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// A percentile by linear interpolation.
public func percentile(_ values: [Double], _ p: Double) -> Double {
  guard !values.isEmpty else { return .nan }
  let sorted = values.sorted()
  let position = Double(sorted.count - 1) * p / 100
  let below = Int(position)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
}

/// A row of a Markdown table.
public func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

/// The head of a Markdown table.
public func header(_ cells: [String]) -> String { row(cells) + "\n" + row(cells.map { _ in "---" }) }
