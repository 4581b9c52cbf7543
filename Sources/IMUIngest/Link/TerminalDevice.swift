import Glibc

/// What a device number says.
enum TerminalDevice {
  /// The major numbers of the slaves of pseudo-terminals (UNIX98_PTY_SLAVE_MAJOR and the seven behind it).
  private static let pseudoTerminalMajors: ClosedRange<UInt32> = 136...143

  /// Whether the device is the slave of a pseudo-terminal.
  static func isPseudoTerminal(_ device: dev_t) -> Bool { pseudoTerminalMajors.contains(numbers(device).major) }

  /// The two parts of a device number, which glibc's macros give and Swift does not import.
  static func numbers(_ device: dev_t) -> (major: UInt32, minor: UInt32) {
    let device = UInt64(device)
    return (
      UInt32(truncatingIfNeeded: (device >> 8) & 0xFFF | (device >> 32) & 0xFFFF_F000),
      UInt32(truncatingIfNeeded: device & 0xFF | (device >> 12) & 0xFFFF_FF00)
    )
  }
}
