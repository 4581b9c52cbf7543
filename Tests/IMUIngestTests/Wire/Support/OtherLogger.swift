/// Things other than IMUs that print lines of numbers.
enum OtherLogger: CaseIterable {
  case threeTemperatures
  case sixTemperatures
  case fridge
  case weather
  case winterWeather
  case power
  case counter
  case zeros
  case thermometerWithNames

  /// Whether it prints bare numbers.
  var isHeaderless: Bool { self != .thermometerWithNames }

  /// What it prints.
  func stream(lines: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed)
    func value(_ range: ClosedRange<Double>) -> String {
      "\((Double.random(in: range, using: &generator) * 100).rounded() / 100)"
    }
    let text = (0..<lines).map { line -> String in
      switch self {
      case .threeTemperatures: [value(20...24), value(20...24), value(35...45)].joined(separator: ",")
      case .sixTemperatures: (0..<6).map { _ in value(20...24) }.joined(separator: ",")
      case .fridge: (0..<6).map { _ in value(5.5...5.8) }.joined(separator: ";")
      case .weather:
        [value(20...24), value(40...45), value(1010...1014), value(120...121), value(50...60), value(3...4)].joined(
          separator: ",")
      case .winterWeather:
        [value(-6 ... -4), value(80...85), value(1010...1014), value(120...121), value(50...60), value(3...4)].joined(
          separator: " ")
      case .power: ([line * 100].map(String.init) + (0..<6).map { _ in value(229...231) }).joined(separator: ",")
      case .counter: (0..<6).map { "\(line + $0)" }.joined(separator: ",")
      case .zeros: "0,0,0,0,0,0"
      case .thermometerWithNames: "temp:\(value(20...24)),humidity:\(value(40...45)),pressure:\(value(1010...1014))"
      }
    }
    return Array(text.map { $0 + "\r\n" }.joined().utf8)
  }
}
