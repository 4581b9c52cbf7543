import IMUIngest

/// Draws serial ports as lines for people.
enum DeviceTable {
  /// The lines: for each port its path and what it is, below it what else is known.
  static func lines(of devices: [SerialDevice]) -> [String] {
    guard !devices.isEmpty else { return ["no serial ports; plug a sensor in"] }
    let width = devices.map(\.path.count).max() ?? 0
    return devices.flatMap { device -> [String] in
      let indent = String(repeating: " ", count: width + 2)
      let path = device.path + String(repeating: " ", count: width - device.path.count)
      return ["\(path)  \(what(device))"] + details(of: device).map { indent + $0 }
    }
  }

  private static func what(_ device: SerialDevice) -> String {
    let words = [device.usb?.manufacturer, device.usb?.product].compactMap(\.self)
    let name = words.isEmpty ? device.summary ?? "serial port" : words.joined(separator: " ")
    return device.looksLikeIMU ? "\(name) (likely a sensor)" : name
  }

  private static func details(of device: SerialDevice) -> [String] {
    var lines: [String] = []
    if let adapter = device.adapter { lines.append("by a \(adapter.name)") }
    if let serial = device.usb?.serialNumber { lines.append("serial number \(serial)") }
    if let stable = device.stablePath { lines.append("always found at \(stable)") }
    if !device.isAccessible { lines.append("you may not open it: join its group, most often dialout") }
    if !device.holders.isEmpty {
      lines.append("in use by \(device.holders.map(\.description).joined(separator: ", "))")
    }
    return lines
  }
}
