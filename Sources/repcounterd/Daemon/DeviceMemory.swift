import FoundationEssentials
import IMUIngest

/// What worked for each sensor, kept over restarts so that it is tried first.
///
/// A sensor is known by its name in `/dev/serial/by-id`, which its USB serial number is part of, else by its path. A value;
/// ``load(_:)`` and ``save(to:)`` do the reading and writing.
struct DeviceMemory: Equatable, Sendable {
  /// What worked for a sensor.
  struct Entry: Codable, Equatable, Sendable {
    /// Name of the wire that it spoke.
    var wire: String
    /// Rate at which it was heard, bits per second.
    var baud: Int?
    /// How often a second it is asked, where it sends nothing unasked; nil for as often as is possible.
    var pollRate: Double?

    private enum CodingKeys: String, CodingKey {
      case wire
      case baud
      case pollRate = "poll_hz"
    }
  }

  /// Name of the file in the state folder.
  static let fileName = "devices.json"
  /// Most sensors that are kept in mind.
  static let capacity = 256

  private(set) var entries: [String: Entry] = [:]

  /// What is known of a sensor.
  subscript(name: String) -> Entry? { entries[name] }

  /// Takes note of what worked.
  ///
  /// - Returns: whether that is new.
  mutating func note(_ entry: Entry, for name: String) -> Bool {
    guard entries[name] != entry, entries[name] != nil || entries.count < Self.capacity else { return false }
    entries[name] = entry
    return true
  }

  /// Reads a file; empty where there is none or it is not understood, for it can be learned again.
  static func load(_ path: String) -> DeviceMemory {
    guard
      let data = FileManager.default.contents(atPath: path),
      let entries = try? JSONDecoder().decode([String: Entry].self, from: data)
    else { return DeviceMemory() }
    return DeviceMemory(entries: entries)
  }

  /// Writes a file, whole or not at all; its folder is made where it is missing.
  func save(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    StateFolder.makeFolders(of: path)
    let data = try encoder.encode(entries)
    try data.write(to: URL(filePath: path), options: .atomic)
  }
}
