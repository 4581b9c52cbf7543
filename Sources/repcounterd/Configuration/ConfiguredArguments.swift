import IMUIngest

/// Options that stand in the environment or in a file instead of on the command line.
///
/// They are put before the arguments that the user gave, so that there is one place that reads, checks and explains
/// options. The command line is stronger than the environment (`REPCOUNTERD_DEVICE` and so on), the environment stronger
/// than the file (JSON, one object: `{"device": "/dev/ttyUSB0", "min_rom": 40}`). What the file holds must be known: a
/// mistyped name is refused, not ignored.
struct ConfiguredArguments: Sendable {
  /// An option of the command line by its name in the file.
  private struct Option {
    /// The name in the file, in snake case.
    let key: String
    /// Whether it may be given more than once: its value in the file may be a list.
    var isList = false

    /// The name on the command line.
    var flag: String { "--" + key.split(separator: "_").joined(separator: "-") }
    /// The name in the environment.
    var variable: String { "REPCOUNTERD_" + key.uppercased() }
  }

  private static let listening = [
    Option(key: "device"), Option(key: "wire"), Option(key: "baud"), Option(key: "wire_option", isList: true),
  ]
  private static let socket = [Option(key: "socket")]
  private static let serving = [
    Option(key: "side"), Option(key: "mount"), Option(key: "min_rom"), Option(key: "left"), Option(key: "right"),
    Option(key: "socket_mode"), Option(key: "log"), Option(key: "history"), Option(key: "record"),
  ]
  /// The options of each command that may stand elsewhere.
  private static let options: [String: [Option]] = [
    "run": listening + socket + serving, "record": listening, "status": socket, "watch": socket,
  ]
  /// The command that takes a file.
  private static let fileCommand = "run"
  private static let file = Option(key: "config")
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
    guard let command = arguments.first, let options = Self.options[command] else { return arguments }
    let given = Array(arguments.dropFirst())
    var taken = Set(options.map(\.key).filter { key in given.contains { Self.names($0, Option(key: key)) } })
    var result: [String] = []
    var layers = [variables(options)]
    if command == Self.fileCommand, let path = filePath(given) { layers.append(try contents(of: path, options)) }
    for layer in layers {
      let rivals = Self.alternatives.filter { !$0.stronger.isDisjoint(with: taken) }
        .reduce(into: Set<String>()) { $0.formUnion($1.weaker) }
      var weaker: [String] = []
      for (option, values) in layer where !rivals.contains(option.key) && (option.isList || !taken.contains(option.key))
      {
        weaker += values.map { "\(option.flag)=\($0)" }
      }
      taken.formUnion(layer.map(\.0.key))
      result = weaker + result
    }
    return [command] + result + given
  }

  private typealias Layer = [(Option, [String])]

  private func variables(_ options: [Option]) -> Layer {
    options.compactMap { option in
      environment(option.variable).flatMap { $0.isEmpty ? nil : (option, [$0]) }
    }
  }

  private func filePath(_ arguments: [String]) -> String? {
    var path = environment(Self.file.variable).flatMap { $0.isEmpty ? nil : $0 }
    for (index, argument) in arguments.enumerated() where Self.names(argument, Self.file) {
      let inline = argument.dropFirst(Self.file.flag.count + 1)
      path = inline.isEmpty ? arguments.dropFirst(index + 1).first : String(inline)
    }
    return path
  }

  private static func names(_ argument: String, _ option: Option) -> Bool {
    argument == option.flag || argument.hasPrefix(option.flag + "=")
  }

  // MARK: The file

  private func contents(of path: String, _ options: [Option]) throws(CommandFailure) -> Layer {
    let members = try members(of: path)
    let keys = Set(options.map(\.key))
    if let unknown = members.keys.sorted().first(where: { !keys.contains($0) }) {
      throw Self.refusal(
        path, "'\(unknown)' is no option; there are \(options.map(\.key).sorted().joined(separator: ", "))")
    }
    var layer: Layer = []
    for option in options {
      guard let value = members[option.key] else { continue }
      layer.append((option, try Self.texts(value, option, path)))
    }
    return layer
  }

  private func members(of path: String) throws(CommandFailure) -> [String: JSONValue] {
    let bytes: [UInt8]
    do {
      bytes = try read(path)
    } catch {
      throw CommandFailure(
        status: error.exitStatus == .noPermission ? .noPermission : .noInput,
        message: "the configuration \(path) cannot be read (\(error)); give the path of a file with --config")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Self.refusal(path, "it is not valid UTF-8") }
    do {
      guard let members = try JSONValue(parsing: bytes).members else {
        throw Self.refusal(path, "it is not an object such as {\"device\": \"/dev/ttyUSB0\"}")
      }
      return members
    } catch let error as JSONError {
      let before = bytes[..<error.offset]
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
      throw Self.refusal("\(path), line \(line), column \(column)", error.problem)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw Self.refusal(path, "\(error)")
    }
  }

  private static func texts(_ value: JSONValue, _ option: Option, _ path: String) throws(CommandFailure) -> [String] {
    switch value {
    case .string(let text), .number(let text): return [text]
    case .array(let elements) where option.isList:
      let texts = elements.compactMap(\.string)
      if texts.count == elements.count { return texts }
    default: break
    }
    throw refusal(
      path,
      "'\(option.key)' is \(value.kind); give \(option.isList ? "texts such as \"acc_unit=g\"" : "a text or a number")")
  }

  private static func refusal(_ place: String, _ problem: String) -> CommandFailure {
    CommandFailure(status: .badData, message: "the configuration \(place): \(problem)")
  }
}
