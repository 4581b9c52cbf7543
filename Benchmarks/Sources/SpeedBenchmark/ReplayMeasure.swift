import BenchmarkSupport
import Glibc
import IMUIngest

/// How long the program takes to replay an hour at 100 Hz, and how much memory at most.
struct ReplayMeasure {
  let program: String

  func printTable() throws {
    let folder = try TemporaryFolder()
    let workload = try Workload(rate: 100, seconds: 3600)
    let file = folder.file("hour.csv")
    var writer = try RecordingWriter(path: file, replacing: true)
    for sample in workload.samples { try writer.write(sample) }
    try writer.finish()
    print("| replay of an hour at 100 Hz | processor time, s | most memory, MiB |\n| --- | --- | --- |")
    for (name, options) in [("lines", ""), ("events", "--json")] {
      let command = "'\(program)' replay '\(file)' \(options) > '\(folder.file("out"))'"
      let before = Self.usage()
      guard system(command) == 0 else { throw MeasurementError("'\(command)' failed") }
      let after = Self.usage()
      print("| \(name) | \(fixed(after.seconds - before.seconds, 2)) | \(fixed(after.mebibytes, 1)) |")
    }
  }

  /// Processor time of all programs run so far, seconds, and the most memory that one of them had.
  private static func usage() -> (seconds: Double, mebibytes: Double) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + 1e-6 * Double(time.tv_usec) }
    return (seconds(usage.ru_utime) + seconds(usage.ru_stime), Double(usage.ru_maxrss) / 1024)
  }
}
