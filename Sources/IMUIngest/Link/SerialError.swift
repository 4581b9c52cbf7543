/// Why a serial device or a pseudo-terminal cannot be used, and what to do about it.
public struct SerialError: Error, Hashable, CustomStringConvertible {
  /// What kind of failure it is; more kinds may come.
  public let code: Code
  /// The path as the user named it.
  public let path: String
  /// What was found and what was expected.
  public let finding: String
  /// What the user can do about it.
  public let advice: String
  /// Who holds the device; nil where that is not the matter or not known.
  public let holder: DeviceHolder?

  /// Makes an error from its parts.
  public init(_ code: Code, path: String, finding: String, advice: String, holder: DeviceHolder? = nil) {
    self.code = code
    self.path = path
    self.finding = finding
    self.advice = advice
    self.holder = holder
  }

  /// The status with which a command should end.
  public var exitStatus: ExitStatus { code.exitStatus }

  /// The whole sentence, such as `/dev/ttyUSB0: is held by process 812 (minicom); end it or name another device`.
  public var description: String { "\(path): \(finding); \(advice)" }
}

extension SerialError {
  /// A kind of failure, with a name that is stable.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The name in snake_case.
    public let name: String
    /// The status with which a command should end.
    public let exitStatus: ExitStatus

    /// Makes a code.
    public init(_ name: String, exitStatus: ExitStatus) {
      self.name = name
      self.exitStatus = exitStatus
    }

    /// The name.
    public var description: String { name }

    /// There is nothing of that name: not plugged in, or another name.
    public static let noSuchDevice = Code("no_such_device", exitStatus: .unavailable)
    /// It is something else than a serial line.
    public static let notSerial = Code("not_serial", exitStatus: .noInput)
    /// The user may not open it.
    public static let noPermission = Code("no_permission", exitStatus: .noPermission)
    /// Another program holds it.
    public static let busy = Code("busy", exitStatus: .unavailable)
    /// The line cannot run at the baud rate.
    public static let baudRateRefused = Code("baud_rate_refused", exitStatus: .inputOutput)
    /// The line was hung up: unplugged, or the other end of the pseudo-terminal is gone.
    public static let hungUp = Code("hung_up", exitStatus: .unavailable)
    /// The other end did not take the bytes in time.
    public static let timedOut = Code("timed_out", exitStatus: .inputOutput)
    /// Something that is no symbolic link stands where a link should be made.
    public static let linkRefused = Code("link_refused", exitStatus: .inputOutput)
    /// A system call failed.
    public static let inputOutput = Code("input_output", exitStatus: .inputOutput)
  }
}
