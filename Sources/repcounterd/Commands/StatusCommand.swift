import ArgumentParser
import IMUIngest

/// `status`: asks the daemon how everything stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show what the daemon has counted and how its sensors are doing.")

  /// How long a daemon may take to answer, seconds: it takes milliseconds.
  static let patience = 5.0

  @OptionGroup var socket: SocketArguments

  @Flag(help: "Write the daemon's own line of JSON.")
  var json = false

  func run() throws {
    let deadline = MonotonicTime.now + Self.patience
    let client = try SocketClient(address: try socket.address(), until: deadline)
    try client.send("status")
    guard let line = try client.receiveLine(until: deadline) else { throw client.gone }
    let output = ByteOutput()
    if json {
      try output.write(line + [UInt8(ascii: "\n")])
    } else {
      for line in StatusTable.lines(of: try SocketClient.value(of: line, client.address)) {
        try output.writeLine(line)
      }
    }
    try output.flush()
  }
}
