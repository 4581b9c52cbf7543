import Glibc
import IMUIngest
import SpatialMath
import TestSupport
import Testing

@testable import repcounterd

@Suite("The sketch of docs/sensors.md")
struct SketchTests {
  /// The package's folder.
  private static let package = String(#filePath.dropLast("/Tests/DaemonTests/SketchTests.swift".count))

  /// The sketch as it is printed.
  private static func sketch() throws -> String {
    let page = try #require(text(ofFile: "\(package)/docs/sensors.md"))
    let start = try #require(page.firstRange(of: "```cpp\n"))
    let end = try #require(page[start.upperBound...].firstRange(of: "```"))
    return String(page[start.upperBound..<end.lowerBound])
  }

  /// The compiler that every Swift toolchain has.
  private static func compiler() throws -> String {
    let folders = String(cString: try #require(getenv("PATH"))).split(separator: ":")
    return try #require(folders.map { "\($0)/clang" }.first { access($0, X_OK) == 0 })
  }

  @Test("it has twenty lines")
  func length() throws {
    #expect(try Self.sketch().split(separator: "\n").count <= 20)
  }

  @Test("what it prints with each chip is recognised and decoded to what the chip measures", arguments: 0..<3)
  func decoded(chip: Int) throws {
    let folder = TemporaryFolder()
    let sketch = try Self.sketch().split(separator: "\n").filter { !$0.hasPrefix("#include") }.joined(separator: "\n")
    let chosen = "chips[\(chip)]"
    write(sketch.split(separator: "chips[0]").joined(separator: chosen) + "\n", toFile: folder.file("sketch.cpp"))
    let build = Program(
      [
        "-x", "c++", "-fno-threadsafe-statics", "-include", "\(Self.package)/Tests/DaemonTests/Arduino/Arduino.h",
        folder.file("sketch.cpp"), "-o", folder.file("sketch"),
      ], path: try Self.compiler())
    let complaints = try build.errors.rest()
    #expect(try build.wait() == 0, "\(complaints)")
    let run = Program([], path: folder.file("sketch"))
    let printed = Array(try run.output.rest().utf8)
    #expect(try WireDetector.detect(printed) == .wire("text"))
    var decoder = try #require(WireTable.named("text")).makeDecoder(WireOptions())
    var samples: [DecodedSample] = []
    decoder.decode(printed, into: &samples)
    #expect(samples.count == 40)
    let (first, last) = (try #require(samples.first), try #require(samples.last))
    let gravity = 9.80665
    #expect((last.acceleration.x - 0.25 * gravity).magnitude < 0.01)
    #expect((last.acceleration.y + 0.5 * gravity).magnitude < 0.01)
    #expect((last.acceleration.z - gravity).magnitude < 0.01)
    let rate = try #require(last.angularRate)
    #expect((rate.x - 10 * .pi / 180).magnitude < 0.001)
    #expect((rate.y + 20 * .pi / 180).magnitude < 0.001)
    #expect((rate.z - 30 * .pi / 180).magnitude < 0.001)
    // A hundred a second.
    let time = try #require(last.deviceTime) - (try #require(first.deviceTime))
    #expect((time - 0.39).magnitude < 0.001)
  }
}
