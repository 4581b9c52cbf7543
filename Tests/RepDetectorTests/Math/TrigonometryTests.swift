import Testing

@testable import RepDetector

@Suite("Angles")
struct TrigonometryTests {
  @Test(
    "an angle is folded into half a turn to both sides",
    arguments: [(0, 0), (179, 179), (181, -179), (-181, 179), (360, 0), (-725, -5), (540 + 30, -150)])
  func folding(angle: Double, folded: Double) {
    #expect((degrees(wrapped(radians(angle))) - folded).magnitude < 1e-9)
  }

  @Test("sine and cosine that rounding has carried beyond 1 still have an angle")
  func clamped() {
    #expect(arcSine(1.000_001) == .pi / 2)
    #expect(arcSine(-2) == -.pi / 2)
    #expect(arcCosine(-1.000_001) == .pi)
    #expect(arcCosine(1.000_001) == 0)
    #expect((arcSine(0.5) - radians(30)).magnitude < 1e-12)
    #expect((arcCosine(0.5) - radians(60)).magnitude < 1e-12)
  }
}
