internal import CSerialPort
internal import Glibc

/// The serial ports of this machine.
public enum SerialDevices {
  /// Where udev keeps names that do not change.
  private static let stableFolder = "/dev/serial/by-id"

  /// Lists the ports: those that look most like an inertial sensor first, then by path.
  ///
  /// - Throws: ``SerialError`` `inputOutput` where the system does not tell its ports.
  public static func list() throws(SerialError) -> [SerialDevice] {
    var ports: UnsafeMutablePointer<OpaquePointer?>?
    guard unsafe sp_list_ports(&ports) == SP_OK, let ports = unsafe ports else {
      throw SerialError(
        .inputOutput, path: "/sys/class/tty", finding: "the serial ports could not be listed (\(systemErrorText()))",
        advice: "name the device by its path")
    }
    defer { unsafe sp_free_port_list(ports) }
    let stablePaths = stablePaths(in: stableFolder)
    var devices: [SerialDevice] = []
    var index = 0
    while let port = unsafe ports[index] {
      if var device = unsafe describe(port) {
        device.stablePath = stablePaths[device.path]
        device.isAccessible = unsafe access(device.path, R_OK | W_OK) == 0
        device.holders = DeviceHolder.holders(of: device.path)
        devices.append(device)
      }
      index += 1
    }
    return sorted(devices)
  }

  /// The name in `/dev/serial/by-id` that leads to a device; nil where there is none.
  public static func stablePath(of devicePath: String) -> String? { stablePaths(in: stableFolder)[devicePath] }

  /// Orders devices as ``list()`` does.
  package static func sorted(_ devices: [SerialDevice]) -> [SerialDevice] {
    let rank = { (device: SerialDevice) in device.adapter.map { $0.likelihood.rawValue } ?? -1 }
    return devices.sorted { a, b in
      rank(a) != rank(b) ? rank(a) > rank(b) : (a.path.utf8.count, a.path) < (b.path.utf8.count, b.path)
    }
  }

  /// The links of a folder by the devices that they lead to; of several, the first by name.
  package static func stablePaths(in folder: String) -> [String: String] {
    var paths: [String: String] = [:]
    for name in DeviceHolder.entries(of: folder).sorted() {
      let link = "\(folder)/\(name)"
      guard let resolved = unsafe realpath(link, nil) else { continue }
      defer { unsafe free(resolved) }
      let device = unsafe String(cString: resolved)
      if paths[device] == nil { paths[device] = link }
    }
    return paths
  }

  private static func describe(_ port: OpaquePointer) -> SerialDevice? {
    guard let path = unsafe text(sp_get_port_name(port)) else { return nil }
    var device = SerialDevice(path: path)
    device.summary = unsafe text(sp_get_port_description(port))
    var vendorID: Int32 = 0
    var productID: Int32 = 0
    if unsafe sp_get_port_usb_vid_pid(port, &vendorID, &productID) == SP_OK {
      device.usb = unsafe SerialDevice.USB(
        vendorID: UInt16(truncatingIfNeeded: vendorID),
        productID: UInt16(truncatingIfNeeded: productID),
        manufacturer: text(sp_get_port_usb_manufacturer(port)),
        product: text(sp_get_port_usb_product(port)),
        serialNumber: text(sp_get_port_usb_serial(port)))
    }
    return device
  }

  private static func text(_ string: UnsafePointer<CChar>?) -> String? {
    unsafe string.map { unsafe String(cString: $0) }
  }

  private static func text(_ string: UnsafeMutablePointer<CChar>?) -> String? {
    unsafe string.map { unsafe String(cString: $0) }
  }
}
