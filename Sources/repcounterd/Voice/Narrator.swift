import Coach

/// Puts the lines of a daemon into words.
///
/// Pure: takes lines, gives sentences. Lines that a person need not hear give none.
struct Narrator: Equatable {
  /// A sentence and how urgent it is.
  struct Sentence: Equatable {
    /// The words.
    let text: String
    /// How urgent it is to hear them.
    let urgency: Utterance.Urgency
  }

  /// The words.
  let book: Phrasebook
  /// The state of the last hold, whose every second need not be told.
  private var hold: String?

  /// Makes a narrator.
  init(book: Phrasebook) {
    self.book = book
  }

  /// The sentences of a line.
  mutating func sentences(for members: [String: JSONValue]) -> [Sentence] {
    switch members["type"]?.string {
    case "rep": [Sentence(text: book.phrase("count", ["count": Self.text(members["count"])]), urgency: .count)]
    case "target": [Sentence(text: target(members), urgency: .instruction)]
    case "cue": cue(members)
    case "hold": hold(members)
    case "proposal":
      [Sentence(text: book.phrase("proposal", ["reps": Self.text(members["reps"])]), urgency: .instruction)]
    default: []
    }
  }

  private func target(_ members: [String: JSONValue]) -> String {
    let key = members["reps"]?.integer == 1 ? "target.one" : "target"
    return book.phrase(key, ["side": side(members), "reps": Self.text(members["reps"])])
  }

  private func cue(_ members: [String: JSONValue]) -> [Sentence] {
    guard let text = members["code"]?.string, let code = Cue.Code(rawValue: text) else { return [] }
    let key: String
    var values: [String: String] = ["side": side(members)]
    switch code {
    case .targetReached:
      key = "\(text).\(members["next"]?.string ?? "done")"
      values["reps"] = Self.text(members["reps"])
    case .extraRep:
      key = text
      values["count"] = Self.text(members["reps"])
    case .sidesDiffer:
      key = text
      values["value"] = members["difference_deg"]?.double.map { "\(Int($0.rounded()))" } ?? "?"
    case .leanIn:
      key = text
      values["limit"] = Self.text(members["aim"])
    case .nextSpot:
      key = text
      values["value"] = Self.text(members["spot"])
    default: key = text
    }
    return [Sentence(text: book.phrase(key, values), urgency: code.kind == .safety ? .safety : .cue)]
  }

  private mutating func hold(_ members: [String: JSONValue]) -> [Sentence] {
    let state = members["state"]?.string
    defer { hold = state }
    guard let state, state != hold else { return [] }
    return [Sentence(text: book.phrase("hold.\(state)"), urgency: .cue)]
  }

  private func side(_ members: [String: JSONValue]) -> String {
    members["side"]?.string.map { book.phrase($0) } ?? ""
  }

  private static func text(_ value: JSONValue?) -> String { value?.integer.map(String.init) ?? "?" }
}
