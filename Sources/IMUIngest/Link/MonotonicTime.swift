internal import Glibc

/// The clock by which the arrival of bytes is told.
public enum MonotonicTime {
  /// Seconds on `CLOCK_MONOTONIC`: steady, unaware of the wall clock, the same in all processes of the machine.
  public static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
