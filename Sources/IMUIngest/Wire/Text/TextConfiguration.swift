/// What the user says about a text stream.
struct TextConfiguration: Hashable, Sendable {
  /// Which of two lines that show the same instant gives the sample.
  enum Preference: String, CaseIterable, Sendable {
    /// Only `Raw:` lines.
    case raw
    /// Only `Uni:` lines.
    case uni
  }

  /// The options that text knows.
  static let keys: Set<String> = ["columns", "acc_unit", "gyro_unit", "acc_scale", "gyro_scale", "prefer"]

  /// What each column of a CSV line is, nil where the user says nothing.
  ///
  /// A nil entry skips its column.
  var columns: [TextName?]?
  /// Factor from the stream's accelerations to m/s², over all that names say.
  var accelerationFactor: Double?
  /// Factor from the stream's rates to rad/s, over all that names say.
  var rateFactor: Double?
  /// Which lines of an Adafruit calibration print count; nil: `Raw:` until the first `Uni:` comes.
  var preference: Preference?
  /// Whether columns without names may be guessed while nothing in them moves: the user has said that it is a sensor.
  var guessesSensorAtRest = false

  /// Says nothing.
  init() {}

  /// Reads options.
  ///
  /// - Throws: ``WireOptionError`` for an unknown key or a value that cannot be used.
  init(_ options: WireOptions) throws(WireOptionError) {
    try options.requireOnly(Self.keys, wire: TextDecoder.name)
    guessesSensorAtRest = !options.isOnTrial
    columns = try Self.columns(options.values["columns"])
    accelerationFactor = try Self.factor(options, unit: "acc_unit", scale: "acc_scale", .acceleration)
    rateFactor = try Self.factor(options, unit: "gyro_unit", scale: "gyro_scale", .rate)
    if let text = options.values["prefer"] {
      guard let value = Preference(rawValue: text) else {
        throw Self.refusal("prefer", text, "raw or uni: which lines of an Adafruit calibration print give the samples")
      }
      preference = value
    }
  }

  /// Factor from a value to SI units: what the user says, else what the name says, else m/s², rad/s and ms.
  ///
  /// - Returns: nil where the name states a unit that nobody knows.
  func factor(_ name: TextName) -> Double? {
    switch name.role.quantity {
    case .acceleration: accelerationFactor ?? name.factor
    case .rate: rateFactor ?? name.factor
    case .time: name.factor
    }
  }

  private static func columns(_ text: String?) throws(WireOptionError) -> [TextName?]? {
    guard let text else { return nil }
    var columns: [TextName?] = text.split(omittingEmptySubsequences: false) { ",;\t".contains($0) }
      .map { word in
        let bytes = Array(word.utf8)
        return TextName.parse(bytes.span, 0..<bytes.count)
      }
    guard columns.keepFirstOfEachRole(), columns.hasWholeOrNoRate else {
      throw refusal(
        "columns", text,
        "names with commas between, among them ax, ay and az, and gx, gy and gz all three or none, such as "
          + "time_ms,ax,ay,az,gx,gy,gz; any other name skips its column")
    }
    return columns
  }

  private static func factor(
    _ options: WireOptions, unit unitKey: String, scale scaleKey: String, _ quantity: TextUnit.Quantity
  ) throws(WireOptionError) -> Double? {
    let unit = options.values[unitKey]
    guard let scale = options.values[scaleKey] else {
      guard let unit else { return nil }
      guard let known = TextUnit.named(unit), known.quantity == quantity else {
        throw refusal(unitKey, unit, quantity == .rate ? "dps, deg/s, rad/s or mrad/s" : "g, mg or m/s2")
      }
      return known.factor
    }
    guard unit == nil else { throw refusal(scaleKey, scale, "to stand without \(unitKey), which says the same") }
    let bytes = Array(scale.utf8)
    guard let factor = DecimalNumber.parse(bytes.span, 0..<bytes.count), factor != 0 else {
      let unit = quantity == .rate ? "rad/s" : "m/s²"
      throw refusal(scaleKey, scale, "a number other than 0, one count in \(unit)")
    }
    return factor
  }

  private static func refusal(_ key: String, _ value: String, _ expected: String) -> WireOptionError {
    WireOptions().refusal(key, value, wire: TextDecoder.name, expected: expected)
  }
}

extension TextName {
  /// Factor from a value of this name to SI units, or nil where the name states a unit that nobody knows.
  fileprivate var factor: Double? {
    if hasUnknownUnit { return nil }
    return unit?.factor ?? (role == .time ? TextUnit.milliseconds.factor : 1)
  }
}

extension [TextName?] {
  /// Keeps the first column of each role and skips the others.
  ///
  /// - Returns: whether all three accelerations are there.
  mutating func keepFirstOfEachRole() -> Bool {
    var seen: Set<TextName.Role> = []
    for index in indices {
      guard let role = self[index]?.role else { continue }
      if !seen.insert(role).inserted { self[index] = nil }
    }
    return seen.isSuperset(of: [.accelerationX, .accelerationY, .accelerationZ])
  }

  /// Whether all three rates are there, or none.
  var hasWholeOrNoRate: Bool {
    let count = count { $0?.role.quantity == .rate }
    return count == 0 || count == 3
  }
}
