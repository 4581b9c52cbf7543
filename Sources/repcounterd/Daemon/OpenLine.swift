import IMUIngest

/// What is known of a line that was opened.
struct OpenLine: Equatable, Sendable {
  /// What a baud rate does at it.
  enum Kind: Equatable, Sendable {
    /// The rate matters: bytes of another rate are garbage.
    case uart
    /// A board's own USB or a pseudo-terminal: mostly the rate does nothing, but some bridges are of this kind as well.
    case other
  }

  /// What a baud rate does at it.
  var kind: Kind
  /// The name under which the sensor is remembered.
  var name: String
  /// What worked for this sensor before; nil where nothing is known.
  var remembered: DeviceMemory.Entry?
}

extension OpenLine {
  /// What is known of an open line.
  init(_ link: SerialLink, memory: DeviceMemory) {
    name = SerialDevices.stablePath(of: link.devicePath) ?? link.path
    kind = link.isPseudoTerminal || link.devicePath.hasPrefix("/dev/ttyACM") ? .other : .uart
    remembered = memory[name]
  }
}
