import IMUIngest

/// `devices`: the serial ports of this machine.
struct DevicesReply: EventPayload {
  static let type = EventType(rawValue: "devices")

  /// A serial port.
  struct Port: Encodable, Hashable, Sendable {
    /// The device, such as `/dev/ttyUSB0`.
    let path: String
    /// A name that stays the same wherever it is plugged in; nil where there is none.
    let stablePath: String?
    /// A description for people; nil where there is none.
    let summary: String?
    /// What it says of itself; nil where it is no USB device.
    let usb: USB?
    /// The chip by which inertial sensors are often connected; nil for any other.
    let adapter: String?
    /// Whether it is an inertial sensor or may well be the bridge or board of one.
    let looksLikeIMU: Bool
    /// Whether this user may read and write it.
    let isAccessible: Bool
    /// The processes that have it open.
    let holders: [Holder]

    /// Makes the row of a device.
    init(_ device: SerialDevice) {
      path = device.path
      stablePath = device.stablePath
      summary = device.summary
      usb = device.usb.map(USB.init)
      adapter = device.adapter?.name
      looksLikeIMU = device.looksLikeIMU
      isAccessible = device.isAccessible
      holders = device.holders.map { Holder(processID: $0.processID, command: $0.command) }
    }

    private enum CodingKeys: String, CodingKey {
      case path
      case stablePath = "stable_path"
      case summary
      case usb
      case adapter
      case looksLikeIMU = "likely_imu"
      case isAccessible = "accessible"
      case holders
    }
  }

  /// What a USB device says of itself.
  struct USB: Encodable, Hashable, Sendable {
    /// Vendor and product as four hexadecimal digits each, as `1a86:7523`.
    let id: String
    /// The maker's name; nil where the device has none.
    let manufacturer: String?
    /// The product's name; nil where the device has none.
    let product: String?
    /// The serial number; nil where the device has none.
    let serial: String?

    /// Makes the identity of a device.
    init(_ usb: SerialDevice.USB) {
      id = "\(Self.hexadecimal(usb.vendorID)):\(Self.hexadecimal(usb.productID))"
      manufacturer = usb.manufacturer
      product = usb.product
      serial = usb.serialNumber
    }

    private static func hexadecimal(_ number: UInt16) -> String {
      let digits = String(number, radix: 16)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }
  }

  /// A process that has a port open.
  struct Holder: Encodable, Hashable, Sendable {
    /// The process id.
    let processID: Int32
    /// The command's name; nil where it cannot be read.
    let command: String?

    private enum CodingKeys: String, CodingKey {
      case processID = "pid"
      case command
    }
  }

  /// The ports, the likeliest to be an inertial sensor first.
  let devices: [Port]

  /// Makes the reply.
  init(_ devices: [SerialDevice]) {
    self.devices = devices.map(Port.init)
  }
}
