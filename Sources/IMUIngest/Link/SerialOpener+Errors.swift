import Glibc

extension SerialOpener {
  /// The error for a device that could not be opened.
  static func refusal(_ path: String, _ devicePath: String, _ number: Int32) -> SerialError {
    switch number {
    case ENOENT, ENOTDIR, ELOOP, ENODEV, ENXIO:
      SerialError(
        .noSuchDevice, path: path, finding: "there is no such device (\(systemErrorText(number)))",
        advice: "plug it in, or see 'repcounterd devices' for those that are there")
    case EACCES, EPERM:
      SerialError(
        .noPermission, path: path, finding: "you may not open it (\(systemErrorText(number)))",
        advice: "join the group of the device, most often with 'sudo usermod -aG dialout $USER', and log in again")
    case EBUSY:
      busy(path, devicePath, except: nil)
    case EIO:
      hungUp(path)
    default:
      failure(path, "open", number)
    }
  }

  /// The error for something that is no serial line.
  static func notSerial(_ path: String, _ finding: String) -> SerialError {
    SerialError(
      .notSerial, path: path, finding: "\(finding); a serial device was expected",
      advice: "see 'repcounterd devices' for those that are there")
  }

  /// The error for a device that is taken, with its holder where one can be seen.
  static func busy(_ path: String, _ devicePath: String, except descriptor: Int32?) -> SerialError {
    let holder = DeviceHolder.holders(of: devicePath, except: descriptor).first
    return SerialError(
      .busy, path: path, finding: "it is held by \(holder.map(\.description) ?? "a process that cannot be seen")",
      advice: "end that process or name another device", holder: holder)
  }

  /// The error for a line whose other end is gone.
  static func hungUp(_ path: String) -> SerialError {
    SerialError(
      .hungUp, path: path, finding: "the line was hung up", advice: "plug the device in again")
  }

  /// The error for a rate that the line does not take.
  static func baudRateRefused(_ path: String, _ baudRate: Int) -> SerialError {
    SerialError(
      .baudRateRefused, path: path, finding: "the line does not run at \(baudRate) baud",
      advice: "choose a rate that both the adapter and the sensor support")
  }

  /// The error for a system call that failed.
  static func failure(_ path: String, _ act: String, _ number: Int32) -> SerialError {
    SerialError(
      .inputOutput, path: path, finding: "the attempt to \(act) it failed (\(systemErrorText(number)))",
      advice: "check the cable and the adapter")
  }
}
