import Glibc

/// Columns of numbers of a CSV file, plain or compressed by gzip.
public struct NumberTable {
  /// The rows; the numbers of each in the order in which the columns were asked for.
  public private(set) var rows: [[Double]] = []

  /// Reads a file, or the same name with `.gz` behind it.
  public init(path: String, columns: [String]) throws(MeasurementError) {
    let found = access(path, R_OK) == 0 ? path : path + ".gz"
    guard access(found, R_OK) == 0 else { throw MeasurementError("there is no file '\(path)', nor with .gz") }
    let command = found == path ? "cat '\(found)'" : "gzip -dc '\(found)'"
    guard let pipe = popen(command, "r") else { throw MeasurementError("cannot run \(command)") }
    defer { pclose(pipe) }
    var buffer = [CChar](repeating: 0, count: 1024)
    var places: [Int]?
    while fgets(&buffer, Int32(buffer.count), pipe) != nil {
      let line = String(
        decoding: buffer.prefix { $0 != 0 && $0 != 10 && $0 != 13 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard let places else {
        places = try columns.map { (name) throws(MeasurementError) in
          guard let place = fields.firstIndex(of: name[...]) else {
            throw MeasurementError("'\(found)' has no column '\(name)' but \(line)")
          }
          return place
        }
        continue
      }
      rows.append(
        try places.map { (place) throws(MeasurementError) in
          guard place < fields.count, let value = Double(fields[place]) else {
            throw MeasurementError("'\(found)', row \(rows.count + 2): no number in column \(place + 1)")
          }
          return value
        })
    }
  }
}

/// What a folder holds.
public enum FileNames {
  /// The names in a folder.
  public static func all(in folder: String) throws(MeasurementError) -> [String] {
    guard let directory = opendir(folder) else { throw MeasurementError("cannot read the folder '\(folder)'") }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }
}
