import Glibc
import IMUIngest
import Testing

@Suite("Serial devices")
struct SerialDevicesTests {
  @Test(
    "the usual adapters are known by their ids",
    arguments: [
      (0x1A86, 0x7523, "CH340 bridge (most WitMotion sensors)"), (0x10C4, 0xEA60, "CP210x bridge"),
      (0x0403, 0x6001, "FTDI bridge"), (0x0403, 0x6015, "FTDI bridge"), (0x2639, 0x0003, "Xsens sensor"),
      (0x0483, 0x5740, "STM32 (flight controllers)"), (0x303A, 0x1001, "ESP32-S3"), (0x2341, 0x8036, "Arduino"),
      (0x239A, 0x80F4, "Adafruit board"), (0x0403, 0x6002, nil), (0x046D, 0xC31C, nil),
    ] as [(UInt16, UInt16, String?)])
  func adapters(vendor: UInt16, product: UInt16, name: String?) {
    #expect(USBAdapter.named(vendorID: vendor, productID: product)?.name == name)
    let device = SerialDevice(path: "/dev/ttyUSB0", usb: .init(vendorID: vendor, productID: product))
    #expect(device.looksLikeIMU == (name != nil))
  }

  @Test("those that look most like a sensor come first, numbers in their order")
  func order() {
    let device = { (path: String, vendor: UInt16?, product: UInt16) in
      SerialDevice(path: path, usb: vendor.map { .init(vendorID: $0, productID: product) })
    }
    let sorted = SerialDevices.sorted([
      device("/dev/ttyS0", nil, 0), device("/dev/ttyACM0", 0x2341, 1), device("/dev/ttyUSB10", 0x1A86, 0x7523),
      device("/dev/ttyUSB2", 0x0403, 0x6001), device("/dev/ttyUSB3", 0x2639, 1), device("/dev/ttyUSB1", 0x046D, 1),
    ])
    #expect(
      sorted.map(\.path) == [
        "/dev/ttyUSB3", "/dev/ttyUSB2", "/dev/ttyUSB10", "/dev/ttyACM0", "/dev/ttyS0", "/dev/ttyUSB1",
      ])
  }

  @Test("stable names are found by following their links")
  func stableNames() throws {
    let devices = TemporaryFolder()
    let folder = TemporaryFolder()
    let target = devices.write([], as: "ttyUSB0")
    for name in ["usb-c", "usb-b"] { symlink(target, folder.path(name)) }
    symlink("ttyUSB9", folder.path("usb-a"))
    #expect(SerialDevices.stablePaths(in: folder.path) == [target: folder.path("usb-b")])
    #expect(SerialDevices.stablePaths(in: folder.path("none")).isEmpty)
  }

  @Test("listing works on any machine, and gives devices that are there")
  func listing() throws {
    for device in try SerialDevices.list() { #expect(access(device.path, F_OK) == 0) }
  }
}
