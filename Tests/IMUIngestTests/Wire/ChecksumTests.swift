import IMUIngest
import Testing

@Suite("Checksums")
struct ChecksumTests {
  /// The text by which catalogues of checksums compare them.
  private static let text = Array("123456789".utf8)

  @Test("the check values of \"123456789\" are those of the catalogue")
  func checkValues() {
    let bytes = Self.text.span
    let all = 0..<bytes.count
    #expect(Checksum.sum8(bytes, all) == 0xDD)
    #expect(Checksum.xor8(bytes, all) == 0x31)
    #expect(Checksum.fletcher8(bytes, all).first == 0xDD)
    #expect(Checksum.fletcher8(bytes, all).second == 0x15)
    #expect(Checksum.xmodem(bytes, all) == 0x31C3)
    #expect(Checksum.mcrf4xx(bytes, all) == 0x6F91)
    #expect(Checksum.kermit(bytes, all) == 0x2189)
    #expect(Checksum.dvbS2(bytes, all) == 0xBC)
    #expect(Checksum.maxim(bytes, all) == 0xA1)
  }

  @Test("a checksum goes on where it stopped", arguments: 0...9)
  func continuation(split: Int) {
    let bytes = Self.text.span
    #expect(Checksum.sum8(bytes, split..<9, from: Checksum.sum8(bytes, 0..<split)) == 0xDD)
    #expect(Checksum.xor8(bytes, split..<9, from: Checksum.xor8(bytes, 0..<split)) == 0x31)
    #expect(Checksum.xmodem(bytes, split..<9, from: Checksum.xmodem(bytes, 0..<split)) == 0x31C3)
    #expect(Checksum.mcrf4xx(bytes, split..<9, from: Checksum.mcrf4xx(bytes, 0..<split)) == 0x6F91)
  }
}
