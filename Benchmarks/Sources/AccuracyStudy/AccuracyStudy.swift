import ArgumentParser
import BenchmarkSupport
import IMUIngest

/// Counts simulated sessions and says how well.
@main
struct AccuracyStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Counts simulated sessions and says how well.",
    discussion: """
      Prints one table, or with --update writes all tables and figures of a document anew: a table stands between the
      comments '<!-- table presets 50 -->' or '<!-- table random 2000 -->' and '<!-- end of table -->'; the figures go
      into the folder 'figures' beside the document.
      """)

  @Option(help: "A kind of session, 'presets' for all but random ones, or 'random'.")
  var scenario = "random"

  @Option(help: "Sessions of each kind.")
  var sessions = 2000

  @Option(help: "The seed of the first session.")
  var firstSeed: UInt64 = 1

  @Flag(help: "Name each session that was not counted exactly.")
  var failures = false

  @Option(help: "Write the tables and figures of this document anew.")
  var update: String?

  func run() throws {
    if let update {
      try updateDocument(update)
    } else {
      let study = try Study(scenario: scenario, sessions: sessions, firstSeed: firstSeed, showsFailures: failures)
      print(study.table)
    }
  }

  private func updateDocument(_ path: String) throws {
    var document = try TableDocument(path: path)
    var kinds: [StudyRow] = []
    try document.replaceTables { (name, sessions) in
      let study = try Study(scenario: name, sessions: sessions, firstSeed: firstSeed, showsFailures: failures)
      if name == "presets" { kinds = study.rows }
      return study.table
    }
    try document.write()
    let folder = document.folder + "/figures"
    try TextFile.makeFolder(folder)
    try TextFile.write(try AngleFigure().svg, to: folder + "/angle.svg")
    try TextFile.write(RangeErrorFigure(kinds: kinds).svg, to: folder + "/rom-error.svg")
  }
}
