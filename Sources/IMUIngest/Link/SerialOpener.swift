internal import CSerialPort
import Glibc

/// Opens serial devices: through libserialport, or with plain termios what that declines.
///
/// libserialport 0.1.1 declines every pseudo-terminal: it has no entry in sysfs and no modem lines. What comes of both is a
/// descriptor of the same kind, set in the same way.
enum SerialOpener {
  /// An open device that this program alone uses.
  struct Opened {
    var descriptor: Int32
    var devicePath: String
    var throughLibserialport: Bool
    var isPseudoTerminal: Bool
  }

  /// Opens a device, locks it and sets the line.
  ///
  /// - Parameters:
  ///   - path: the device or a link to it.
  ///   - baudRate: bits per second; nil leaves the rate as it is.
  /// - Throws: ``SerialError``.
  static func open(_ path: String, baudRate: Int?) throws(SerialError) -> Opened {
    let devicePath = try resolve(path)
    let device = try requireCharacterDevice(devicePath, named: path)
    var throughLibserialport = true
    var descriptor = openThroughLibserialport(devicePath)
    if descriptor < 0 {
      throughLibserialport = false
      descriptor = uninterrupted { unsafe Glibc.open(devicePath, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) }
    }
    guard descriptor >= 0 else { throw refusal(path, devicePath, errno) }
    let opened = Opened(
      descriptor: descriptor, devicePath: devicePath, throughLibserialport: throughLibserialport,
      isPseudoTerminal: TerminalDevice.isPseudoTerminal(device))
    do throws(SerialError) {
      guard isatty(descriptor) == 1 else {
        throw errno == EIO ? hungUp(path) : notSerial(path, "it is a character device, but no serial line")
      }
      try lock(opened, named: path)
      try configure(opened, named: path, baudRate: baudRate)
      return opened
    } catch {
      Glibc.close(descriptor)
      throw error
    }
  }

  /// Gives the device back to others and closes it.
  static func close(_ descriptor: Int32, isPseudoTerminal: Bool) {
    if !isPseudoTerminal { _ = csp_set_exclusive(descriptor, 0) }
    Glibc.close(descriptor)
  }

  // MARK: Steps

  /// The device behind a path, links followed: libserialport knows devices by their own names alone.
  private static func resolve(_ path: String) throws(SerialError) -> String {
    guard let resolved = unsafe realpath(path, nil) else { throw refusal(path, path, errno) }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  private static func requireCharacterDevice(_ devicePath: String, named path: String) throws(SerialError) -> dev_t {
    var status = stat()
    guard unsafe stat(devicePath, &status) == 0 else { throw refusal(path, devicePath, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFCHR: return status.st_rdev
    case S_IFDIR: throw notSerial(path, "it is a directory")
    case S_IFREG: throw notSerial(path, "it is a regular file")
    case S_IFBLK: throw notSerial(path, "it is a block device")
    case S_IFIFO: throw notSerial(path, "it is a named pipe")
    case S_IFSOCK: throw notSerial(path, "it is a socket")
    default: throw notSerial(path, "it is no device")
    }
  }

  /// A descriptor of a port that libserialport has opened; -1 where it declines.
  private static func openThroughLibserialport(_ devicePath: String) -> Int32 {
    var port: OpaquePointer?
    guard unsafe sp_get_port_by_name(devicePath, &port) == SP_OK, let port = unsafe port else { return -1 }
    defer { unsafe sp_free_port(port) }
    guard unsafe sp_open(port, SP_MODE_READ_WRITE) == SP_OK else { return -1 }
    var descriptor: Int32 = -1
    if unsafe sp_get_port_handle(port, &descriptor) == SP_OK {
      // A duplicate keeps the port open when libserialport closes its own.
      descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    }
    unsafe sp_close(port)
    return descriptor
  }

  private static func lock(_ opened: Opened, named path: String) throws(SerialError) {
    if flock(opened.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK else { throw failure(path, "lock", errno) }
      throw busy(path, opened.devicePath, except: opened.descriptor)
    }
    // Root is let in by TIOCEXCL: only the flag tells that somebody else wants to be alone. It may be stale on a
    // pseudo-terminal, and later versions of libserialport set it themselves, so it counts only together with a holder.
    var exclusive: Int32 = 0
    if unsafe csp_get_exclusive(opened.descriptor, &exclusive) == 0, exclusive != 0 {
      let error = busy(path, opened.devicePath, except: opened.descriptor)
      if error.holder != nil { throw error }
    }
    // On a pseudo-terminal the flag outlives a program that is killed, and would keep the next one out.
    if !opened.isPseudoTerminal { _ = csp_set_exclusive(opened.descriptor, 1) }
  }

  private static func configure(_ opened: Opened, named path: String, baudRate: Int?) throws(SerialError) {
    switch LineSettings.makeRaw(opened.descriptor, baudRate: baudRate) {
    case 0: return
    case EIO, ENXIO, ENODEV: throw hungUp(path)
    case EINVAL where baudRate != nil: throw baudRateRefused(path, baudRate ?? 0)
    case let number: throw failure(path, "configure", number)
    }
  }
}
