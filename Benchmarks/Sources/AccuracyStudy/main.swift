// Counts simulated sessions and prints how well, as the table in docs/accuracy.md.
//
// usage: AccuracyStudy [--sessions N] [--first-seed N] [--scenario NAME|presets] [--failures]

import BenchmarkSupport
import IMUIngest
import RepDetector

var sessions = 2000
var firstSeed: UInt64 = 1
var scenario = "random"
var showsFailures = false
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--sessions": sessions = arguments.popFirst().flatMap { Int($0) } ?? sessions
  case "--first-seed": firstSeed = arguments.popFirst().flatMap { UInt64($0) } ?? firstSeed
  case "--scenario": scenario = arguments.popFirst() ?? scenario
  case "--failures": showsFailures = true
  default: fatalError("unknown argument '\(argument)'")
  }
}

/// The groups in which a session of a scenario is counted.
func groups(of scenario: SimulatedScenario) -> [String] {
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

let names = scenario == "presets" ? SimulatedScenario.presets.map(\.name).filter { $0 != "random" } : [scenario]
var rows: [String: StudyRow] = [:]
var order: [String] = []
var all = StudyRow(name: "all")
for name in names {
  for k in 0..<sessions {
    let seed = firstSeed + UInt64(k)
    let drawn = name == "random" ? SimulatedScenario.random(seed: seed) : try SimulatedScenario.preset(name, seed: seed)
    let score = try SessionScore(drawn)
    all.add(score)
    for group in groups(of: drawn) {
      if rows[group] == nil { order.append(group) }
      rows[group, default: StudyRow(name: group)].add(score)
    }
    if showsFailures, !score.isExact || score.wrongSide > 0 {
      print(
        "\(name) seed \(seed): \(score.missed.count) missed \(score.missed.prefix(3).map { fixed($0.start, 1) }), \(score.falseReps.count) false \(score.falseReps.prefix(3).map { fixed($0.start, 1) }), \(score.wrongSide) wrong side, of \(score.truthReps)"
      )
    }
  }
}
print(StudyRow.header)
for name in order.sorted() { print(rows[name]!.line) }
print(all.line)
