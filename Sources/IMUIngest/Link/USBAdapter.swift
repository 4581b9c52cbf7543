/// A USB chip by which inertial sensors usually reach a computer.
public struct USBAdapter: Hashable, Sendable {
  /// How likely it is that an inertial sensor stands behind it.
  public enum Likelihood: Int, Comparable, Sendable {
    /// A board that may be anything, an inertial sensor among others.
    case board
    /// A bridge from USB to serial, as it is built into most sensors.
    case bridge
    /// A sensor of a maker who makes nothing else.
    case sensor

    /// Orders by likelihood.
    public static func < (a: Likelihood, b: Likelihood) -> Bool { a.rawValue < b.rawValue }
  }

  /// The USB vendor id.
  public let vendorID: UInt16
  /// The USB product ids; empty for all of the vendor's.
  public let productIDs: [UInt16]
  /// What it is, for people.
  public let name: String
  /// How likely it is that an inertial sensor stands behind it.
  public let likelihood: Likelihood

  /// The adapters that are known.
  public static let known: [USBAdapter] = [
    USBAdapter(vendorID: 0x2639, productIDs: [], name: "Xsens sensor", likelihood: .sensor),
    USBAdapter(
      vendorID: 0x1A86, productIDs: [0x7523], name: "CH340 bridge (most WitMotion sensors)", likelihood: .bridge),
    USBAdapter(vendorID: 0x10C4, productIDs: [0xEA60], name: "CP210x bridge", likelihood: .bridge),
    USBAdapter(vendorID: 0x0403, productIDs: [0x6001, 0x6015], name: "FTDI bridge", likelihood: .bridge),
    USBAdapter(vendorID: 0x0483, productIDs: [0x5740], name: "STM32 (flight controllers)", likelihood: .board),
    USBAdapter(vendorID: 0x303A, productIDs: [0x1001], name: "ESP32-S3", likelihood: .board),
    USBAdapter(vendorID: 0x2341, productIDs: [], name: "Arduino", likelihood: .board),
    USBAdapter(vendorID: 0x239A, productIDs: [], name: "Adafruit board", likelihood: .board),
  ]

  /// The adapter of a pair of USB ids; nil where it is not among those known.
  public static func named(vendorID: UInt16, productID: UInt16) -> USBAdapter? {
    known.first { $0.vendorID == vendorID && ($0.productIDs.isEmpty || $0.productIDs.contains(productID)) }
  }
}
