import ArgumentParser
import Glibc

/// Where the history is; the same for every command that reads or writes it.
struct HistoryArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database of sessions and reps; none for none.",
      discussion: """
        Unless given: history.sqlite in $STATE_DIRECTORY, $XDG_STATE_HOME/repcounterd or ~/.local/state/repcounterd.
        """, valueName: "path|none"))
  var history: String?

  /// Where the history is.
  var location: HistoryLocation {
    HistoryLocation(history) { name in getenv(name).map { String(cString: $0) } }
  }
}
