import IMUIngest

/// What is said, in one language; docs/coach.md describes the data files.
struct Phrasebook: Equatable, Sendable {
  /// Every phrase that a language must have, with the places that are filled in.
  private static let places: KeyValuePairs<String, [String]> = [
    "left": [], "right": [], "count": ["count"], "target": ["side", "reps"], "target.one": ["side"], "too_fast": [],
    "not_all_the_way_back": [], "short_range": [], "jerky": [], "sides_differ": ["side", "value"], "good": [],
    "target_reached.other_side": ["reps"], "target_reached.another_round": ["reps"], "target_reached.done": ["reps"],
    "extra_rep": ["count"], "rest_over": ["side"], "all_done": [], "ease_off": [], "lean_in": ["limit"],
    "say_pain": [], "next_spot": ["value"], "hold_still": [], "hold.waiting": [], "hold.holding": [],
    "hold.moving": [], "hold.eased": [], "hold.time_limit": [], "hold.left": [], "hold.ended": [],
    "proposal": ["reps"], "agree": [],
  ]
  private static let builtIn = [
    PackageResources.en_yaml, PackageResources.de_yaml, PackageResources.fr_yaml, PackageResources.es_yaml,
  ]

  /// The language's code, as `de`.
  let language: String
  /// The language's own name.
  let name: String
  /// What a speech program calls it.
  let voice: String
  private let phrases: [String: String]

  /// Reads a language file's bytes.
  ///
  /// - Throws: ``CommandFailure`` with 65, which says what was found where and what was expected.
  init(_ bytes: [UInt8], name file: String) throws(CommandFailure) {
    let map = try YAMLFile(bytes, name: file).root
    guard let language = try map.text("language") else { throw map.missing("language", "a code such as en") }
    guard let list = try map.map("phrases") else { throw map.missing("phrases", "phrases by their keys") }
    var phrases: [String: String] = [:]
    for (key, places) in Self.places {
      guard let phrase = try list.text(key) else { throw list.missing(key, "a phrase") }
      if let unknown = Self.placesIn(phrase).first(where: { !places.contains($0) }) {
        throw CommandFailure(
          status: .badData,
          message: "\(file): the phrase '\(key)' has the place {\(unknown)}; "
            + (places.isEmpty ? "it has none to fill in" : "there are {\(places.joined(separator: "}, {"))}"))
      }
      phrases[key] = phrase
    }
    self.language = language
    name = try map.text("name") ?? language
    voice = try map.text("voice") ?? language
    self.phrases = phrases
    try list.finish(known: Self.places.map(\.key))
    try map.finish(known: ["language", "name", "voice", "phrases"])
  }

  /// A phrase with its places filled in.
  func phrase(_ key: String, _ values: [String: String] = [:]) -> String {
    var text = phrases[key] ?? key
    for (place, value) in values { text = text.replacing("{\(place)}", with: value) }
    return text
  }

  private static func placesIn(_ phrase: String) -> [String] {
    phrase.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }
}

extension Phrasebook {
  /// English, which is always there.
  static let english: Phrasebook = {
    do { return try Phrasebook(PackageResources.en_yaml, name: "built-in language") } catch {
      fatalError("the built-in language is broken: \(error)")
    }
  }()

  /// The phrasebook of a language: the user's file if there is one, else the built-in one.
  ///
  /// - Parameter language: a code such as `de`, also with a country as in `de_AT.UTF-8`, or the path of a file.
  /// - Throws: ``CommandFailure`` with 66 where there is none.
  static func named(_ language: String) throws(CommandFailure) -> Phrasebook {
    if language.contains("/") || language.hasSuffix(".yaml") {
      return try Phrasebook(try UserFolders.contents(of: language, what: "language"), name: language)
    }
    let code = Self.code(of: language)
    for folder in UserFolders.configuration {
      let path = "\(folder)/languages/\(code).yaml"
      guard let bytes = try? UserFolders.contents(of: path, what: "language") else { continue }
      return try Phrasebook(bytes, name: path)
    }
    var codes: [String] = []
    for bytes in builtIn {
      let book = try Phrasebook(bytes, name: "built-in language")
      if book.language == code { return book }
      codes.append(book.language)
    }
    throw CommandFailure(
      status: .noInput,
      message:
        "there is no language '\(language)'; there are \(codes.joined(separator: ", ")), or give the path of a file")
  }

  /// The phrasebook of a locale; English where nothing fits.
  static func ofLocale(_ locale: String?) -> Phrasebook {
    locale.flatMap { try? named($0) } ?? english
  }

  private static func code(of language: String) -> String {
    String(language.prefix { $0.isLetter }).lowercased()
  }
}
