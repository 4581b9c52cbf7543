import Glibc
import IMUIngest
import Testing

@Suite("Decimal numbers")
struct DecimalNumberTests {
  private func parse(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return DecimalNumber.parse(bytes.span, 0..<bytes.count)
  }

  /// The truth: strtod of the C library, which rounds correctly.
  private func expectExact(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(parse(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)", sourceLocation: sourceLocation)
  }

  @Test(
    "known hard cases are rounded correctly",
    arguments: [
      "0", "-0", "+1", "1.", ".5", "-.5", "0.1", "9.80665", "9.806650000000001", "0.30000000000000004", "1e22", "1e23",
      "9007199254740993", "9007199254740992.5", "9007199254740993.0000000000000000001", "18446744073709551615",
      "9999999999999999999", "0.000000000000000000000000001", "1e-27", "1e-28", "123456789012345678e-18",
      "2.2250738585072011e-308", "4.9406564584124654e-324", "1e-400", "1.7976931348623157e308", "1e309",
      "00000000000000000000000000001.5", "0.00000000000000000000000000000000000001", "1E5", "1e+05",
      "-9.806650000000000134e+00", "1e99999999999999999999", "8.98846567431158e307",
      "0.5000000000000000277555756156289135",
    ])
  func hardCases(text: String) { expectExact(text) }

  @Test("a hundred thousand numbers of all shapes are those of the C library")
  func random() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<100_000 {
      let digits = UInt64.random(in: 0...UInt64.max, using: &generator) >> UInt64.random(in: 0...63, using: &generator)
      var text = String(digits)
      let decimals = Int.random(in: 0...24, using: &generator)
      if decimals >= text.count { text = String(repeating: "0", count: decimals - text.count + 1) + text }
      text.insert(".", at: text.index(text.endIndex, offsetBy: -decimals))
      if Bool.random(using: &generator) { text = "-" + text }
      if Int.random(in: 0...3, using: &generator) == 0 { text += "e\(Int.random(in: -30...30, using: &generator))" }
      expectExact(text)
    }
  }

  @Test("the shortest text of any double gives it back")
  func shortest() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
      guard value.isFinite else { continue }
      #expect(parse("\(value)")?.bitPattern == value.bitPattern)
    }
  }

  @Test(
    "anything else is no number",
    arguments: [
      "", "-", "+", ".", "-.", "e5", "1e", "1e+", "1e5.", "1 2", "0x1p3", "nan", "inf", "1.2.3", "--1", "1f", "١",
    ])
  func noNumbers(text: String) { #expect(parse(text) == nil) }

  @Test("writing rounds to the nearest and shows no negative zero")
  func fixedPoint() {
    var text: [UInt8] = []
    for (value, decimals) in [(-0.0, 2), (-0.004, 2), (0.005_001, 2), (-12.345, 1), (999.999_6, 3), (7, 0), (1e12, 6)] {
      FixedPoint.append(value, decimals: decimals, to: &text)
      text.append(UInt8(ascii: " "))
    }
    #expect(String(decoding: text, as: UTF8.self) == "0.00 0.00 0.01 -12.3 1000.000 7 1000000000000.000000 ")
  }
}
