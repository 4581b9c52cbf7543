import IMUIngest
import Testing

@Suite("Decimal numbers")
struct DecimalNumberTests {
  private static func parse(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return DecimalNumber.parse(bytes.span, 0..<bytes.count)
  }

  @Test(
    "numbers are read as written",
    arguments: [
      ("0", 0), ("-0.30", -0.3), ("+12.5", 12.5), (".5", 0.5), ("5.", 5), ("1e3", 1000), ("1.5E-2", 0.015),
      ("-2e+1", -20),
      ("9007199254740993", 9_007_199_254_740_992), ("0.000000000000000000000000000001", 1e-30), ("1e22", 1e22),
      ("123456789012345678901234567890", 1.2345678901234568e29), ("0e999", 0),
    ])
  func reads(text: String, value: Double) {
    #expect(Self.parse(text) == value)
  }

  @Test(
    "what is no number is refused",
    arguments: [
      "", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,2", "nan", "inf", "-inf", "0x10", "1 2", "--1", "1e999", "12a",
      "1e5.0",
    ])
  func refuses(text: String) {
    #expect(Self.parse(text) == nil)
  }

  @Test("random numbers come out as the standard library reads them")
  func agreesWithStandardLibrary() {
    var generator = SeededGenerator(7)
    for _ in 0..<2000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      #expect(Self.parse("\(value)") == value)
    }
  }
}
