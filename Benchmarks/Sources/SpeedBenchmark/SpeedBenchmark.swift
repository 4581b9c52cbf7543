import ArgumentParser
import BenchmarkSupport
import Glibc
import IMUIngest
import RepDetector
import SpatialMath

/// Measures what counting costs, and beside it, on the same samples, what VQF costs.
@main
struct SpeedBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures what counting costs.",
    discussion: """
      Samples come from simulated sessions that hold reps and everything between sets. Times are processor time, the
      shortest of several rounds.
      """)

  /// One thing to run by itself, for a profiler or an instruction counter.
  enum Only: String, ExpressibleByArgument, CaseIterable {
    case nothing, orientation, detector, decoding
  }

  @Option(help: "Rounds of which the shortest counts.")
  var rounds = 5

  @Option(help: "Minutes of samples.")
  var minutes = 20.0

  @Option(help: "Python that has the packages vqf and numpy, to measure VQF beside.")
  var vqfPython: String?

  @Option(help: "Script that measures VQF.")
  var vqfScript = "Benchmarks/vqf_beside.py"

  @Option(help: "Folder of streams to decode, NAME.WIRE.bin.")
  var streams = "Fixtures/wires"

  @Option(help: "repcounterd, to measure the replay of an hour.")
  var program: String?

  @Option(help: "Run this alone; but for decoding, once at 100 Hz, printing nothing but the number of samples.")
  var only: Only?

  func run() throws {
    if only == .decoding { return try DecodingMeasure(rounds: rounds, folder: streams).printTable() }
    if let only { return try runOnce(only) }
    print("| what | rate, Hz | ns a sample | reps |\n| --- | --- | --- | --- |")
    for rate in [50.0, 100, 400] {
      let workload = try Workload(rate: rate, seconds: 60 * minutes * 100 / max(100, rate))
      try measureDetector(workload)
    }
    print()
    try measureDay()
    print()
    try DecodingMeasure(rounds: rounds, folder: streams).printTable()
    if let program {
      print()
      try ReplayMeasure(program: program).printTable()
    }
  }

  private func runOnce(_ only: Only) throws {
    let workload = try Workload(rate: 100, seconds: 60 * minutes)
    var orientations = [Quaternion](repeating: .identity, count: workload.samples.count)
    var detector = RepDetector()
    var reps = 0
    for round in 0..<rounds {
      switch only {
      case .nothing, .decoding: break
      case .orientation: workload.orient(into: &orientations)
      case .detector: reps += workload.detect(from: Double(round) * workload.minutes * 60, with: &detector)
      }
    }
    print(workload.samples.count)
    // What is printed nowhere must still not be optimised away.
    if reps < 0 || orientations.last?.w.isNaN == true { print("impossible") }
  }

  private func measureDetector(_ workload: Workload) throws {
    let count = Double(workload.samples.count)
    var orientations = [Quaternion](repeating: .identity, count: workload.samples.count)
    let vqf = try vqfPython.map {
      try VQFBeside(
        python: $0, script: vqfScript, rates: workload.samples.map { $0.angularRate ?? .zero },
        forces: workload.samples.map(\.acceleration), period: 1 / workload.rate)
    }
    var orientation = Double.infinity
    var besides = Double.infinity
    var whole = Double.infinity
    var reps = 0
    // In turn, so that a slow minute of the machine is slow for all.
    for _ in 0..<rounds {
      orientation = min(orientation, Stopwatch.shortest(of: 2) { workload.orient(into: &orientations) })
      if let vqf { besides = min(besides, try vqf.seconds()) }
      let detection = Stopwatch.shortest(of: 2) {
        var detector = RepDetector()
        reps = workload.detect(with: &detector)
      }
      whole = min(whole, detection)
    }
    let hertz = fixed(workload.rate, 0)
    print("| orientation alone | \(hertz) | \(fixed(1e9 * orientation / count, 1)) | |")
    if vqf != nil {
      print("| VQF's C++ core, its batch call | \(hertz) | \(fixed(1e9 * besides / count, 1)) | |")
      print("| orientation / VQF | \(hertz) | \(fixed(orientation / besides, 2)) | |")
    }
    print("| whole detector | \(hertz) | \(fixed(1e9 * whole / count, 1)) | \(reps) |")
  }

  /// Cost and memory of the first and the last hour of a day at 100 Hz.
  private func measureDay() throws {
    let hour = try Workload(rate: 100, seconds: 3600)
    var detector = RepDetector()
    print("| hour of a day at 100 Hz | ns a sample | heap, bytes more than before | reps |\n| --- | --- | --- | --- |")
    let before = Memory.allocated
    for number in 0..<24 {
      var reps = 0
      let seconds = Stopwatch.shortest(of: 1) { reps = hour.detect(from: 3600 * Double(number), with: &detector) }
      guard [0, 1, 11, 23].contains(number) else { continue }
      let cost = fixed(1e9 * seconds / Double(hour.samples.count), 1)
      print("| \(number + 1) | \(cost) | \(Memory.allocated - before) | \(reps) |")
    }
  }
}
