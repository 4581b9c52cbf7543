public import Glibc
import IMUIngest
import Synchronization

/// A run of the real program, or of another one.
public final class Program {
  /// The program that was built together with the tests.
  public static let path: String = {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      readlink("/proc/self/exe", bytes.baseAddress!, bytes.count)
    }
    let test = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return test.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/repcounterd"
  }()

  /// The process.
  public let processID: pid_t
  /// What it writes to standard output.
  public let output: LineReader
  /// What it writes to standard error.
  public let errors: LineReader
  private var status: CInt?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - path: the program; ours unless given.
  ///   - environment: the whole environment as `NAME=value`.
  ///   - terminal: a terminal for standard input and output instead of nothing and a pipe.
  ///   - input: a descriptor for standard input, which stays the caller's.
  public init(
    _ arguments: [String], path: String = Program.path, environment: [String] = ["PATH=/usr/bin:/bin"],
    terminal: String? = nil, input: CInt? = nil
  ) {
    let started = Self.starting.withLock { _ in Self.start([path] + arguments, environment, terminal, input) }
    processID = started.process
    output = LineReader(descriptor: started.output)
    errors = LineReader(descriptor: started.errors)
  }

  /// Programs are started one at a time, so that none gets a pipe of another before it is marked as not to be handed on.
  private static let starting = Mutex(())

  private static func start(
    _ command: [String], _ environment: [String], _ terminal: String?, _ input: CInt?
  ) -> (process: pid_t, output: CInt, errors: CInt) {
    let (outputReader, outputWriter) = makePipe()
    let (errorReader, errorWriter) = makePipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal ?? "/dev/null", O_RDWR | O_NOCTTY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, terminal == nil ? outputWriter : STDIN_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errorWriter, STDERR_FILENO)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      close(outputWriter)
      close(errorWriter)
    }
    var process = pid_t()
    let texts = command.map { strdup($0) }
    let variables = (environment + sanitizerOptions).map { strdup($0) }
    defer { for text in texts + variables { free(text) } }
    let result = posix_spawn(&process, command[0], &actions, nil, texts + [nil], variables + [nil])
    guard result == 0 else { fatalError("\(command[0]) cannot be started: \(String(cString: strerror(result)))") }
    return (process, outputReader, errorReader)
  }

  deinit {
    guard status == nil else { return }
    kill(processID, SIGKILL)
    var ignored: CInt = 0
    waitpid(processID, &ignored, 0)
  }

  /// Reads standard error up to a line that contains a text.
  ///
  /// - Returns: whether there was one before the end.
  /// - Throws: ``TimedOut``.
  public func says(_ text: String) throws -> Bool {
    while let line = try errors.next() {
      if line.contains(text) { return true }
    }
    return false
  }

  /// Processor time that it has used so far, seconds.
  public var processorTime: Double {
    // Fields 14 and 15 of /proc/PID/stat, user and system time in ticks; the name, which may hold blanks, ends with `)`.
    guard let line = text(ofFile: "/proc/\(processID)/stat"), let end = line.lastIndex(of: ")") else { return 0 }
    let fields = line[end...].split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
    return (user + system) / Double(sysconf(CInt(_SC_CLK_TCK)))
  }

  /// Sends a signal.
  public func signal(_ number: CInt) {
    if status == nil { kill(processID, number) }
  }

  /// Waits for the end.
  ///
  /// - Returns: the exit status; the negative number of the signal that ended it.
  /// - Throws: ``TimedOut``.
  @discardableResult
  public func wait(within seconds: Double = patience) throws -> Int {
    var status = self.status ?? 0
    if self.status == nil {
      guard becomes(within: seconds, { waitpid(processID, &status, WNOHANG) == processID }) else {
        throw TimedOut("the program has not ended")
      }
      self.status = status
    }
    let signal = Int(status & 0x7F)
    return signal == 0 ? Int(status >> 8 & 0xFF) : -signal
  }

  /// Runs a program to its end.
  public static func run(
    _ arguments: [String], environment: [String] = ["PATH=/usr/bin:/bin"]
  ) throws -> (status: Int, output: String, errors: String) {
    let program = Program(arguments, environment: environment)
    let output = try program.output.rest()
    let errors = try program.errors.rest()
    return (try program.wait(), output, errors)
  }

  private static func makePipe() -> (reader: CInt, writer: CInt) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { fatalError("no pipe can be made") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
