import IMUIngest
import SpatialMath
import Testing

@Suite("BNO08x UART-RVC")
struct BNO08xRVCTests {
  @Test("the datasheet's frame gives its sample, without rate")
  func datasheetExample() throws {
    let samples = try decode("bno08x-rvc", hex("AA AA DE 01 00 92 FF 25 08 8D FE EC FF D1 03 00 00 00 E7"))
    #expect(samples.count == 1)
    expect(samples.first?.acceleration, near: -3.638267, -0.196133, 9.581097)
    #expect(samples.first?.angularRate == nil)
    #expect(samples.first?.sequence == 222)
    #expect(samples.first?.deviceTime == 2.22)
  }

  @Test("an index that looks like the header, and reserved bytes in use")
  func indexLikeHeader() throws {
    let samples = try decode("bno08x-rvc", hex("AA AA AA B1 B9 C7 01 D7 DC 78 00 14 FC 23 00 01 02 00 3D"))
    #expect(samples.count == 1)
    expect(samples.first?.acceleration, near: 1.176798, -9.845877, 0.343233)
  }

  @Test("the index runs on over 255, and a loss shows in it and in time")
  func indexWraps() throws {
    let motion = Motion.swings(1)[0]
    let frames = [253, 254, 255, 256, 257, 260].flatMap { BNO08xEncoder.frame($0, motion) }
    let samples = try decode("bno08x-rvc", frames)
    #expect(samples.compactMap(\.sequence) == [253, 254, 255, 256, 257, 260])
    #expect(samples.last?.deviceTime == 2.6)
  }

  @Test("the banner after reset is passed over")
  func banner() throws {
    let motion = Motion.swings(1)[0]
    let stream = Array("%Hillcrest Labs 10003608\r\n%SW Ver 1.3.7\r\n".utf8) + BNO08xEncoder.frame(1, motion)
    #expect(try decode("bno08x-rvc", stream).count == 1)
  }

  @Test("frames whose index does not rise are no evidence")
  func stuckIndex() throws {
    let frame = BNO08xEncoder.frame(7, Motion.swings(1)[0])
    #expect(try WireDetector.detect(Array(repeating: frame, count: 40).flatMap(\.self)) == .none)
  }
}
