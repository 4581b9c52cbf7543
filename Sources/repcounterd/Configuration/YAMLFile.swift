import IMUIngest
import Yams

/// A YAML file that people write, read so that every mistake is told with its place.
struct YAMLFile {
  /// What errors call it.
  let name: String
  /// The mapping that the file is.
  let root: YAMLMap

  /// Reads a file's bytes.
  ///
  /// - Throws: ``CommandFailure`` with 65 where they are no YAML mapping.
  init(_ bytes: [UInt8], name: String) throws(CommandFailure) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(status: .badData, message: "\(name): found bytes that are no UTF-8; save it as UTF-8")
    }
    let node: Node?
    do {
      node = try compose(yaml: text)
    } catch let error as YamlError {
      throw CommandFailure(
        status: .badData, message: "\(name)\(Self.place(of: error)): found no YAML: \(Self.problem(of: error))")
    } catch {
      throw CommandFailure(status: .badData, message: "\(name): found no YAML: \(error)")
    }
    guard let node, let mapping = node.mapping else {
      throw CommandFailure(
        status: .badData, message: "\(name): found no mapping; write keys and values as 'name: value'")
    }
    self.name = name
    root = YAMLMap(mapping, path: "", name: name, mark: node.mark)
  }

  private static func place(of error: YamlError) -> String {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      ", line \(mark.line), column \(mark.column)"
    default: ""
    }
  }

  private static func problem(of error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
    case .duplicatedKeysInMapping(let keys, _):
      "the same key twice: \(keys.map { "\($0)" }.sorted().joined(separator: ", "))"
    default: "\(error)"
    }
  }
}

/// A mapping in a YAML file, whose keys are taken one by one; those that nobody takes are mistakes.
final class YAMLMap {
  private let mapping: Node.Mapping
  private let path: String
  private let name: String
  private let mark: Mark?
  private var taken: Set<String> = []

  init(_ mapping: Node.Mapping, path: String, name: String, mark: Mark?) {
    self.mapping = mapping
    self.path = path
    self.name = name
    self.mark = mark
  }

  /// Whether there is a key.
  func has(_ key: String) -> Bool { mapping[key] != nil }

  /// The keys in their order.
  var keys: [String] { mapping.keys.compactMap(\.string) }

  /// A text; nil where there is none.
  func text(_ key: String) throws(CommandFailure) -> String? {
    guard let node = take(key) else { return nil }
    guard let text = node.scalar?.string, !text.isEmpty else { throw refusal(key, node, "a text") }
    return text
  }

  /// The line of a key, from 1; nil where there is none.
  func line(_ key: String) -> Int? { mapping.keys.first { $0.string == key }?.mark?.line }

  /// A text as it stands in the file, such as `0660`; nil where there is none.
  ///
  /// What YAML takes for a truth value or for nothing is refused unless it stands in quotes.
  func word(_ key: String, _ expected: String) throws(CommandFailure) -> String? {
    guard let node = take(key) else { return nil }
    return try word(node, key, expected)
  }

  /// A number as it stands in the file, or a word that may stand for one; nil where there is none.
  func numeral(_ key: String, or other: String?) throws(CommandFailure) -> String? {
    guard let node = take(key) else { return nil }
    guard let text = node.scalar?.string, text == other || Double(text) != nil else {
      throw refusal(key, node, "a number" + (other.map { " or \($0)" } ?? ""))
    }
    return text
  }

  /// One text or a list of them; none where there is no such key.
  func words(_ key: String) throws(CommandFailure) -> [String] {
    guard let node = take(key) else { return [] }
    guard let sequence = node.sequence else { return [try word(node, key, "a text or a list of texts")] }
    var words: [String] = []
    for (index, element) in sequence.enumerated() { words.append(try word(element, "\(key)[\(index + 1)]", "a text")) }
    return words
  }

  private func word(_ node: Node, _ key: String, _ expected: String) throws(CommandFailure) -> String {
    guard let scalar = node.scalar, !scalar.string.isEmpty,
      scalar.style != .plain || !Self.noTexts.contains(scalar.string.lowercased())
    else { throw refusal(key, node, expected) }
    return scalar.string
  }

  /// What means true, false or nothing in YAML 1.1 and 1.2.
  private static let noTexts: Set = ["true", "false", "yes", "no", "on", "off", "null", "~"]

  /// A number within a range; nil where there is none.
  func number(_ key: String, _ range: ClosedRange<Double>) throws(CommandFailure) -> Double? {
    guard let node = take(key) else { return nil }
    guard let number = node.scalar.flatMap({ Double($0.string) }), range.contains(number) else {
      throw refusal(key, node, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A whole number within a range; nil where there is none.
  func integer(_ key: String, _ range: ClosedRange<Int>) throws(CommandFailure) -> Int? {
    guard let node = take(key) else { return nil }
    guard let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
      throw refusal(key, node, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// One of some words; nil where there is none.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _: Choice.Type
  ) throws(CommandFailure) -> Choice? {
    guard let node = take(key) else { return nil }
    guard let choice = node.scalar.flatMap({ Choice(rawValue: $0.string) }) else {
      throw refusal(key, node, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  /// A mapping; nil where there is none.
  func map(_ key: String) throws(CommandFailure) -> YAMLMap? {
    guard let node = take(key) else { return nil }
    guard let mapping = node.mapping else { throw refusal(key, node, "a mapping, one 'key: value' a line") }
    return YAMLMap(mapping, path: full(key), name: name, mark: node.mark)
  }

  /// A list of mappings; nil where there is none.
  func maps(_ key: String) throws(CommandFailure) -> [YAMLMap]? {
    guard let node = take(key) else { return nil }
    guard let sequence = node.sequence else { throw refusal(key, node, "a list, its elements after '- '") }
    var maps: [YAMLMap] = []
    for (index, element) in sequence.enumerated() {
      let place = "\(key)[\(index + 1)]"
      guard let mapping = element.mapping else { throw refusal(place, element, "texts by language, as 'en: ...'") }
      maps.append(YAMLMap(mapping, path: full(place), name: name, mark: element.mark))
    }
    return maps
  }

  /// Refuses keys that nobody has taken.
  func finish(known: [String]) throws(CommandFailure) {
    for (key, _) in mapping where !taken.contains(key.string ?? "") {
      throw CommandFailure(
        status: .badData,
        message: "\(name)\(Self.place(key.mark)): found '\(full(key.string ?? "?"))', which is no key here; "
          + "there are \(known.joined(separator: ", "))")
    }
  }

  /// The error of a key that must be there.
  func missing(_ key: String, _ expected: String) -> CommandFailure {
    CommandFailure(
      status: .badData,
      message: "\(name)\(Self.place(mark)): '\(full(key))' is missing; expected \(expected)")
  }

  private func take(_ key: String) -> Node? {
    taken.insert(key)
    return mapping[key]
  }

  private func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  private func refusal(_ key: String, _ node: Node, _ expected: String) -> CommandFailure {
    let found: String
    switch node {
    case .scalar(let scalar): found = scalar.string.isEmpty ? "nothing" : "'\(scalar.string)'"
    case .mapping: found = "a mapping"
    case .sequence: found = "a list"
    default: found = "an alias"
    }
    return CommandFailure(
      status: .badData,
      message: "\(name)\(Self.place(node.mark)): '\(full(key))' is \(found); expected \(expected)")
  }

  private static func place(_ mark: Mark?) -> String {
    mark.map { ", line \($0.line), column \($0.column)" } ?? ""
  }
}
