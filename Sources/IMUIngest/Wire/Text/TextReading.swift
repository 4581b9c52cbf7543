import SpatialMath

/// The values of one sample while they are gathered from a line or several.
struct TextReading: Sendable {
  /// What the gathered values make.
  enum Completeness: Sendable {
    /// Not all three accelerations.
    case partial
    /// Accelerations and a part of the rates: something was lost.
    case torn
    /// All that a sample needs.
    case whole
  }

  private static let allAccelerations: UInt8 = 0b000_0111
  private static let allRates: UInt8 = 0b011_1000

  private var values = InlineArray<7, Double>(repeating: 0)
  private var present: UInt8 = 0

  /// Whether no value is there.
  var isEmpty: Bool { present == 0 }

  /// Whether a value is there.
  func has(_ role: TextName.Role) -> Bool { present & (1 << role.rawValue) != 0 }

  /// Puts a value in SI units in its place; a value that is there already gives way.
  mutating func set(_ role: TextName.Role, _ value: Double) {
    values[Int(role.rawValue)] = value
    present |= 1 << role.rawValue
  }

  /// Whether all three rates are there.
  var hasRate: Bool { present & Self.allRates == Self.allRates }

  /// What the values make.
  var completeness: Completeness {
    guard present & Self.allAccelerations == Self.allAccelerations else { return .partial }
    return hasRate || present & Self.allRates == 0 ? .whole : .torn
  }

  /// The sample; its time is that of the device as it is written.
  var sample: DecodedSample {
    DecodedSample(
      deviceTime: has(.time) ? values[Int(TextName.Role.time.rawValue)] : nil,
      acceleration: Vector3(values[0], values[1], values[2]),
      angularRate: hasRate ? Vector3(values[3], values[4], values[5]) : nil
    )
  }
}

/// Unwraps the clocks that sketches print: millis() and micros() start over at 2³².
///
/// What is called `t` may be a temperature: a value that does not rise is no clock.
struct TextClock: Sendable {
  private static let modulus = 4_294_967_296.0
  /// Values that may fail to rise before the clock is no more believed: restarts of the device.
  private static let toleratedStalls = 3
  private var last: Double?
  private var base = 0.0
  private var values = 0
  private var stalls = 0

  /// Time since the device's clock began, seconds; nil once it turned out to be none, as a quarter of it does not rise.
  ///
  /// - Parameters:
  ///   - value: what the device wrote.
  ///   - unit: one of it, seconds; clocks in whole seconds do not wrap.
  mutating func seconds(_ value: Double, unit: Double) -> Double? {
    if let last, value <= last {
      if unit < 1, last < Self.modulus, last - value > Self.modulus / 2 { base += Self.modulus } else { stalls += 1 }
    }
    values += 1
    last = value
    guard stalls <= Self.toleratedStalls || 4 * stalls < values else { return nil }
    // Divided, so that 1010 ms are exactly the nearest double of 1.01 s.
    return (base + value) / (1 / unit).rounded()
  }
}
