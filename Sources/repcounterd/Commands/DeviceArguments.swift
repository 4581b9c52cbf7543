import ArgumentParser
import Glibc
import IMUIngest

/// The options that say where a sensor is; the same for every command that listens to one.
struct DeviceArguments: ParsableArguments {
  /// The word that lets the program find out.
  private static let automatic = "auto"
  /// Rates that a serial line can run at, bits per second.
  private static let possibleRates = 50...12_000_000

  @Option(help: ArgumentHelp("The sensor's device, or auto to search the serial ports.", valueName: "path|auto"))
  var device: String?

  @Option(
    help: ArgumentHelp("Bits per second, or auto to find out.", valueName: "n|auto"),
    transform: { text in
      if text == DeviceArguments.automatic { return 0 }
      guard let rate = Int(text), DeviceArguments.possibleRates.contains(rate) else {
        throw ValidationError("'\(text)' is no baud rate: give auto or a number such as 115200")
      }
      return rate
    })
  var baud = 0

  @Flag(
    help: ArgumentHelp(
      "Never send anything to find a sensor.",
      discussion:
        "Else a line on which nothing is heard at any rate is asked whether a sensor is there that must be asked."))
  var listenOnly = false

  /// What is known of the sensor.
  func plan(_ wire: WireArguments) -> DevicePlan {
    DevicePlan(
      place: device.flatMap { $0 == Self.automatic ? nil : .path($0) } ?? .automatic, wire: wire.namedWire,
      options: wire.options, baudRate: baud == 0 ? nil : baud, mayAsk: !listenOnly)
  }
}

/// The option that says where the daemon listens; the same for every command that serves or asks.
struct SocketArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the daemon listens; $XDG_RUNTIME_DIR/repcounterd.sock unless set, else /run/repcounterd/repcounterd.sock.",
      valueName: "path"))
  var socket: String?

  /// Whether the socket is where it is unless the user says otherwise.
  var isDefault: Bool { socket == nil }

  /// The socket's address.
  ///
  /// - Throws: ``CommandFailure`` where the path cannot be one.
  func address() throws(CommandFailure) -> SocketAddress {
    let runtimeFolder = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) }
    return try SocketAddress(path: socket ?? SocketAddress.defaultPath(runtimeFolder: runtimeFolder))
  }
}

extension WireArguments {
  /// Checks that the wire takes its options, before anything is opened.
  func validateOptions() throws {
    do throws(WireOptionError) {
      if let namedWire {
        _ = try namedWire.makeDecoder(options)
      } else {
        _ = try WireDetector(options: options)
      }
    } catch {
      throw ValidationError(error.message)
    }
  }
}
