/// A serial port of this machine, as a person wants to see it listed.
public struct SerialDevice: Hashable, Sendable {
  /// What a USB device says of itself.
  public struct USB: Hashable, Sendable {
    /// The vendor's id.
    public var vendorID: UInt16
    /// The product's id.
    public var productID: UInt16
    /// The maker's name; nil where the device has none.
    public var manufacturer: String?
    /// The product's name; nil where the device has none.
    public var product: String?
    /// The serial number; nil where the device has none.
    public var serialNumber: String?

    /// Makes an identity from its parts.
    public init(
      vendorID: UInt16, productID: UInt16, manufacturer: String? = nil, product: String? = nil,
      serialNumber: String? = nil
    ) {
      self.vendorID = vendorID
      self.productID = productID
      self.manufacturer = manufacturer
      self.product = product
      self.serialNumber = serialNumber
    }
  }

  /// The device, such as `/dev/ttyUSB0`.
  public var path: String
  /// A name that stays the same wherever it is plugged in, in `/dev/serial/by-id`; nil where there is none.
  public var stablePath: String?
  /// A description for people; nil where there is none.
  public var summary: String?
  /// What it says of itself; nil where it is no USB device.
  public var usb: USB?
  /// Whether this user may read and write it.
  public var isAccessible: Bool
  /// The processes that have it open, as far as this user can see them.
  public var holders: [DeviceHolder]

  /// Makes a device from its parts.
  public init(
    path: String, stablePath: String? = nil, summary: String? = nil, usb: USB? = nil, isAccessible: Bool = true,
    holders: [DeviceHolder] = []
  ) {
    self.path = path
    self.stablePath = stablePath
    self.summary = summary
    self.usb = usb
    self.isAccessible = isAccessible
    self.holders = holders
  }

  /// The chip by which it is connected, if it is one by which inertial sensors usually are.
  public var adapter: USBAdapter? {
    usb.flatMap { USBAdapter.named(vendorID: $0.vendorID, productID: $0.productID) }
  }

  /// Whether it is an inertial sensor or may well be the bridge or board of one.
  public var looksLikeIMU: Bool { adapter != nil }
}
