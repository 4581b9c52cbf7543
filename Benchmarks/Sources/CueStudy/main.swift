// Has simulated wearers coached, most of them with one mistake, and prints how well each cue tells who makes it.
//
// usage: CueStudy [--sets N] [--first-seed N] [--failures]

import ArgumentParser
import Coach
import IMUIngest

/// What a cue did over all sets.
struct CueRow {
  var made = 0
  var told = 0
  var falselyTold = 0

  /// Share of the sets in which it was told that had the mistake; nil where it was never told.
  var precision: Double? { told + falselyTold > 0 ? Double(told) / Double(told + falselyTold) : nil }
  /// Share of the sets with the mistake in which it was told; nil where nobody made it.
  var recall: Double? { made > 0 ? Double(told) / Double(made) : nil }
}

struct CueStudy: ParsableCommand {
  @Option(help: "Sets, half of them of each side.") var sets = 200
  @Option(help: "The first session's seed.") var firstSeed: UInt64 = 1
  @Flag(help: "Name the sets that went wrong.") var failures = false

  /// Share of the opening given back under which a closing is short: what the detector calls short, less what it errs by.
  private static let shortReturn = 0.82
  /// Counted reps that a set needs to show anything.
  private static let fewestReps = 4
  /// Shares that are neither.
  private static let undecided = 0.82...0.88

  func run() throws {
    var rows: [Cue.Code: CueRow] = [:]
    var (praised, good, breathless, undecided) = (0, 0, 0, 0)
    let sessions = sets / 2
    for number in 0..<sessions {
      // Half of the wearers make no mistake.
      let mistakes = Mistake.allCases.filter { $0 != .none }
      let mistake = number % 2 == 0 ? Mistake.none : mistakes[number / 2 % mistakes.count]
      let seed = firstSeed + UInt64(number)
      let session = try CoachedSession(try mistake.session(seed: seed, reps: 8 + number % 3))
      breathless += session.breathless
      for (index, cues) in session.sets.enumerated() where session.counts[index] >= Self.fewestReps {
        // Sides are compared when both have done a set.
        let share = index < session.returns.count ? session.returns[index] : 1
        let isMade = { (code: Cue.Code) in
          // A closing that gives back nine tenths is no mistake, whatever was planned; one in between decides nothing.
          code == .notAllTheWayBack
            ? share < Self.shortReturn : mistake.cue == code && (code != .sidesDiffer || index == 1)
        }
        for code in Mistake.allCases.compactMap(\.cue) {
          if code == .notAllTheWayBack, Self.undecided ~= share {
            undecided += 1
            continue
          }
          let isTold = cues.contains { $0.code == code }
          if isMade(code) { rows[code, default: CueRow()].made += 1 }
          if isTold, isMade(code) { rows[code, default: CueRow()].told += 1 }
          if isTold, !isMade(code) { rows[code, default: CueRow()].falselyTold += 1 }
          if failures, isTold != isMade(code) {
            print("seed \(seed), \(mistake.rawValue), set \(index + 1): \(code.rawValue) \(isTold ? "told" : "missed")")
          }
        }
        if mistake == .none {
          good += 1
          if cues.contains(where: { $0.code == .good }) { praised += 1 }
        }
      }
    }
    print("| cue | sets with the mistake | told in | told falsely in | precision | recall |")
    print("| --- | --- | --- | --- | --- | --- |")
    for code in Mistake.allCases.compactMap(\.cue) {
      let row = rows[code] ?? CueRow()
      print(
        "| `\(code.rawValue)` | \(row.made) | \(row.told) | \(row.falselyTold) | \(Self.percent(row.precision)) "
          + "| \(Self.percent(row.recall)) |")
    }
    print("\n\(praised) of \(good) sets without a mistake were praised; \(breathless) reps in a row were spoken of.")
    print("\(undecided) sets whose least return lay within 3 % of the limit were not asked about it.")
  }

  private static func percent(_ share: Double?) -> String {
    guard let share else { return "-" }
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}

CueStudy.main()
