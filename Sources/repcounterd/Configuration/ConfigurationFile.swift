import IMUIngest

/// The options that a file sets, with their lines.
struct ConfigurationFile {
  /// An option in the file.
  struct Entry {
    let option: ConfigurationOption
    let values: [String]
    /// Where it stands, from 1; nil where that is not known.
    let line: Int?
  }

  /// The options, in the order of the table.
  let entries: [Entry]

  /// Reads YAML, or JSON, which is YAML: names of options and their values.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - path: what errors call it.
  ///   - options: what may stand in it.
  /// - Throws: ``CommandFailure`` with file, line and column where a name is not known or a value is of the wrong type.
  init(_ bytes: [UInt8], path: String, options: [ConfigurationOption]) throws(CommandFailure) {
    // A file of comments alone, as one that comes with the package, sets nothing.
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let isEmpty = lines.allSatisfy { line in
      line.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\t") }
        .map { $0 == UInt8(ascii: "#") } ?? true
    }
    guard !isEmpty else {
      entries = []
      return
    }
    let map = try YAMLFile(bytes, name: "the configuration \(path)").root
    var entries: [Entry] = []
    for option in options where map.has(option.key) {
      entries.append(Entry(option: option, values: try Self.values(option, map), line: map.line(option.key)))
    }
    try map.finish(known: options.map(\.key).sorted())
    self.entries = entries
  }

  private static func values(_ option: ConfigurationOption, _ map: YAMLMap) throws(CommandFailure) -> [String] {
    switch option.kind {
    case .text: try map.word(option.key, "a text").map { [$0] } ?? []
    case .number: try map.numeral(option.key, or: nil).map { [$0] } ?? []
    case .numberOrAuto: try map.numeral(option.key, or: "auto").map { [$0] } ?? []
    case .list: try map.words(option.key)
    }
  }
}
