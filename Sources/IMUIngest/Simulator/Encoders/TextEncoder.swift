import SpatialMath

/// Lines of text as sketches for small boards print them, in the forms that are common.
///
/// Each line ends with a line feed. Times are milliseconds of the device.
struct TextEncoder: SampleEncoder {
  /// A form of line.
  enum Form: String, CaseIterable, Sendable {
    /// `ms:1200,ax:0.1200,...`: the plotter's names and values, m/s² and rad/s.
    case keys = ""
    /// A header line with units, then numbers: g and degrees/second.
    case header
    /// Numbers alone, `ms,ax,ay,az,gx,gy,gz`: m/s² and rad/s.
    case bare
    /// One variable a line, `>ax:ms:value`.
    case teleplot
    /// An object a line, with nested objects.
    case json
    /// `Uni:` as Adafruit's calibration sketch prints: m/s², rad/s, µT.
    case uni
    /// `Raw:` as the same sketch prints: counts.
    case raw
    /// A line a sensor, as Adafruit's examples for single chips print: `Accel X: 0.12 Y: ...`, m/s², and `Gyro X: ...`, rad/s.
    case axes
    /// Three lines as the Razor board prints: `#A-C=`, `#M-C=`, `#G-C=`.
    case razor
    /// One line as another Razor firmware prints: `#YPRAG=`.
    case yprag
  }

  static let encodings: [SampleEncoding] = Form.allCases.map { form in
    SampleEncoding(wire: "text", form: form.rawValue, summary: form.summary, needsGyro: form.needsGyro) {
      TextEncoder(form: form)
    }
  }

  /// The earth's field, µT, pointing north and down.
  private static let field = Vector3(0, 20, -43)

  let form: Form
  private var hasBegun = false

  init(form: Form) {
    self.form = form
  }

  mutating func encode(_ sample: SimulatedSample, into bytes: inout [UInt8]) {
    var line = TextLine()
    let force = sample.acceleration
    let inG = force / BodyMarch.gravity
    let inDegrees = sample.angularRate.map { $0 * (180 / .pi) }
    switch form {
    case .keys:
      line.text("ms:")
      line.number(milliseconds(sample), 0)
      line.named([("ax", force.x), ("ay", force.y), ("az", force.z)], 4)
      if let rate = sample.angularRate { line.named([("gx", rate.x), ("gy", rate.y), ("gz", rate.z)], 5) }
    case .header:
      if !hasBegun {
        line.text("time_ms,ax_g,ay_g,az_g" + (inDegrees == nil ? "\n" : ",gx_dps,gy_dps,gz_dps\n"))
        hasBegun = true
      }
      line.numbers([milliseconds(sample)], 0)
      line.numbers(inG, 5)
      if let inDegrees { line.numbers(inDegrees, 3) }
    case .bare:
      line.numbers([milliseconds(sample)], 0)
      line.numbers(force, 4)
      if let rate = sample.angularRate { line.numbers(rate, 5) }
    case .teleplot:
      teleplot(sample, into: &line)
    case .json:
      line.text("{\"ms\":")
      line.number(milliseconds(sample), 0)
      line.text(",\"acc\":{\"x\":")
      line.number(force.x, 4)
      line.text(",\"y\":")
      line.number(force.y, 4)
      line.text(",\"z\":")
      line.number(force.z, 4)
      line.text("}")
      if let rate = sample.angularRate {
        line.text(",\"gyro\":[")
        line.isAtStart = true
        line.numbers(rate, 5)
        line.text("]")
      }
      line.text("}")
    case .uni:
      line.text("Uni:")
      line.numbers(force, 4)
      line.numbers(sample.angularRate ?? .zero, 5)
      line.numbers(magnetic(sample), 2)
    case .raw:
      // Counts: 8192 stand for 9.8 m/s², 16 for a degree/second, 10 for a µT.
      line.text("Raw:")
      line.numbers(force * (8192 / 9.8), 0)
      line.numbers((inDegrees ?? .zero) * 16, 0)
      line.numbers(magnetic(sample) * 10, 0)
    case .axes:
      line.text("Temperature: 24.51 deg C\nAccel ")
      line.axes(force, 4)
      line.text(" m/s^2")
      if let rate = sample.angularRate {
        line.text("\nGyro ")
        line.axes(rate, 5)
        line.text(" rad/s")
      }
    case .razor:
      razor(sample, into: &line)
    case .yprag:
      let angles = EulerAngles(sample.orientation).degrees
      line.text("#YPRAG=")
      line.numbers([angles.z, angles.y, angles.x], 2)
      line.numbers(inG * 256, 2)
      line.numbers(sample.angularRate ?? .zero, 4)
    }
    line.text("\n")
    bytes.append(contentsOf: line.bytes)
  }

