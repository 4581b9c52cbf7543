import GRDB

/// The whole history as lines of JSON, to be kept or brought elsewhere; docs/history.md describes the format.
///
/// The first line says what it is; each further line is a row of a table, its columns by their names. A row comes after
/// the rows that it refers to.
enum HistoryArchive {
  /// The number in the first line; one that is larger is not understood.
  static let version = 1
  /// The tables, in the order in which their rows come.
  static let tables = ["devices", "sessions", "sets", "reps", "corrections", "holds", "curves"]
  /// The word of the first line.
  private static let word = "repcounterd-history"

  /// What an import did.
  struct Import: Equatable, Sendable {
    /// Sessions that were taken.
    var sessions = 0
    /// Reps that were taken.
    var reps = 0
    /// Sessions that were there already and were left as they are.
    var known = 0
  }

  /// Writes everything.
  ///
  /// - Throws: ``HistoryError``, and what `write` throws.
  static func export(_ database: HistoryDatabase, _ write: ([UInt8]) throws -> Void) throws {
    try write(Array("{\"\(word)\":\(version)}\n".utf8))
    try database.connection.read { connection in
      for table in tables where try connection.tableExists(table) {
        let rows = try Row.fetchCursor(connection, sql: "SELECT * FROM \(table) ORDER BY rowid")
        while let row = try rows.next() { try write(line(row, of: table)) }
      }
    }
  }

  private static func line(_ row: Row, of table: String) -> [UInt8] {
    var members = ["\"table\":\"\(table)\""]
    for (column, value) in row {
      let text: String? =
        switch value.storage {
        case .null, .blob: nil
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): JSONValue.string(text).scalarText
        }
      if let text { members.append("\"\(column)\":\(text)") }
    }
    return Array("{\(members.joined(separator: ","))}\n".utf8)
  }

  /// Takes an archive into a history: all of it or, where something is wrong, nothing.
  ///
  /// A session that is there already is left as it is, with everything in it.
  ///
  /// - Parameters:
  ///   - lines: without their line feeds.
  ///   - progress: told after each line.
  /// - Throws: ``ArchiveError``, ``HistoryError``.
  static func take(
    _ lines: some Sequence<ArraySlice<UInt8>>, into database: HistoryDatabase, progress: (Int) -> Void
  ) throws -> Import {
    var result = Import()
    try database.connection.write { connection in
      var reader = ArchiveReader(connection)
      var number = 0
      for line in lines {
        number += 1
        try reader.take(line, number: number, &result)
        progress(number)
      }
      guard number > 0 else { throw ArchiveError(line: 1, problem: "found nothing") }
    }
    return result
  }

  /// The number of the first line of an archive; nil where it is none.
  fileprivate static func version(of members: [String: JSONValue]) -> Int? { members[word]?.integer }
}

/// A line of an archive that cannot be taken.
struct ArchiveError: Error, Equatable {
  /// Its number, from 1.
  let line: Int
  /// What was found and what was expected.
  let problem: String
}

/// Takes the lines of an archive one by one into a database.
private struct ArchiveReader {
  private let connection: Database
  private var columns: [String: Set<String>] = [:]
  /// The devices' numbers here by their numbers in the archive.
  private var devices: [Int: Int] = [:]
  private var skipped: Set<String> = []

  init(_ connection: Database) {
    self.connection = connection
  }

  mutating func take(_ line: ArraySlice<UInt8>, number: Int, _ result: inout HistoryArchive.Import) throws {
    func refuse(_ problem: String) -> ArchiveError { ArchiveError(line: number, problem: problem) }
    let members: [String: JSONValue]
    do {
      guard let object = try JSONValue(parsing: Array(line)).members else { throw refuse("found no JSON object") }
      members = object
    } catch let error as JSONError {
      throw refuse("found no JSON: \(error.problem)")
    }
    guard number > 1 else {
      guard let version = HistoryArchive.version(of: members) else {
        throw refuse("found no archive of a history; 'repcounterd export-all' makes one")
      }
      guard version <= HistoryArchive.version else {
        throw refuse("found an archive of version \(version), expected at most \(HistoryArchive.version)")
      }
      return
    }
    guard let table = members["table"]?.string, HistoryArchive.tables.contains(table) else {
      throw refuse("found no table that is known; there are \(HistoryArchive.tables.joined(separator: ", "))")
    }
    do {
      try insert(members, into: table, &result, refuse)
    } catch let error as DatabaseError {
      throw refuse("found a row of \(table) that does not fit: \(error.message ?? "it is refused")")
    }
  }

  private mutating func insert(
    _ members: [String: JSONValue], into table: String, _ result: inout HistoryArchive.Import,
    _ refuse: (String) -> ArchiveError
  ) throws {
    var row: [String: any DatabaseValueConvertible] = [:]
    let known = try names(of: table)
    for (column, value) in members where column != "table" {
      guard known.contains(column) else { throw refuse("found '\(column)', which is no column of \(table)") }
      switch value {
      case .string(let text): row[column] = text
      case .number(let text):
        guard let number = value.double else { throw refuse("found \(text) in '\(column)', which is too large") }
        if let whole = value.integer { row[column] = whole } else { row[column] = number }
      case .null: break
      default: throw refuse("found \(value.kind) in '\(column)', expected a text or a number")
      }
    }
    if table == "devices" { return try takeDevice(&row, refuse) }
    guard let session = members["session"]?.string else { throw refuse("found a row of \(table) without its session") }
    if table == "sessions" {
      let isKnown =
        try Bool.fetchOne(connection, sql: "SELECT 1 FROM sessions WHERE session = ?", arguments: [session]) ?? false
      if isKnown {
        skipped.insert(session)
        result.known += 1
        return
      }
      result.sessions += 1
    }
    guard !skipped.contains(session) else { return }
    if let device = members["device"]?.integer { row["device"] = devices[device] }
    if table == "reps" { result.reps += 1 }
    try write(row, into: table)
  }

  private mutating func takeDevice(
    _ row: inout [String: any DatabaseValueConvertible], _ refuse: (String) -> ArchiveError
  ) throws {
    guard let number = row.removeValue(forKey: "device") as? Int, let path = row["path"] as? String,
      let wire = row["wire"] as? String
    else { throw refuse("found a device without number, path and wire") }
    let sql = "SELECT device FROM devices WHERE path = ? AND wire = ?"
    if let here = try Int.fetchOne(connection, sql: sql, arguments: [path, wire]) {
      devices[number] = here
    } else {
      try write(row, into: "devices")
      devices[number] = Int(connection.lastInsertedRowID)
    }
  }

  private func write(_ row: [String: any DatabaseValueConvertible], into table: String) throws {
    // Names of columns were checked against the table's own.
    let names = row.keys.sorted()
    let places = names.map { ":\($0)" }.joined(separator: ", ")
    try connection.execute(
      sql: "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))",
      arguments: StatementArguments(row))
  }

  private mutating func names(of table: String) throws -> Set<String> {
    if let known = columns[table] { return known }
    let names = Set(try connection.columns(in: table).map(\.name))
    columns[table] = names
    return names
  }
}
