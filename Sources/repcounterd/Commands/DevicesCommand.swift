import ArgumentParser
import IMUIngest

/// `devices`: the serial ports of this machine; needs no daemon.
struct DevicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "List the serial ports, the likeliest to be a sensor first.")

  @Flag(help: "Write one line of JSON.")
  var json = false

  func run() throws {
    let devices = try SerialDevices.list()
    let output = ByteOutput()
    if json {
      try output.write(EventEncoder().line(for: DevicesReply(devices)))
    } else {
      for line in DeviceTable.lines(of: devices) { try output.writeLine(line) }
    }
    try output.flush()
  }
}
