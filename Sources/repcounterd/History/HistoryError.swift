import GRDB
import IMUIngest

/// Why the history cannot be read or written.
struct HistoryError: Error, Equatable, CustomStringConvertible {
  /// A stable word for the kind of failure; open, so that a new one breaks nobody.
  struct Code: RawRepresentable, Hashable, Sendable {
    let rawValue: String

    /// Another program holds a lock on the database.
    static let locked = Code(rawValue: "locked")
    /// The disk is full.
    static let full = Code(rawValue: "full")
    /// The file is damaged, or is no database.
    static let corrupt = Code(rawValue: "corrupt")
    /// A newer version of the program has changed the tables.
    static let newer = Code(rawValue: "newer")
    /// The file or its folder cannot be opened or made.
    static let unopenable = Code(rawValue: "unopenable")
    /// What is asked for is not in it.
    static let unknown = Code(rawValue: "unknown")
    /// An entry does not fit into the tables.
    static let refused = Code(rawValue: "refused")
    /// Reading or writing failed.
    static let inputOutput = Code(rawValue: "input_output")
  }

  /// The kind of failure.
  let code: Code
  /// What was found and what to do, to be read after the path.
  let message: String

  /// The sentence.
  var description: String { message }
}

extension HistoryError {
  /// Makes an error of what SQLite says.
  init(_ error: any Error) {
    if let error = error as? HistoryError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(code: .inputOutput, message: "it cannot be used (\(error))")
      return
    }
    let words = error.message ?? "error \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(code: .locked, message: "another program holds a lock on it (\(words)); let that program end")
    case .SQLITE_FULL:
      self.init(code: .full, message: "there is no room for it (\(words)); make room")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(
        code: .corrupt, message: "it is damaged or no history (\(words)); move it away, and a new one is begun")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(code: .unopenable, message: "it cannot be written (\(words)); look at its folder and permissions")
    case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE:
      self.init(code: .refused, message: "it does not take an entry (\(words)); please report it")
    default:
      self.init(code: .inputOutput, message: "it cannot be read or written (\(words)); look at its disk")
    }
  }

  /// The status with which a command should end.
  var exitStatus: ExitStatus {
    switch code {
    case .corrupt, .newer: .badData
    case .locked: .unavailable
    default: .inputOutput
    }
  }
}
