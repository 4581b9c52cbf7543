import ArgumentParser
import BenchmarkSupport
import Glibc
import RepDetector
import SpatialMath

/// Compares the orientation filter with optical truth, and beside it VQF.
@main
struct OrientationStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares orientations with optical truth.",
    discussion: """
      FOLDER holds trials of the BROAD benchmark as CSV: NN_imu.csv (t,ax,ay,az,gx,gy,gz in s, m/s², rad/s),
      NN_truth.csv (t,qw,qx,qy,qz,movement; the quaternion turns the sensor's frame into an earth frame with z up) and
      swings.csv (trial,t0,t1,true_deg,axis_up); each may be compressed (.csv.gz).
      """)

  @Argument(help: "The trials.")
  var folder: String

  @Option(help: "Python that has the packages vqf and numpy, to run VQF beside.")
  var vqfPython: String?

  @Option(help: "Script that runs VQF.")
  var vqfScript = "Benchmarks/vqf_beside.py"

  @Option(help: "Take the truth so many milliseconds later: the clocks of cameras and sensor differ.")
  var shift = 0.0

  func run() throws {
    let swings = try TrialSwing.read(folder + "/swings.csv")
    var estimates: [(name: String, errors: [Double])] = [("this filter", [])]
    if vqfPython != nil { estimates.append(("VQF", [])) }
    print(
      header(
        ["trial"] + estimates.map { "\($0.name): inclination RMSE, deg" } + ["swings"]
          + estimates.map { "\($0.name): swing error mean, deg" }))
    for name in try Trial.names(in: folder) {
      let trial = try Trial(folder: folder, name: name)
      var found = [filtered(trial)]
      if let vqfPython {
        found.append(
          try VQFBeside(
            python: vqfPython, script: vqfScript, rates: trial.rates, forces: trial.forces, period: trial.period
          ).orientations())
      }
      let own = swings.filter { $0.trial == name }
      var inclinations: [String] = []
      var means: [String] = []
      for (index, orientations) in found.enumerated() {
        inclinations.append(fixed(trial.inclinationError(of: orientations, shift: 1e-3 * shift) * 180 / .pi, 3))
        let errors = own.map { $0.error(of: orientations, in: trial) }
        means.append(fixed(mean(errors), 3))
        estimates[index].errors += errors
      }
      print(row([name] + inclinations + ["\(own.count)"] + means))
    }
    print()
    print(header(["all swings", "mean, deg", "p95, deg", "largest, deg"]))
    for estimate in estimates {
      print(
        row([
          estimate.name, fixed(mean(estimate.errors), 3), fixed(percentile(estimate.errors, 95), 3),
          fixed(estimate.errors.max() ?? .nan, 3),
        ]))
    }
  }

  private func filtered(_ trial: Trial) -> [Quaternion] {
    var filter = OrientationFilter()
    return trial.rates.indices.map { index in
      filter.update(
        rate: trial.rates[index], force: trial.forces[index],
        period: index == 0 ? 0 : trial.times[index] - trial.times[index - 1])
      return filter.orientation
    }
  }
}
