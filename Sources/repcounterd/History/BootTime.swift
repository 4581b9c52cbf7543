import Glibc
import IMUIngest

/// An instant by the clock that counts from the start of this machine: nobody sets it.
struct BootTime: Equatable, Sendable {
  /// The kernel's name of this start (`/proc/sys/kernel/random/boot_id`).
  let boot: String
  /// Seconds since the start, sleep included (`CLOCK_BOOTTIME`).
  let seconds: Double

  /// The instant at which it is called; nil where the kernel does not name its starts.
  static var now: BootTime? {
    guard let boot = currentBoot else { return nil }
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return BootTime(boot: boot, seconds: Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9)
  }

  private static let currentBoot: String? = {
    let descriptor = uninterrupted { open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 36)
    guard uninterrupted({ read(descriptor, &bytes, bytes.count) }) == bytes.count else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }()
}
