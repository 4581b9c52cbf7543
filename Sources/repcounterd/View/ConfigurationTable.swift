/// Draws options that are in force as lines for people.
enum ConfigurationTable {
  /// A line a value: the option, its value, and where it comes from.
  static func lines(of settings: [ConfiguredArguments.Setting]) -> [String] {
    let rows = settings.flatMap { setting in
      setting.values.map { [setting.option.key, $0.onOneLine, setting.source.description.onOneLine] }
    }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      (0..<2).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }.joined(separator: "  ")
        + "  \(row[2])"
    }
  }
}
