import IMUIngest
import SpatialMath
import Testing

@Suite("x-IMU3")
struct XIMU3Tests {
  private static let motion = Motion.swings(1)[0]

  @Test("the manual's messages, binary and text, give the same sample")
  func manualExamples() throws {
    let binary = hex("C9 40 42 0F 00 00 00 00 00") + Array(repeating: 0, count: 20) + hex("00 00 80 3F 0A")
    let text = Array("I,1000000,0.0000,0.0000,0.0000,0.0000,0.0000,1.0000\n".utf8)
    let expected = DecodedSample(deviceTime: 1, acceleration: Vector3(0, 0, gravity), angularRate: .zero)
    #expect(try decode("ximu3", binary) == [expected])
    #expect(try decode("ximu3", text) == [expected])
  }

  @Test("gyroscope comes first, in deg/s; accelerometer second, in g")
  func order() throws {
    let stream = hex(
      """
      C9 8A 96 98 00 00 00 00 00 00 00 48 C1 00 00 B4 42 00 00 80 3E 00 00 00 3F 00 00 00 BE 00 00 40 3F 0A
      """)
    let sample = try #require(try decode("ximu3", stream).first)
    #expect(sample.deviceTime == 10.00001)
    expect(sample.angularRate, near: -0.218166, 1.570796, 0.004363)
    expect(sample.acceleration, near: 4.903325, -1.225831, 7.354988)
  }

  @Test("stuffed bytes are put back")
  func stuffing() throws {
    let stream =
      hex("C9 DB DD 0B DB DC 00 00 00 00 00") + Array(repeating: 0, count: 20) + hex("00 00 80 3F 0A")
    #expect(
      try decode("ximu3", stream) == [
        DecodedSample(deviceTime: 0.658395, acceleration: Vector3(0, 0, gravity), angularRate: .zero)
      ])
  }

  @Test("a message may end in the byte that text ends lines with")
  func carriageReturn() throws {
    let stream =
      hex("C9 40 42 0F 00 00 00 00 00") + Array(repeating: 0, count: 20) + hex("00 00 80 0D 0A")
    #expect(try decode("ximu3", stream).count == 1)
  }

  @Test(
    "other messages and damaged ones give nothing",
    arguments: [
      "I,1000000,0,0,0,0,0", "I,1000000,0,0,0,0,0,1,2", "I,-5,0,0,0,0,0,1", "I,1.5,0,0,0,0,0,1", "H,1000000,0,0,1",
      "Q,1000000,1,0,0,0",
      #"{"ping":{"interface":"USB","name":"x-IMU3","sn":"0123"}}"#, "^A", "", "II,1,0,0,0,0,0", "I,1,0,0,0,0,0,nan",
      "I,1,0,0,0,0,0,900",
    ])
  func others(message: String) throws {
    #expect(try decode("ximu3", Array((message + "\n").utf8)).isEmpty)
  }

  @Test(
    "a message behind noise, or behind one whose end was lost, comes out",
    arguments: ["I", "Q,12", "Q,900000,0.1,", "I,1000000,0.1,-2.", "\u{1}\u{7F}#", "{\"ti"])
  func hiddenText(noise: String) throws {
    let message = "I,1000000,0,0,0,0,0,1\n"
    // A brace begins a command, whose content is no measurement whatever it is.
    let expected = noise.first == "{" ? 1 : 2
    #expect(try decode("ximu3", Array((message + noise + message).utf8)).count == expected)
  }

  @Test("a binary message behind noise or a cut one comes out, but not one whose time runs backwards")
  func hiddenBinary() throws {
    let motion = Motion.swings(3)[2]
    let first = XIMU3Encoder.binary(1_000_000, motion)
    let second = XIMU3Encoder.binary(1_010_000, motion)
    for noise in [[0x01, 0xC9], Array(first[..<20]), Array(first.dropLast()), hex("D1 00 01 02 03 04 05 06 07 08 09")] {
      #expect(try decode("ximu3", first + noise + second).count == 2)
    }
    #expect(try decode("ximu3", second + [0x01] + first).count == 1)
  }

  @Test("an escape that does not exist, a wrong length or a number beyond the sensor makes a message invalid")
  func invalidBinary() throws {
    let good = XIMU3Encoder.binary(1_000_000, Self.motion)
    var escaped = good
    escaped[5] = 0xDB
    escaped[6] = 0x00
    let endless = hex("C9 40 42 0F 00 00 00 00 00") + Array(repeating: 0, count: 20) + hex("00 00 80 7F 0A")
    for bytes in [escaped, Array(good.dropFirst(1)), Array(good.dropLast(2)) + [0x0A], endless] {
      #expect(try decode("ximu3", bytes).isEmpty)
    }
  }
}
