import IMUIngest
import Logging

extension CountingCore {
  /// Code of the warning that the log takes no lines.
  private static let logWarning = "log_unwritable"
  /// Code of the warning that the history takes nothing.
  private static let historyWarning = "history_unwritable"
  /// Code of the warning that a recording has ended early.
  private static let recordWarning = "record_unwritable"

  /// Takes note of how the log is doing and tells everybody.
  func note(_ notice: LogNotice, _ logger: Logger) {
    switch notice {
    case .unwritable(let path, let error):
      let message =
        "the log \(path) cannot be written (\(error)): make room; counting goes on and what is missed is kept"
      begin(Self.logWarning, message, logger)
    case .writable(let path, let lost):
      delivery.standingWarnings.remove(Self.logWarning)
      let loss = Self.loss(lost)
      logger.notice("the log \(path) is written again; \(loss)")
      if lost > 0 { warn(code: "log_incomplete", message: "the log \(path) was full for long; \(loss)") }
    }
  }

  /// Takes note of how the history is doing and tells everybody.
  func note(_ notice: HistoryNotice, _ logger: Logger) {
    switch notice {
    case .unwritable(let path, let error):
      let message = "the history \(path): \(error); counting goes on and what is missed is kept"
      begin(Self.historyWarning, message, logger)
    case .writable(let path, let lost):
      delivery.standingWarnings.remove(Self.historyWarning)
      let loss = Self.loss(lost)
      logger.notice("the history \(path) is written again; \(loss)")
      if lost > 0 { warn(code: "history_incomplete", message: "the history \(path) took nothing for long; \(loss)") }
    case .incomplete(let path, let missing):
      logger.error("the history \(path) lacks its last \(missing) entries: it takes none")
    }
  }

  /// Takes note that a recording has ended early and tells everybody.
  func note(_ error: RecordingError, _ logger: Logger) {
    begin(Self.recordWarning, "the recording ends here: \(error)", logger)
  }

  private func begin(_ code: String, _ message: String, _ logger: Logger) {
    delivery.standingWarnings.insert(code)
    logger.warning("\(message)")
    delivery.warnFirst(WarningEvent(code: code, message: message))
  }

  private static func loss(_ lost: Int) -> String {
    lost > 0 ? "\(lost) events were too many to keep and are missing" : "nothing is missing"
  }
}
