import IMUIngest
import SpatialMath
import Testing

@Suite("Text: Adafruit's calibration print")
struct TextAdafruitTests {
  private static let raw = "Raw:0,4096,7094,0,-160,16,1,2,3"
  private static let uni = "Uni:0.25,-0.5,9.75,0.125,-1.5,0.0625,20,30,40"
  private static let lines = [raw, uni, "Cal1:0,0,0,0,0,0,0,0,0,50", raw, uni]

  @Test("raw counts are scaled")
  func rawCounts() throws {
    let samples = try decode("text", lines: [Self.raw])
    #expect(samples.count == 1)
    expect(samples.first?.acceleration, near: 0, 4.9, 8.486475)
    expect(samples.first?.angularRate, near: 0, -0.174533, 0.017453)
  }

  @Test("both lines show the same instant: raw ones count until a unified one comes")
  func sameInstant() throws {
    let samples = try decode("text", lines: Self.lines)
    #expect(samples.map { $0.acceleration.z.rounded() } == [8, 10, 10])
  }

  @Test("a preference takes only those lines", arguments: [("raw", [8.0, 8]), ("uni", [10, 10])])
  func preference(value: String, norms: [Double]) throws {
    let samples = try decode("text", lines: Self.lines, ["prefer": value])
    #expect(samples.map { $0.acceleration.z.rounded() } == norms)
  }

  @Test(
    "damaged lines give nothing",
    arguments: ["Uni:1,2,3,4,5,6,7,8", "Uni:1,2,3,4,5,6,7,8,x", "Raw:1,2,3,,5,6,7,8,9", "Raw:"])
  func damaged(line: String) throws {
    #expect(try decode("text", lines: [line]).isEmpty)
  }
}
