import Testing

@testable import repcounterd

@Suite("Where the history is")
struct HistoryLocationTests {
  /// What stands behind --history, the environment, and the path; nil for no history.
  static let cases: [(given: String?, environment: [String: String], path: String?)] = [
    ("x.sqlite", ["HOME": "/h"], "x.sqlite"),
    ("none", ["HOME": "/h"], nil),
    (nil, ["HOME": "/h"], "/h/.local/state/repcounterd/history.sqlite"),
    (nil, ["HOME": "/h", "XDG_STATE_HOME": "/x"], "/x/repcounterd/history.sqlite"),
    (nil, ["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/repcounterd/history.sqlite"),
    (nil, ["HOME": "/h", "STATE_DIRECTORY": "/var/lib/repcounterd"], "/var/lib/repcounterd/history.sqlite"),
    (nil, ["STATE_DIRECTORY": "/a:/b"], "/a/history.sqlite"),
    (nil, [:], nil),
    (nil, ["HOME": ""], nil),
  ]

  @Test("the flag, else the service's folder, else the user's", arguments: cases)
  func location(given: String?, environment: [String: String], path: String?) {
    let location = HistoryLocation(given) { environment[$0] }
    let expected = path.map { HistoryLocation.file(path: $0, isGiven: given != nil) } ?? .none
    #expect(location == expected)
  }
}
