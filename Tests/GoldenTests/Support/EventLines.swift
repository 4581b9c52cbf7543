import FoundationEssentials

/// The events of one replay, read back from lines of JSON.
struct EventLines {
  /// Seconds from 1970 to 2025, when the clock of a simulated device starts that sends dates.
  private static let deviceEpoch = 1_735_689_600.0

  /// `rep`, times on the clock of the truth.
  struct Rep: Decodable {
    let side: String
    let count: Int
    let set: Int
    let repInSet: Int
    var start: Double
    var top: Double
    var end: Double
    var at: Double
    let rangeOfMotion: Double
    let topAngle: Double
    let bottomAngle: Double
    let flags: [String]

    /// Which one it is, for people.
    var name: String { "\(side) rep \(count)" }

    private enum CodingKeys: String, CodingKey {
      case side
      case count
      case set
      case repInSet = "rep_in_set"
      case start = "start_s"
      case top = "top_s"
      case end = "end_s"
      case at = "at_s"
      case rangeOfMotion = "rom_deg"
      case topAngle = "top_deg"
      case bottomAngle = "bottom_deg"
      case flags
    }
  }

  /// `partial`, times on the clock of the truth.
  struct Partial: Decodable {
    var at: Double
    let rangeOfMotion: Double
    let reason: String

    private enum CodingKeys: String, CodingKey {
      case at = "at_s"
      case rangeOfMotion = "rom_deg"
      case reason
    }
  }

  /// `set`.
  struct Set: Decodable {
    let side: String
    let set: Int
    let reps: Int
  }

  /// `session`.
  struct Session: Decodable {
    let state: String
    let left: Int
    let right: Int
  }

  /// `summary`.
  struct Summary: Decodable {
    struct Side: Decodable {
      let reps: Int
    }

    let left: Side
    let right: Side
    let samples: Int
    let problems: [String: Int]
  }

  private struct Kind: Decodable {
    let type: String
    let code: String?
  }

  private(set) var types: [String] = []
  private(set) var reps: [Rep] = []
  private(set) var partials: [Partial] = []
  private(set) var sets: [Set] = []
  private(set) var sessions: [Session] = []
  private(set) var summaries: [Summary] = []
  /// Codes of warnings.
  private(set) var warnings: [String] = []

  /// Reads lines of JSON.
  init(_ text: String) throws {
    let decoder = JSONDecoder()
    for line in text.split(separator: "\n") {
      let data = Data(line.utf8)
      let kind = try decoder.decode(Kind.self, from: data)
      types.append(kind.type)
      switch kind.type {
      case "rep": reps.append(Self.shifted(try decoder.decode(Rep.self, from: data)))
      case "partial": partials.append(Self.shifted(try decoder.decode(Partial.self, from: data)))
      case "set": sets.append(try decoder.decode(Set.self, from: data))
      case "session": sessions.append(try decoder.decode(Session.self, from: data))
      case "summary": summaries.append(try decoder.decode(Summary.self, from: data))
      case "warning": warnings.append(kind.code ?? "")
      default: break
      }
    }
  }

  /// Reps of a side.
  func count(_ side: String) -> Int { reps.count { $0.side == side } }

  private static func shifted(_ rep: Rep) -> Rep {
    var rep = rep
    for time in [\Rep.start, \.top, \.end, \.at] { rep[keyPath: time] = onTruthClock(rep[keyPath: time]) }
    return rep
  }

  private static func shifted(_ partial: Partial) -> Partial {
    var partial = partial
    partial.at = onTruthClock(partial.at)
    return partial
  }

  /// A stream time of a device that sends dates, as seconds since its start.
  private static func onTruthClock(_ time: Double) -> Double {
    time >= deviceEpoch ? time - deviceEpoch : time
  }
}
