internal import CSerialPort
import Glibc

/// How a serial line is set: raw, 8 data bits, no parity, 1 stop bit, no flow control, at a baud rate.
enum LineSettings {
  /// How far the rate that a line really runs at may be from the one asked for; beyond 2 % a UART begins to misread.
  private static let rateTolerance = 0.02

  /// Sets a line, its modem lines left alone.
  ///
  /// VMIN is 1, so that a read never returns 0 without a hang-up; HUPCL is cleared, so that closing does not drop DTR and reset
  /// a board.
  ///
  /// - Parameter baudRate: bits per second; nil leaves the rate as it is.
  /// - Returns: 0, or the errno of what failed; `EINVAL` where the line does not take the rate.
  static func makeRaw(_ descriptor: Int32, baudRate: Int?) -> Int32 {
    var settings = csp_termios2()
    guard unsafe csp_get_termios2(descriptor, &settings) == 0 else { return errno }
    settings.input_flags &= ~flags(IGNBRK, BRKINT, PARMRK, ISTRIP, INLCR, IGNCR, ICRNL, IXON, IXOFF, IXANY, INPCK)
    settings.output_flags &= ~flags(OPOST)
    settings.local_flags &= ~flags(ECHO, ECHONL, ICANON, ISIG, IEXTEN)
    settings.control_flags &= ~(flags(CSIZE, PARENB, CSTOPB, HUPCL) | hardwareFlowControl)
    settings.control_flags |= flags(CS8, CREAD, CLOCAL)
    unsafe withUnsafeMutableBytes(of: &settings.control_characters) { characters in
      unsafe characters[Int(VMIN)] = 1
      unsafe characters[Int(VTIME)] = 0
    }
    return apply(&settings, to: descriptor, baudRate: baudRate)
  }

  /// Changes the baud rate of a line, and drops what was received at the old one where that is asked for.
  ///
  /// - Returns: 0, or the errno of what failed; `EINVAL` where the line does not take the rate.
  static func setBaudRate(_ descriptor: Int32, _ baudRate: Int, droppingInput: Bool) -> Int32 {
    var settings = csp_termios2()
    guard unsafe csp_get_termios2(descriptor, &settings) == 0 else { return errno }
    let result = apply(&settings, to: descriptor, baudRate: baudRate)
    if droppingInput { tcflush(descriptor, TCIFLUSH) }
    return result
  }

  /// The rate that a line runs at, bits per second; nil where it cannot be asked.
  static func baudRate(_ descriptor: Int32) -> Int? {
    var settings = csp_termios2()
    guard unsafe csp_get_termios2(descriptor, &settings) == 0 else { return nil }
    return Int(settings.output_speed)
  }

  private static func apply(_ settings: inout csp_termios2, to descriptor: Int32, baudRate: Int?) -> Int32 {
    if let baudRate {
      guard let speed = UInt32(exactly: baudRate), speed > 0 else { return EINVAL }
      settings.control_flags = settings.control_flags & ~csp_speed_mask | csp_other_speed
      settings.input_speed = speed
      settings.output_speed = speed
    }
    guard unsafe csp_set_termios2(descriptor, &settings) == 0 else { return errno }
    guard let baudRate else { return 0 }
    // A driver that cannot run at the rate says so only in what it reports afterwards.
    let actual = Double(self.baudRate(descriptor) ?? 0)
    return abs(actual - Double(baudRate)) <= Double(baudRate) * rateTolerance ? 0 : EINVAL
  }

  /// CRTSCTS, which is too large for the type that Swift gives it.
  private static let hardwareFlowControl: UInt32 = 0x8000_0000

  private static func flags(_ flags: Int32...) -> UInt32 {
    flags.reduce(0) { $0 | UInt32(bitPattern: $1) }
  }
}
