import Testing

@testable import repcounterd

@Suite("Curves of the swing angle")
struct AngleCurveTests {
  private static let curve = AngleCurve(start: 1.5, degrees: [.nan, -31.25, 0, .nan, .nan, 120])

  @Test("they are read back from their text, to a tenth of a degree")
  func text() throws {
    #expect(Self.curve.text == "[null,-31.3,0.0,null,null,120.0]")
    let back = try #require(AngleCurve(start: 1.5, text: Self.curve.text))
    #expect(back.text == Self.curve.text && back.degrees[1] == -31.3 && back.degrees[3].isNaN)
  }

  @Test("a text that is none is refused", arguments: ["", "[", "1,2", "[1,x]", "[1 2]"])
  func noText(text: String) {
    #expect(AngleCurve(start: 0, text: text) == nil)
  }

  @Test("what is not known parts them")
  func parts() {
    let parts = Self.curve.parts
    #expect(parts.map { $0.map(\.1) } == [[-31.25, 0], [120]])
    #expect(parts.joined().map { ($0.0 * 10).rounded() } == [16, 17, 20])
  }
}
