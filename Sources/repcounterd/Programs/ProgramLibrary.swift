import Coach
import Glibc
import IMUIngest

/// The programs that can be asked for: those of the user, those of the machine, those that are built in.
///
/// A program of the user replaces a built-in one of the same name.
struct ProgramLibrary {
  /// A program and where it is from.
  struct Entry {
    /// The program.
    let program: ExerciseProgram
    /// Its file; nil for one that is built in.
    let path: String?
  }

  /// Folders that are searched, the strongest first.
  let folders: [String]

  private static let builtIn = [
    PackageResources.trunk_rotation_yaml, PackageResources.ball_release_yaml, PackageResources.dual_ball_release_yaml,
  ]
  private static let ending = ".yaml"

  /// The library of this process.
  static var process: ProgramLibrary {
    ProgramLibrary(folders: UserFolders.configuration.map { $0 + "/programs" })
  }

  /// Whether a text can be a program's name: lower-case letters, digits and hyphens, so that it is a file's name anywhere.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
      }
  }

  /// Finds a program.
  ///
  /// - Parameter name: its name, or the path of its file, which has a slash or ends in `.yaml`.
  /// - Throws: ``CommandFailure`` with 66 where there is none, 65 where its file is wrong.
  func find(_ name: String) throws(CommandFailure) -> Entry {
    if name.contains("/") || name.hasSuffix(Self.ending) { return try load(name) }
    if let found = try all().first(where: { $0.program.name == name }) { return found }
    let names = try all().map(\.program.name).joined(separator: ", ")
    throw CommandFailure(
      status: .noInput, message: "there is no program '\(name)'; there are \(names), or give the path of a file")
  }

  /// All programs, the built-in ones first.
  func all() throws(CommandFailure) -> [Entry] {
    var entries: [Entry] = []
    for bytes in Self.builtIn {
      entries.append(Entry(program: try ProgramFile.program(bytes, name: "built-in program"), path: nil))
    }
    for folder in folders.reversed() {
      for file in Self.files(in: folder) {
        let entry = try load("\(folder)/\(file)")
        if let place = entries.firstIndex(where: { $0.program.name == entry.program.name }) {
          entries[place] = entry
        } else {
          entries.append(entry)
        }
      }
    }
    return entries
  }

  private func load(_ path: String) throws(CommandFailure) -> Entry {
    Entry(program: try ProgramFile.program(try UserFolders.contents(of: path, what: "program"), name: path), path: path)
  }

  private static func files(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(ending), !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
