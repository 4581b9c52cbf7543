#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An instant of wall-clock time, written as RFC 3339 in UTC with milliseconds, as `2026-01-31T08:05:09.042Z`.
struct Timestamp: Hashable, Sendable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  let milliseconds: Int64

  /// Makes an instant from milliseconds since 1970.
  init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// The instant at which it is called, from the system's clock (`clock_gettime`).
  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Reads what ``description`` writes; nil for anything else.
  init?(_ text: String) {
    let fields = text.utf8.split(omittingEmptySubsequences: false) { !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0) }
    let numbers = fields.dropLast().compactMap { Int32(Substring($0)) }
    guard numbers.count == 7, fields.count == 8 else { return nil }
    var time = tm()
    time.tm_year = numbers[0] - 1900
    time.tm_mon = numbers[1] - 1
    time.tm_mday = numbers[2]
    time.tm_hour = numbers[3]
    time.tm_min = numbers[4]
    time.tm_sec = numbers[5]
    self.init(milliseconds: Int64(timegm(&time)) * 1000 + Int64(numbers[6]))
    // What is no such text, as a 31st of February, is another one when it is written.
    guard description == text else { return nil }
  }

  /// The instant as text.
  var description: String {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    var seconds = time_t(remainder < 0 ? quotient - 1 : quotient)
    var fields = tm()
    gmtime_r(&seconds, &fields)
    var text = ""
    text.reserveCapacity(24)
    Self.append(fields.tm_year + 1900, digits: 4, to: &text)
    text += "-"
    Self.append(fields.tm_mon + 1, digits: 2, to: &text)
    text += "-"
    Self.append(fields.tm_mday, digits: 2, to: &text)
    text += "T"
    Self.append(fields.tm_hour, digits: 2, to: &text)
    text += ":"
    Self.append(fields.tm_min, digits: 2, to: &text)
    text += ":"
    Self.append(fields.tm_sec, digits: 2, to: &text)
    text += "."
    Self.append(Int32(remainder < 0 ? remainder + 1000 : remainder), digits: 3, to: &text)
    return text + "Z"
  }

  private static func append(_ number: Int32, digits: Int, to text: inout String) {
    let plain = String(number)
    for _ in 0..<max(0, digits - plain.utf8.count) { text += "0" }
    text += plain
  }
}
