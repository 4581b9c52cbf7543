import Glibc
public import SpatialMath

/// VQF's C++ core, run on the same samples through its Python package in another process.
public struct VQFBeside {
  private let folder: TemporaryFolder
  private let command: String
  private let count: Int

  /// Writes the samples where the script finds them.
  ///
  /// - Parameters:
  ///   - python: a Python that has the packages vqf and numpy.
  ///   - script: `vqf_beside.py`.
  ///   - rates: angular rates, rad/s.
  ///   - forces: specific forces, m/s².
  ///   - period: seconds between samples.
  public init(
    python: String, script: String, rates: [Vector3], forces: [Vector3], period: Double
  ) throws(MeasurementError) {
    folder = try TemporaryFolder()
    count = rates.count
    var numbers: [Double] = []
    numbers.reserveCapacity(6 * count)
    for (rate, force) in zip(rates, forces) {
      for v in [rate, force] { numbers += [v.x, v.y, v.z] }
    }
    let input = folder.file("samples")
    try NumberFile.write(numbers, to: input)
    // Kept memory: new pages for the results of each call are the system's work and not VQF's.
    command =
      "MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=1000000000 "
      + "'\(python)' '\(script)' '\(input)' '\(folder.file("orientations"))' \(period)"
  }

  /// Processor time of one batch call for all samples, seconds: the shortest of four.
  public func seconds() throws(MeasurementError) -> Double {
    guard let pipe = popen(command, "r") else { throw MeasurementError("cannot run \(command)") }
    var line = [CChar](repeating: 0, count: 64)
    let got = fgets(&line, Int32(line.count), pipe) != nil
    let text = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard pclose(pipe) == 0, got, let seconds = Double(text) else {
      throw MeasurementError("this did not say how long it took: \(command)")
    }
    return seconds
  }

  /// The orientations that it found, sensor to earth.
  public func orientations() throws(MeasurementError) -> [Quaternion] {
    _ = try seconds()
    let numbers = try NumberFile.read(4 * count, from: folder.file("orientations"))
    return (0..<count).map {
      Quaternion(w: numbers[4 * $0], x: numbers[4 * $0 + 1], y: numbers[4 * $0 + 2], z: numbers[4 * $0 + 3])
    }
  }
}
