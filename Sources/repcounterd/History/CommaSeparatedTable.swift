/// A table as CSV (RFC 4180, lines ended by a line feed).
struct CommaSeparatedTable {
  /// The lines, the header first, without their line feeds.
  private(set) var lines: [String]

  /// Begins a table with the names of its columns.
  init(columns: [String]) {
    lines = [Self.line(columns)]
  }

  /// Adds a row; what is not known is an empty field.
  mutating func append(_ fields: [(any CustomStringConvertible)?]) {
    lines.append(Self.line(fields.map { $0?.description ?? "" }))
  }

  private static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",")
  }

  private static func quoted(_ field: String) -> String {
    guard field.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }) else {
      return field
    }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
