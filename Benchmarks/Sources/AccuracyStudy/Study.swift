import BenchmarkSupport
import IMUIngest

/// Many sessions, counted and scored in groups.
struct Study {
  /// The groups in the order of their names.
  private(set) var rows: [StudyRow] = []
  private var all = StudyRow(name: "all")

  /// Plays and counts the sessions of one kind, of all presets, or random ones.
  init(scenario: String, sessions: Int, firstSeed: UInt64, showsFailures: Bool = false) throws {
    let names =
      scenario == "presets" ? SimulatedScenario.presets.map(\.name).filter { $0 != "random" } : [scenario]
    var groups: [String: StudyRow] = [:]
    for name in names {
      for k in 0..<sessions {
        let drawn = try SimulatedScenario.preset(name, seed: firstSeed + UInt64(k))
        let score = try SessionScore(drawn)
        all.add(score)
        for group in Self.groups(of: drawn) { groups[group, default: StudyRow(name: group)].add(score) }
        if showsFailures, !score.isExact || score.wrongSide > 0 { print(score.failure) }
      }
    }
    rows = groups.values.sorted { $0.name < $1.name }
  }

  /// The table of all groups, and below it what it leaves aside.
  var table: String {
    let below = all.clippedLine.map { ["", $0] } ?? []
    return ([StudyRow.header] + rows.map(\.line) + [all.line] + below).joined(separator: "\n")
  }

  /// The groups in which a session is counted.
  private static func groups(of scenario: SimulatedScenario) -> [String] {
    guard scenario.name == "random" else { return [scenario.name] }
    var names: [String] = []
    let sensor = scenario.sensor
    names.append(sensor.rate <= 25 ? "20 to 25 Hz" : sensor.rate <= 50 ? "50 Hz" : "100 Hz and more")
    names.append(scenario.mount.declaration == "unknown" ? "mount unknown" : "mount known")
    if !sensor.hasGyro { names.append("no gyroscope") }
    let narrow = min(scenario.left.rangeDegrees, scenario.right.rangeDegrees)
    names.append(narrow < 60 ? "ranges under 60 degrees" : "ranges of 60 degrees and more")
    let quick = min(scenario.left.openSeconds.lowerBound, scenario.right.openSeconds.lowerBound)
    names.append(quick < 1 ? "openings under 1 s" : quick > 4 ? "openings over 4 s" : "openings of 1 to 4 s")
    return names
  }
}
