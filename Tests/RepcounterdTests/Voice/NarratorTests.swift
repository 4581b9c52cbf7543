import Coach
import RepDetector
import Testing

@testable import repcounterd

@Suite("Narrator")
struct NarratorTests {
  static let languages = ["en", "de", "fr", "es"]

  private func sentences(_ lines: [String], in language: String) throws -> [Narrator.Sentence] {
    var narrator = Narrator(book: try Phrasebook.named(language))
    return try lines.flatMap { line in
      narrator.sentences(for: try #require(try JSONValue(parsing: Array(line.utf8)).members))
    }
  }

  @Test("every cue and hold has its words in every language, without a place left open", arguments: languages)
  func complete(_ language: String) throws {
    for code in Cue.Code.allCases {
      let cue = Cue(code, side: .left, at: 1, value: 3, limit: 6, next: code == .targetReached ? .otherSide : nil)
      let line = String(decoding: EventEncoder().line(for: .cue(CueEvent(cue))), as: UTF8.self)
      let said = try sentences([line], in: language)
      #expect(said.count == 1 && said[0].text.count > 1)
      #expect(!said[0].text.contains("{") && !said[0].text.contains("?}") && said[0].text != code.rawValue)
      if code != .sayPain { #expect(!said[0].text.contains("?")) }
    }
    for state in ["waiting", "holding", "moving", "eased", "time_limit", "left", "ended"] {
      let said = try sentences([#"{"type":"hold","state":"\#(state)"}"#], in: language)
      #expect(said.count == 1 && !said[0].text.hasPrefix("hold."))
    }
  }

  @Test("counts are numbers, targets name their side")
  func words() throws {
    let lines = [
      #"{"type":"target","side":"left","reps":5}"#, #"{"type":"rep","side":"left","count":3}"#,
      #"{"type":"cue","code":"target_reached","next":"other_side","reps":5}"#,
      #"{"type":"cue","code":"ease_off","level":8}"#, #"{"type":"phase","phase":"top"}"#,
    ]
    #expect(
      try sentences(lines, in: "en") == [
        .init(text: "The left side, 5 times.", urgency: .instruction), .init(text: "3", urgency: .count),
        .init(text: "That's it. Rest, then the other side.", urgency: .cue),
        .init(text: "Ease off. Take some weight away.", urgency: .safety),
      ])
    #expect(try sentences([lines[0]], in: "de_AT.UTF-8").map(\.text) == ["Die linke Seite, 5 Mal."])
  }

  @Test("a hold is told when it changes, not every second")
  func hold() throws {
    let lines = ["waiting", "holding", "holding", "moving", "holding"].map { #"{"type":"hold","state":"\#($0)"}"# }
    #expect(try sentences(lines, in: "en").count == 4)
  }

  @Test(
    "a language file with a missing phrase, an unknown one or a wrong place is refused",
    arguments: [
      ("  good: Good.\n", "", "'phrases.good' is missing"),
      ("  good: Good.", "  nice: x\n  good: Good.", "phrases.nice"),
      ("  good: Good.", "  good: \"{side}!\"", "the phrase 'good' has the place {side}"),
    ])
  func mistakes(_ found: String, _ replacement: String, _ message: String) {
    let text = String(decoding: PackageResources.en_yaml, as: UTF8.self).replacing(found, with: replacement)
    let error = #expect(throws: CommandFailure.self) { try Phrasebook(Array(text.utf8), name: "x.yaml") }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test("an unknown locale speaks English, an unknown language is refused")
  func unknown() {
    #expect(Phrasebook.ofLocale("C").language == "en" && Phrasebook.ofLocale(nil).language == "en")
    #expect(Phrasebook.ofLocale("fr_FR.UTF-8").language == "fr")
    #expect(throws: CommandFailure.self) { try Phrasebook.named("xx") }
  }
}
