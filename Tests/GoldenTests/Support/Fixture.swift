import FoundationEssentials
import Testing

/// A recording of the simulated wearer, with what really happened and what the program says about it.
struct Fixture: Sendable, CustomTestStringConvertible {
  /// The file of the recording: `NAME.csv` or `NAME.<wire>.bin`.
  let file: String

  /// What the recording shows, in a word or two.
  var name: String { String(file.prefix { $0 != "." }) }

  /// The wire of raw bytes; nil for a recording.
  var wire: String? {
    let parts = file.split(separator: ".")
    return parts.last == "bin" && parts.count == 3 ? String(parts[1]) : nil
  }

  var testDescription: String { file }

  /// The path of the recording.
  var path: String { "\(Self.folder)/\(file)" }
  /// The path of the truth.
  var truthPath: String { "\(Self.folder)/\(name).truth.json" }
  /// The path of the golden events.
  var goldenPath: String { "\(Self.folder)/\(name).expected.ndjson" }

  /// The folder of all fixtures.
  static let folder: String = {
    let project = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
    return "\(project)/Fixtures/recordings"
  }()

  /// All recordings in the folder, by name.
  static let all: [Fixture] = files.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".bin") }.map(Fixture.init)

  /// The recordings that are the bytes of a wire.
  static let raw: [Fixture] = all.filter { $0.wire != nil }

  /// All files in the folder, by name.
  static let files: [String] = {
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      fatalError("there is no folder \(folder)")
    }
    return files.sorted()
  }()

  /// The recording of a name.
  static func named(_ name: String) throws -> Fixture {
    try #require(all.first { $0.name == name }, "there is no recording '\(name)'")
  }

  /// What really happened.
  func truth() throws -> Truth {
    try JSONDecoder().decode(Truth.self, from: Data(contents(of: truthPath)))
  }

  /// The golden events as text.
  func golden() throws -> String {
    String(decoding: try contents(of: goldenPath), as: UTF8.self)
  }

  /// The bytes of the recording.
  func bytes() throws -> [UInt8] { try contents(of: path) }

  /// What a wearer would tell the program about the sensor.
  func options() throws -> [String] {
    let truth = try truth()
    return (truth.declaredSide.map { ["--side", $0] } ?? [])
      + (truth.mount == "default" ? [] : ["--mount=\(truth.mount)"])
  }

  private func contents(of path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }
}
