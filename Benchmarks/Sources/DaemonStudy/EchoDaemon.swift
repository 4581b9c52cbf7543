import ArgumentParser
import Glibc
import IMUIngest

/// The least that a daemon can do: bytes of a line to every client, as they are.
///
/// What it takes, the system takes.
struct EchoDaemon: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "echo", abstract: "Hand the bytes of a line to all clients of a socket.", shouldDisplay: false)

  @Argument var device: String
  @Argument var socket: String

  func run() throws {
    let line = open(device, O_RDWR | O_NOCTTY | O_NONBLOCK)
    var settings = termios()
    tcgetattr(line, &settings)
    cfmakeraw(&settings)
    tcsetattr(line, TCSANOW, &settings)
    let listener = UnixSocket.listen(at: socket)
    var clients: [CInt] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var entries = [line, listener].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&entries, 2, -1) > 0 else { continue }
      if entries[1].revents != 0 { clients.append(accept(listener, nil, nil)) }
      guard entries[0].revents != 0 else { continue }
      let count = read(line, &buffer, buffer.count)
      guard count > 0 else { return }
      for client in clients { send(client, buffer, count, CInt(MSG_NOSIGNAL)) }
    }
  }
}
