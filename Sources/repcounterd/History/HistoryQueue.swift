import NIOCore

/// Which entries of the history wait to be written, and what to do about a database that does not take them.
///
/// A pure state machine. The shell appends entries and then asks ``next()`` what to do until it answers nil; it tells how
/// each step went. While the database takes nothing, entries are kept up to a limit, and what cannot be kept is counted.
struct HistoryQueue {
  /// What the shell shall do.
  enum Action: Equatable {
    /// Open the database, anew where it is open, then call ``HistoryQueue/opened(_:)``.
    case open
    /// Write these entries in one transaction, then call ``HistoryQueue/wrote(_:)``.
    case write([HistoryEntry])
    /// Tell everybody that the history cannot be written, and why.
    case tellUnwritable(HistoryError)
    /// Tell everybody that the history is written again, and how many entries it lacks.
    case tellWritable(lost: Int)
  }

  /// Entries that are kept while the database takes none: more than a day's reps.
  static let limit = 10_000
  /// Most entries of one transaction when much has waited.
  static let batch = 500

  private var entries = CircularBuffer<HistoryEntry>()
  /// Entries of the write that is under way.
  private var underWay = 0
  private var batchLimit = Self.batch
  private var needsOpening = true
  /// Whether the last step failed, and the next one waits for ``retry()``.
  private var isWaiting = false
  private var untold: Action?

  /// Whether the database takes nothing at present.
  private(set) var isUnwritable = false
  /// Entries that could not be kept since the database took no more.
  private(set) var lost = 0

  /// Whether everything is written.
  var isEmpty: Bool { entries.isEmpty }
  /// How many entries wait.
  var count: Int { entries.count }

  /// Puts an entry at the end.
  mutating func append(_ entry: HistoryEntry) {
    entries.append(entry)
    if entries.count > Self.limit { drop() }
  }

  /// Tries again what failed; to be called about once a second.
  mutating func retry() {
    isWaiting = false
    recover()
  }

  /// The database's file is no longer where it should be.
  mutating func misplaced() {
    needsOpening = true
    isWaiting = false
  }

  /// What to do now; nil when there is nothing, or nothing until ``retry()``.
  mutating func next() -> Action? {
    if let told = untold {
      untold = nil
      return told
    }
    guard !isWaiting else { return nil }
    if needsOpening { return .open }
    guard !entries.isEmpty else { return nil }
    underWay = min(entries.count, batchLimit)
    return .write(Array(entries.prefix(underWay)))
  }

  /// Whether the database is open now.
  mutating func opened(_ result: Result<Void, HistoryError>) {
    switch result {
    case .failure(let error): fail(error)
    case .success:
      needsOpening = false
      recover()
    }
  }

  /// Whether the database took the entries.
  mutating func wrote(_ result: Result<Void, HistoryError>) {
    switch result {
    case .success:
      entries.removeFirst(underWay)
      batchLimit = Self.batch
      recover()
    case .failure(let error) where error.code == .refused:
      // One entry must not keep all that come after it; it is found by writing them one by one.
      if underWay == 1 {
        entries.removeFirst()
        lost += 1
        untold = .tellUnwritable(error)
        isUnwritable = true
        recover()
      } else {
        batchLimit = 1
      }
    case .failure(let error): fail(error)
    }
    underWay = 0
  }

  private mutating func fail(_ error: HistoryError) {
    isWaiting = true
    // What is only locked or full will be well again as it is; anything else may have become another file.
    if error.code != .locked, error.code != .full { needsOpening = true }
    guard !isUnwritable else { return }
    isUnwritable = true
    untold = .tellUnwritable(error)
  }

  private mutating func recover() {
    guard isUnwritable, entries.isEmpty, !needsOpening, untold == nil else { return }
    isUnwritable = false
    untold = .tellWritable(lost: lost)
    lost = 0
  }

  /// Makes room by dropping a quarter of the limit: the oldest entries that are not precious, then the oldest.
  private mutating func drop() {
    let target = Self.limit * 3 / 4
    for sparesPrecious in [true, false] where entries.count > target {
      var excess = entries.count - target
      entries = CircularBuffer(
        entries.filter { entry in
          guard excess > 0, !(sparesPrecious && entry.isPrecious) else { return true }
          excess -= 1
          lost += 1
          return false
        })
    }
  }
}
