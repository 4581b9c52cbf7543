import Glibc

/// A folder that lives as long as a measurement.
public final class TemporaryFolder {
  /// Where it is.
  public let path: String
  private var names: Set<String> = []

  /// Makes an empty folder.
  public init() throws(MeasurementError) {
    var template = Array("/tmp/repcounterd-benchmark-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw MeasurementError("cannot make a folder in /tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// The path of a file in it, which goes with the folder.
  public func file(_ name: String) -> String {
    names.insert(name)
    return "\(path)/\(name)"
  }
}

/// Numbers in a file, in the machine's own form.
public enum NumberFile {
  /// Writes doubles.
  public static func write(_ numbers: [Double], to path: String) throws(MeasurementError) {
    guard let file = fopen(path, "w") else { throw MeasurementError("cannot write '\(path)'") }
    let written = numbers.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    guard fclose(file) == 0, written == 8 * numbers.count else { throw MeasurementError("cannot write '\(path)'") }
  }

  /// Reads so many doubles.
  public static func read(_ count: Int, from path: String) throws(MeasurementError) -> [Double] {
    guard let file = fopen(path, "r") else { throw MeasurementError("cannot read '\(path)'") }
    defer { fclose(file) }
    var numbers = [Double](repeating: 0, count: count)
    let got = numbers.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
    guard got == 8 * count else { throw MeasurementError("'\(path)' is shorter than \(count) numbers") }
    return numbers
  }
}

/// Why nothing was measured.
public struct MeasurementError: Error, CustomStringConvertible {
  /// What went wrong.
  public let description: String

  /// Makes an error.
  public init(_ description: String) {
    self.description = description
  }
}
