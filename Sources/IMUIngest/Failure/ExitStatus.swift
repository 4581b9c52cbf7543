/// The status with which a command should end after a failure, after `sysexits.h`.
///
/// Errors of this library carry one, so that a command need not know their codes.
public struct ExitStatus: RawRepresentable, Hashable, Sendable {
  /// The number for `exit(3)`.
  public let rawValue: Int32

  /// Makes a status from its number.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// The input was there, but its contents were wrong (`EX_DATAERR`).
  public static let badData = ExitStatus(rawValue: 65)
  /// The input does not exist or is no input (`EX_NOINPUT`).
  public static let noInput = ExitStatus(rawValue: 66)
  /// A device is missing or taken (`EX_UNAVAILABLE`).
  public static let unavailable = ExitStatus(rawValue: 69)
  /// Reading or writing failed (`EX_IOERR`).
  public static let inputOutput = ExitStatus(rawValue: 74)
  /// The user may not do this (`EX_NOPERM`).
  public static let noPermission = ExitStatus(rawValue: 77)
}
