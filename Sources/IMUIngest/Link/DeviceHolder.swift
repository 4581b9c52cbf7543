/// A process that has a device open.
public struct DeviceHolder: Hashable, Sendable, CustomStringConvertible {
  /// The process id.
  public let processID: Int32
  /// The command's name, as `ps` shows it; nil where it cannot be read.
  public let command: String?

  /// Makes a holder from its parts.
  public init(processID: Int32, command: String?) {
    self.processID = processID
    self.command = command
  }

  /// Such as `process 812 (minicom)`.
  public var description: String { "process \(processID)" + (command.map { " (\($0))" } ?? "") }
}
