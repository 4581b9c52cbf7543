import Testing

@testable import repcounterd

@Suite("JSON parser")
struct JSONParserTests {
  static let values: [(String, JSONValue)] = [
    ("null", .null),
    (" true ", .bool(true)),
    ("\tfalse\r\n", .bool(false)),
    ("0", .number("0")),
    ("-0.50e+10", .number("-0.50e+10")),
    ("18446744073709551617", .number("18446744073709551617")),
    (#""""#, .string("")),
    (#""a\"\\\/\b\f\n\r\tz""#, .string("a\"\\/\u{8}\u{C}\n\r\tz")),
    (#""\u00e4\uD83D\uDE00""#, .string("\u{E4}\u{1F600}")),
    ("\"\u{1F600}\"", .string("\u{1F600}")),
    ("[]", .array([])),
    ("[1, [2], {}]", .array([.number("1"), .array([.number("2")]), .object([:])])),
    (#"{"a": 1, "b" : {"c":null}}"#, .object(["a": .number("1"), "b": .object(["c": .null])])),
    (#"{"a": 1, "a": 2}"#, .object(["a": .number("2")])),
  ]

  @Test("values are read", arguments: values)
  func reads(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)) == value)
  }

  static let refused: [(String, Int)] = [
    ("", 0), (" ", 1), ("nul", 3), ("nulL", 3), ("truex", 4), ("1 2", 2), ("01", 1), ("-", 1), ("+1", 0), (".5", 0),
    ("1.", 2), ("1e", 2), ("1e+", 3), ("NaN", 0), ("Infinity", 0), ("\"", 1), ("\"a", 2), ("\"\u{1}\"", 1),
    (#""\x""#, 2), (#""\u12G4""#, 5), (#""\uD800""#, 7), (#""\uD800\n""#, 8), (#""\uDC00""#, 7), ("[", 1), ("[1", 2),
    ("[1,]", 3), ("[,1]", 1), ("{", 1), ("{\"a\"", 4), ("{\"a\":", 5), ("{\"a\":1", 6), ("{\"a\":1,}", 7),
    ("{a:1}", 1), ("{'a':1}", 1), ("{\"a\" 1}", 5), ("{} {}", 3), ("]", 0), ("[1}", 2), ("// x\n1", 0),
  ]

  @Test("what is no JSON is refused at its place", arguments: refused)
  func refusals(text: String, offset: Int) throws {
    let error = try #require(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
    #expect(error.offset == offset, "\(error)")
  }

  @Test("nesting is limited")
  func nesting() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(throws: Never.self) { try JSONValue(parsing: nested(3), depthLimit: 2) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: nested(4), depthLimit: 2) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: Array(repeating: UInt8(ascii: "["), count: 60_000)) }
  }

  @Test("whole numbers are found however they are written")
  func integers() {
    #expect(JSONValue.number("3.0").integer == 3)
    #expect(JSONValue.number("-1e2").integer == -100)
    #expect(JSONValue.number("3.5").integer == nil)
    #expect(JSONValue.number("1e400").integer == nil)
    #expect(JSONValue.number("1e30").integer == nil)
    #expect(JSONValue.string("3").integer == nil)
  }

  @Test(
    "a scalar goes back as it came",
    arguments: ["null", "true", "false", "1.0", "18446744073709551617", #""a\"\\\u000a\u0001ä😀""#])
  func scalars(text: String) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)).scalarText == text)
  }
}
