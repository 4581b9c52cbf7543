/// A text in one or more languages.
public struct LocalizedText: Hashable, Sendable {
  /// The language that every text is looked for in when it is missing in the one that was asked for.
  public static let fallback = "en"

  /// The text by language, as `de`.
  public let texts: [String: String]

  /// Makes a text from its languages; nil where there is none.
  public init?(_ texts: [String: String]) {
    guard !texts.isEmpty else { return nil }
    self.texts = texts
  }

  /// The text in a language, else in English, else in the first of its languages in alphabetical order.
  public func text(in language: String) -> String {
    texts[language] ?? texts[Self.fallback] ?? texts.min { $0.key < $1.key }?.value ?? ""
  }
}
