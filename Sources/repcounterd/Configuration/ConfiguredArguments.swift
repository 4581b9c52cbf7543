import IMUIngest

/// Options that stand in the environment or in a file instead of on the command line.
///
/// They are put before the arguments that the user gave, so that there is one place that reads, checks and explains
/// options. The command line is stronger than the environment (`REPCOUNTERD_DEVICE` and so on), the environment stronger
/// than the file (YAML: `device: /dev/ttyUSB0`). What the file holds must be known: a mistyped name is refused, not
/// ignored.
struct ConfiguredArguments: Sendable {
  /// Where a value comes from; the description is for people.
  enum Source: Equatable, Sendable, CustomStringConvertible {
    case commandLine(flag: String)
    case environment(variable: String)
    case file(path: String, line: Int?)
    case usual

    var description: String {
      switch self {
      case .commandLine(let flag): flag
      case .environment(let variable): variable
      case .file(let path, let line): path + (line.map { ", line \($0)" } ?? "")
      case .usual: "default"
      }
    }
  }

  /// An option that is in force.
  struct Setting: Equatable, Sendable {
    /// The option.
    let option: ConfigurationOption
    /// Its values: one, or for a list any number.
    let values: [String]
    /// Where they come from.
    let source: Source
  }

  /// Options that say the same in different ways: where a stronger source has one of the first, the others are left out.
  private static let alternatives: [(stronger: Set<String>, weaker: Set<String>)] = [
    (["device"], ["left", "right"]), (["left", "right"], ["device", "side"]),
  ]

  /// A variable of the environment; nil where it is not set.
  let environment: @Sendable (String) -> String?
  /// The bytes of a file.
  let read: @Sendable (String) throws(SystemError) -> [UInt8]

  /// The arguments with those of the environment and the file before them.
  ///
  /// - Parameter arguments: without the program's name; the command comes first.
  /// - Throws: ``CommandFailure`` where the file cannot be used.
  func resolve(_ arguments: [String]) throws(CommandFailure) -> [String] {
    guard let command = arguments.first, ConfigurationOption.byCommand[command] != nil else { return arguments }
    let settings = try weakerSettings(arguments)
    return [command] + settings.flatMap { setting in setting.values.map { "\(setting.option.flag)=\($0)" } }
      + arguments.dropFirst()
  }

  /// Everything that is in force for a command, in the order of the table of options.
  ///
  /// - Parameter arguments: without the program's name; the command comes first.
  /// - Throws: ``CommandFailure`` where the file cannot be used.
  func settings(_ arguments: [String]) throws(CommandFailure) -> [Setting] {
    let options = ConfigurationOption.byCommand[arguments.first ?? ""] ?? []
    let given = Array(arguments.dropFirst())
    let weaker = try weakerSettings(arguments)
    return options.flatMap { option -> [Setting] in
      let values = Self.values(of: option, in: given)
      let others = weaker.filter { $0.option == option }
      if !values.isEmpty {
        let setting = Setting(option: option, values: values, source: .commandLine(flag: option.flag))
        return option.isList ? others + [setting] : [setting]
      }
      if !others.isEmpty { return others }
      return option.usual.map { [Setting(option: option, values: [$0], source: .usual)] } ?? []
    }
  }

  /// The place in the file or the environment that is to blame for arguments that are refused, with the reason.
  ///
  /// - Parameters:
  ///   - arguments: as the user gave them.
  ///   - refusal: why a command with one option is refused; nil where it is not.
  func blame(_ arguments: [String], refusal: ([String]) -> String?) -> CommandFailure? {
    guard let command = arguments.first, let settings = try? weakerSettings(arguments) else { return nil }
    for setting in settings {
      for value in setting.values {
        guard let reason = refusal([command, "\(setting.option.flag)=\(value)"]) else { continue }
        let place =
          switch setting.source {
          case .file: "the configuration \(setting.source)"
          case .environment, .commandLine, .usual: "\(setting.source)"
          }
        return CommandFailure(
          status: { if case .file = setting.source { .badData } else { .usage } }(), message: "\(place): \(reason)")
      }
    }
    return nil
  }

  /// What the environment and the file add to arguments, the weakest first.
  private func weakerSettings(_ arguments: [String]) throws(CommandFailure) -> [Setting] {
    let command = arguments.first ?? ""
    guard let options = ConfigurationOption.byCommand[command] else { return [] }
    let given = Array(arguments.dropFirst())
    var taken = Set(options.filter { option in given.contains { option.isGiven(by: $0) } }.map(\.key))
    var layers = [variables(options)]
    if ConfigurationOption.commandsWithFile.contains(command), let path = filePath(given) {
      layers.append(try contents(of: path, options))
    }
    var result: [Setting] = []
    for layer in layers {
      let rivals = Self.alternatives.filter { !$0.stronger.isDisjoint(with: taken) }
        .reduce(into: Set<String>()) { $0.formUnion($1.weaker) }
      let added = layer.filter { setting in
        let option = setting.option
        return !rivals.contains(option.key) && (option.isList || !taken.contains(option.key))
      }
      taken.formUnion(layer.map(\.option.key))
      result = added + result
    }
    return result
  }

  private func variables(_ options: [ConfigurationOption]) -> [Setting] {
    options.compactMap { option in
      environment(option.variable).flatMap { text in
        text.isEmpty
          ? nil : Setting(option: option, values: [text], source: .environment(variable: option.variable))
      }
    }
  }

  private func contents(of path: String, _ options: [ConfigurationOption]) throws(CommandFailure) -> [Setting] {
    let bytes: [UInt8]
    do {
      bytes = try read(path)
    } catch {
      throw CommandFailure(
        status: error.exitStatus == .noPermission ? .noPermission : .noInput,
        message: "the configuration \(path) cannot be read (\(error)); give the path of a file with --config")
    }
    return try ConfigurationFile(bytes, path: path, options: options).entries.map { entry in
      Setting(option: entry.option, values: entry.values, source: .file(path: path, line: entry.line))
    }
  }

  private func filePath(_ arguments: [String]) -> String? {
    Self.values(of: .file, in: arguments).last
      ?? environment(ConfigurationOption.file.variable).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The values that arguments give to an option, as `--flag value` or `--flag=value`.
  private static func values(of option: ConfigurationOption, in arguments: [String]) -> [String] {
    arguments.indices.compactMap { index in
      guard option.isGiven(by: arguments[index]) else { return nil }
      let inline = arguments[index].dropFirst(option.flag.count + 1)
      return inline.isEmpty ? arguments.dropFirst(index + 1).first : String(inline)
    }
  }
}
