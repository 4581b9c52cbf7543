/// What a name in a text stream stands for, such as `accel_x (g)` or `t_us`.
struct TextName: Hashable, Sendable {
  /// The quantities that make a sample.
  enum Role: UInt8, Sendable {
    case accelerationX
    case accelerationY
    case accelerationZ
    case rateX
    case rateY
    case rateZ
    case time
  }

  /// The sensor that a name or the outer name of nested values belongs to.
  enum Group: UInt8, Sendable {
    case acceleration
    case rate

    /// The role of an axis, 0 to 2.
    func role(axis: UInt8) -> Role? {
      axis < 3 ? Role(rawValue: (self == .rate ? 3 : 0) + axis) : nil
    }

    /// What its values measure.
    var quantity: TextUnit.Quantity { self == .rate ? .rate : .acceleration }
  }

  /// What the value is.
  var role: Role
  /// The unit that the name states, if any.
  var unit: TextUnit?
  /// Whether the name states a unit that is not known: then only the user can say the scale.
  var hasUnknownUnit = false

  /// Names of sensors in front of an axis; names of linear, free or world acceleration are left out on purpose.
  private static let groups: [UInt128: Group] = {
    var table: [UInt128: Group] = [:]
    // AcX and GyX are what the sketch prints that most MPU-6050 tutorials copy.
    for name in ["a", "ac", "acc", "accel", "acceleration", "accelerometer", "imu_a"] {
      table[packed(name)] = .acceleration
    }
    for name in ["g", "gy", "gyr", "gyro", "gyroscope", "w", "omega", "imu_g"] { table[packed(name)] = .rate }
    return table
  }()

  /// Names of time and their units; milliseconds where the name says nothing.
  private static let times: [UInt128: TextUnit] = {
    let names: [(String, [String])] = [
      ("ms", ["t", "ts", "time", "timestamp", "ms", "millis", "time_ms", "t_ms", "timestamp_ms"]),
      ("us", ["us", "micros", "t_us", "time_us", "timestamp_us"]),
      ("s", ["s", "t_s", "seconds", "time_s", "timestamp_s"]),
    ]
    var table: [UInt128: TextUnit] = [:]
    for (unit, spellings) in names {
      for name in spellings { table[packed(name)] = TextUnit.named(unit) }
    }
    return table
  }()

  /// The sensor of a name without axis, such as `gyro`, small letters, or nil.
  static func group(_ name: Span<UInt8>, _ range: Range<Int>) -> Group? {
    packed(name, range).flatMap { groups[$0] }
  }

  /// The axis that a small letter stands for, 0 to 2, or nil.
  static func axis(_ letter: UInt8) -> UInt8? {
    let axis = letter &- UInt8(ascii: "x")
    return axis < 3 ? axis : nil
  }

  /// Reads a name: small letters, no blanks.
  ///
  /// - Returns: nil where the name is none of a sample's quantities, or its unit belongs to another quantity.
  static func parse(_ name: Span<UInt8>) -> TextName? {
    guard name.count > 0 else { return nil }
    let stem = stemAndUnit(name)
    if let unit = times[packed(name, stem.range) ?? 0] {
      return TextName(role: .time, unit: stem.unit ?? unit).consistent
    }
    if let role = axisRole(name, stem.range) {
      return TextName(role: role, unit: stem.unit, hasUnknownUnit: stem.unknown).consistent
    }
    guard let suffixed = suffixAndUnit(name), let role = axisRole(name, suffixed.range) else { return nil }
    return TextName(role: role, unit: suffixed.unit).consistent
  }

  /// Itself, unless its unit measures something else than its role.
  private var consistent: TextName? {
    guard let unit else { return self }
    return unit.quantity == role.quantity ? self : nil
  }

  /// The role of a sensor's name with an axis behind it, such as `gyro_x`.
  private static func axisRole(_ name: Span<UInt8>, _ range: Range<Int>) -> Role? {
    guard range.count >= 2, let axis = axis(name[range.upperBound - 1]) else { return nil }
    var end = range.upperBound - 1
    if name[end - 1] == Ascii.underscore || name[end - 1] == Ascii.point { end -= 1 }
    return group(name, range.lowerBound..<end)?.role(axis: axis)
  }

  /// A name without the unit in round or square brackets behind it.
  static func stemAndUnit(_ name: Span<UInt8>) -> (range: Range<Int>, unit: TextUnit?, unknown: Bool) {
    let whole = 0..<name.count
    guard let last = whole.last, name[last] == UInt8(ascii: ")") || name[last] == UInt8(ascii: "]") else {
      return (whole, nil, false)
    }
    let opening = name[last] == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "[")
    guard let start = whole.first(where: { name[$0] == opening }) else { return (whole, nil, false) }
    let unit = TextUnit.named(name, start + 1..<last)
    return (0..<start, unit, unit == nil)
  }

  /// A name without the unit behind its last underscore, or nil.
  static func suffixAndUnit(_ name: Span<UInt8>) -> (range: Range<Int>, unit: TextUnit)? {
    guard let underscore = (0..<name.count).last(where: { name[$0] == Ascii.underscore }) else { return nil }
    guard let unit = TextUnit.named(name, underscore + 1..<name.count) else { return nil }
    return (0..<underscore, unit)
  }
}

extension TextName.Role {
  /// What its values measure.
  var quantity: TextUnit.Quantity {
    switch self {
    case .accelerationX, .accelerationY, .accelerationZ: .acceleration
    case .rateX, .rateY, .rateZ: .rate
    case .time: .time
    }
  }
}

extension TextName {
  /// The longest name that is looked at, bytes; longer ones stand for nothing here.
  private static var longest: Int { 40 }

  /// Gives a name, made small and freed of blanks, to a function; nil where it is too long.
  static func withFolded<Result>(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ body: (Span<UInt8>) -> Result?
  ) -> Result? {
    var folded = InlineArray<40, UInt8>(repeating: 0)
    var count = 0
    for index in range where !Ascii.isBlank(bytes[index]) {
      guard count < longest else { return nil }
      folded[count] = Ascii.lowercase(bytes[index])
      count += 1
    }
    return body(folded.span.extracting(0..<count))
  }

  /// Reads a name as it is written.
  static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> TextName? {
    withFolded(bytes, range) { parse($0) }
  }
}
