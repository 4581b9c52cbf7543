import CMalloc
import Glibc

/// Measures how long work takes on the processor.
public enum Stopwatch {
  /// Processor time of this thread, seconds: what other programs do meanwhile does not count.
  public static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// The shortest of several times that the same work takes, seconds: interruptions only ever add.
  public static func shortest(of rounds: Int, _ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<max(1, rounds) {
      let start = now
      try work()
      best = min(best, now - start)
    }
    return best
  }
}

/// Memory of this process.
public enum Memory {
  /// Bytes that the heap has handed out and not got back.
  public static var allocated: Int {
    let info = mallinfo2()
    return Int(info.uordblks) + Int(info.hblkhd)
  }
}
