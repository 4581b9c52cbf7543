import BenchmarkSupport

/// A Markdown document with tables that a command writes.
struct TableDocument {
  private static let begin = "<!-- table "
  private static let end = "<!-- end of table -->"

  private let path: String
  private var lines: [Substring]

  /// The folder that it is in.
  var folder: String { path.contains("/") ? String(path[..<path.lastIndex(of: "/")!]) : "." }

  init(path: String) throws(MeasurementError) {
    self.path = path
    lines = try TextFile.read(path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Replaces each table by what is given for the kind of sessions and their number.
  mutating func replaceTables(_ table: (_ kind: String, _ sessions: Int) throws -> String) throws {
    var output: [Substring] = []
    var isInTable = false
    for line in lines {
      if line.hasPrefix(Self.begin) {
        let words = line.dropFirst(Self.begin.count).split(separator: " ")
        guard !isInTable, words.count == 3, let sessions = Int(words[1]) else {
          throw MeasurementError("'\(path)' has '\(line)', but '\(Self.begin)KIND SESSIONS -->' was expected")
        }
        isInTable = true
        output += [line, ""]
        output += try table(String(words[0]), sessions).split(separator: "\n", omittingEmptySubsequences: false)
        output.append("")
      } else if line == Self.end {
        isInTable = false
      }
      if !isInTable { output.append(line) }
    }
    guard !isInTable else { throw MeasurementError("'\(path)' has a table without '\(Self.end)'") }
    lines = output
  }

  /// Writes it back.
  func write() throws(MeasurementError) { try TextFile.write(lines.joined(separator: "\n"), to: path) }
}
