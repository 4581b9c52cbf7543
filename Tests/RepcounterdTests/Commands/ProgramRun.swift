import Dispatch
import Glibc
import TestSupport

/// One run of the program that was built beside the tests.
struct ProgramRun {
  /// The exit status; 128 and the signal's number where a signal ended it.
  let status: Int32
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let complaint: String

  /// The lines of standard output.
  var lines: [Substring] { output.split(separator: "\n") }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - input: path of what stands on standard input.
  init(_ arguments: [String], input: String = "/dev/null") async {
    self = await Self.run(Self.program, arguments, input: input)
  }

  /// Runs a line of shell in which `"$0"` is the program, to its end.
  static func shell(_ line: String, _ arguments: [String] = []) async -> ProgramRun {
    await run("/bin/sh", ["-c", line, program] + arguments, input: "/dev/null")
  }

  /// Waits on a thread of its own, so that tests that run meanwhile are not held up.
  private static func run(_ executable: String, _ arguments: [String], input: String) async -> ProgramRun {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(returning: ProgramRun(executable: executable, arguments, input: input))
      }
    }
  }

  private init(executable: String, _ arguments: [String], input: String) {
    let folder = TemporaryFolder()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, folder.file("out"), O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, folder.file("err"), O_WRONLY | O_CREAT, 0o600)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let words = ([executable] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    guard posix_spawn(&process, executable, &actions, nil, words + [nil], environ) == 0 else {
      fatalError("\(executable) cannot be run")
    }
    var result: Int32 = 0
    while waitpid(process, &result, 0) == -1, errno == EINTR {}
    let signal = result & 0x7F
    status = signal == 0 ? (result >> 8) & 0xFF : 128 + signal
    output = text(ofFile: folder.file("out")) ?? ""
    complaint = text(ofFile: folder.file("err")) ?? ""
  }

  /// The program stands in the folder of the tests' own executable.
  private static let program: String = {
    let own = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
      count = max(0, readlink("/proc/self/exe", buffer.baseAddress!, buffer.count))
    }
    let path = String(decoding: own.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/repcounterd"
  }()
}
