import Glibc

/// A program that runs beside the study and is ended with it.
final class Process {
  let id: pid_t

  init(_ command: [String]) {
    var id = pid_t()
    let arguments = command.map { strdup($0) } + [nil]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    guard posix_spawn(&id, command[0], &actions, nil, arguments, environ) == 0 else {
      fatalError("\(command[0]) cannot be started")
    }
    self.id = id
  }

  deinit {
    kill(id, SIGTERM)
    var status: CInt = 0
    waitpid(id, &status, 0)
  }

  /// Processor time so far, seconds (proc(5): fields 14 and 15 of `stat`).
  var processorTime: Double {
    let fields = Self.read("/proc/\(id)/stat").split(separator: ") ").last?.split(separator: " ") ?? []
    return [11, 12].reduce(0.0) { $0 + (Double(fields[$1]) ?? 0) } / Double(sysconf(CInt(_SC_CLK_TCK)))
  }

  /// Resident memory and the part of it that no other program shares, MB.
  var memory: (resident: Double, own: Double) {
    let rollup = Self.read("/proc/\(id)/smaps_rollup").split(separator: "\n")
    func sum(_ names: [String]) -> Double {
      rollup.reduce(0) { sum, line in
        let fields = line.split(separator: " ")
        return names.contains { line.hasPrefix($0) } ? sum + (Double(fields[1]) ?? 0) : sum
      } / 1000
    }
    return (sum(["Rss:"]), sum(["Private_Clean:", "Private_Dirty:"]))
  }

  private static func read(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
  }
}
