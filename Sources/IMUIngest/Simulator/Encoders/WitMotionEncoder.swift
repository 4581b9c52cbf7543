import SpatialMath

/// WitMotion's standard protocol: frames of 11 bytes, some to a sample.
///
/// Source: WitMotion, "WT901C standard communication protocol". A frame is 55, an id, four little-endian 16-bit words and the
/// sum of all that.
struct WitMotionEncoder: SampleEncoder {
  static let encodings = [
    SampleEncoding(wire: "witmotion", summary: "acceleration and rate, ids 51 52", needsGyro: true) {
      WitMotionEncoder(content: [.acceleration, .rate])
    },
    SampleEncoding(wire: "witmotion", form: "time", summary: "with the device's time, ids 50 51 52", needsGyro: true) {
      WitMotionEncoder(content: [.time, .acceleration, .rate])
    },
    SampleEncoding(
      wire: "witmotion", form: "factory", summary: "as from the factory, with angles and magnetometer, ids 51 to 54",
      needsGyro: true
    ) {
      WitMotionEncoder(content: [.acceleration, .rate, .angles, .magnetometer])
    },
  ]

  /// A kind of frame; the raw value is its id on the wire.
  enum Content: UInt8, Sendable {
    case time = 0x50
    case acceleration = 0x51
    case rate = 0x52
    case angles = 0x53
    case magnetometer = 0x54
  }

  private static let header: UInt8 = 0x55
  /// Full scale of the words: 16 g, 2000 degrees/second, 180 degrees.
  private static let fullScale = 32_768.0
  /// Temperature in hundredths of a degree: a chip in an ordinary room.
  private static let temperature: Int16 = 3012
  private static let firmware: Int16 = 70
  /// The earth's field in the sensor's counts, pointing north and, as in middle latitudes, mostly down.
  private static let field = Vector3(0, 1200, -2600)

  let content: [Content]

  func encode(_ sample: SimulatedSample, into bytes: inout [UInt8]) {
    for kind in content {
      switch kind {
      case .time:
        frame(kind, Self.timeBytes(sample.deviceTime), into: &bytes)
      case .acceleration:
        let share = sample.acceleration / (16 * BodyMarch.gravity)
        frame(kind, Self.bytes(share, Self.temperature), into: &bytes)
      case .rate:
        let share = (sample.angularRate ?? .zero) * (180 / .pi / 2000)
        frame(kind, Self.bytes(share, Self.temperature), into: &bytes)
      case .angles:
        frame(kind, Self.bytes(EulerAngles(sample.orientation).degrees / 180, Self.firmware), into: &bytes)
      case .magnetometer:
        let counts = sample.orientation.conjugate.rotate(Self.field)
        frame(kind, Self.bytes(counts / Self.fullScale, Self.temperature), into: &bytes)
      }
    }
  }

  private func frame(_ kind: Content, _ payload: [UInt8], into bytes: inout [UInt8]) {
    var sum = Self.header &+ kind.rawValue
    bytes.append(Self.header)
    bytes.append(kind.rawValue)
    for byte in payload {
      sum &+= byte
      bytes.append(byte)
    }
    bytes.append(sum)
  }

  /// Four words: three shares of full scale and one more.
  private static func bytes(_ share: Vector3, _ last: Int16) -> [UInt8] {
    func word(_ share: Double) -> Int16 { Int16(max(-32_768, min(32_767, (share * fullScale).rounded()))) }
    return [word(share.x), word(share.y), word(share.z), last].flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
  }

  /// Year of this century, month, day, hour, minute, second, milliseconds: a clock that was set to 1 January 2025.
  private static func timeBytes(_ seconds: Double) -> [UInt8] {
    let milliseconds = Int((seconds * 1000).rounded())
    let (day, inDay) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    let date = CalendarDate(daysInto2025: day)
    let thousandths = inDay % 1000
    return [
      UInt8(date.year - 2000), UInt8(date.month), UInt8(date.day), UInt8(inDay / 3_600_000),
      UInt8(inDay / 60_000 % 60), UInt8(inDay / 1000 % 60), UInt8(thousandths & 0xff), UInt8(thousandths >> 8),
    ]
  }
}

/// A day of the calendar, for devices that send dates.
struct CalendarDate: Hashable, Sendable {
  var year = 2025
  var month = 1
  var day = 1

  /// The day so many days after 1 January 2025; years divisible by four leap, which holds until 2099.
  init(daysInto2025 count: Int) {
    var left = count
    while left >= Self.days(inYear: year) {
      left -= Self.days(inYear: year)
      year += 1
    }
    while left >= days(inMonth: month) {
      left -= days(inMonth: month)
      month += 1
    }
    day += left
  }

  private static func days(inYear year: Int) -> Int { year % 4 == 0 ? 366 : 365 }

  private func days(inMonth month: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 ? 29 : 28
    default: 31
    }
  }
}
