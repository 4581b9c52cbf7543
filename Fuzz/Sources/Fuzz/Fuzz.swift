import Glibc

/// `Fuzz TARGET [OPTION...] [CORPUS...]`: runs one target under libFuzzer; the options are libFuzzer's own.
///
/// `Fuzz` alone lists the targets.
@main
enum Fuzz {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, let target = FuzzTarget.named(arguments[1]) else {
      for target in FuzzTarget.all { print(target.name) }
      exit(arguments.count > 1 ? EX_USAGE : EXIT_SUCCESS)
    }
    chosen = target
    // libFuzzer reads the program's name and its own options.
    var count = CInt(arguments.count - 1)
    var values: [UnsafeMutablePointer<CChar>?] =
      ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) } + [nil]
    values.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      exit(runDriver(&count, &start, testOneInput))
    }
  }
}

/// The target of this run.
nonisolated(unsafe) private var chosen: FuzzTarget?

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  chosen?.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// libFuzzer's own main function (FuzzerInterface.h).
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