  private func teleplot(_ sample: SimulatedSample, into line: inout TextLine) {
    var rows = [("ax", sample.acceleration.x), ("ay", sample.acceleration.y), ("az", sample.acceleration.z)]
    if let rate = sample.angularRate { rows += [("gx", rate.x), ("gy", rate.y), ("gz", rate.z)] }
    for (index, row) in rows.enumerated() {
      line.text(index == 0 ? ">\(row.0):" : "\n>\(row.0):")
      line.number(milliseconds(sample), 0)
      line.text(":")
      line.number(row.1, 5)
    }
  }

  /// Counts of the board's chips: 256 to a g, 1 to 0.06957 degrees/second.
  private func razor(_ sample: SimulatedSample, into line: inout TextLine) {
    let rate = (sample.angularRate ?? .zero) * (180 / .pi / 0.06957)
    let rows = [
      ("#A-C=", sample.acceleration * (256 / BodyMarch.gravity)), ("\n#M-C=", magnetic(sample)), ("\n#G-C=", rate),
    ]
    for (name, values) in rows {
      line.text(name)
      line.isAtStart = true
      line.numbers(values, 2)
    }
  }

  private func magnetic(_ sample: SimulatedSample) -> Vector3 {
    sample.orientation.conjugate.rotate(Self.field)
  }

  private func milliseconds(_ sample: SimulatedSample) -> Double { sample.deviceTime * 1000 }
}

extension TextEncoder.Form {
  fileprivate var summary: String {
    switch self {
    case .keys: "names and values, 'ms:1200,ax:0.1,...', m/s² and rad/s"
    case .header: "a header with units, then numbers, g and degrees/second"
    case .bare: "numbers alone, 'ms,ax,ay,az,gx,gy,gz', m/s² and rad/s"
    case .teleplot: "Teleplot, a variable a line"
    case .json: "a JSON object a line"
    case .uni: "Adafruit's 'Uni:' lines"
    case .raw: "MotionCal's 'Raw:' lines"
    case .axes: "a line a sensor, 'Accel X: 0.1 Y: ...' and 'Gyro X: ...', m/s² and rad/s"
    case .razor: "Razor's '#A-C=', '#M-C=', '#G-C=' lines"
    case .yprag: "Razor's '#YPRAG=' lines"
    }
  }

  /// Forms with a fixed count of numbers have a place for the rate that must be filled.
  fileprivate var needsGyro: Bool {
    switch self {
    case .keys, .header, .bare, .teleplot, .json, .axes: false
    case .uni, .raw, .razor, .yprag: true
    }
  }
}

/// A line of text in the making.
private struct TextLine {
  var bytes: [UInt8] = []
  /// Whether the next number of a list needs no comma before it.
  var isAtStart = true

  mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func number(_ value: Double, _ decimals: Int) {
    FixedPoint.append(value, decimals: decimals, to: &bytes)
    isAtStart = false
  }

  mutating func numbers(_ values: [Double], _ decimals: Int) {
    for value in values {
      if !isAtStart { text(",") }
      number(value, decimals)
    }
  }

  mutating func numbers(_ v: Vector3, _ decimals: Int) { numbers([v.x, v.y, v.z], decimals) }

  mutating func axes(_ v: Vector3, _ decimals: Int) {
    for (name, value) in [("X", v.x), (" \tY", v.y), (" \tZ", v.z)] {
      text("\(name): ")
      number(value, decimals)
    }
  }

  mutating func named(_ values: [(String, Double)], _ decimals: Int) {
    for (name, value) in values {
      text(",\(name):")
      number(value, decimals)
    }
  }
}
