import ArgumentParser

/// Measures the daemon as its users meet it: the real program, a pseudo-terminal for a sensor, its socket.
@main
struct DaemonStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure start, latency, loss, memory and processor time of the daemon.",
    subcommands: [Study.self, EchoDaemon.self], defaultSubcommand: Study.self)
}
