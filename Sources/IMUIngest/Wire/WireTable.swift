/// All wire protocols that the program speaks, one row each.
public enum WireTable {
  /// The rows, in the order in which they are listed to the user.
  public static let all: [WireProtocol] = [
    WireProtocol(
      name: "witmotion",
      summary: "WitMotion 11-byte frames: WT61, JY61, WT901, JY901, HWT901B, HWT905, BWT901CL and clones",
      baudRates: [115_200, 9600, 921_600, 460_800, 230_400, 57_600, 38_400, 19_200, 4800],
      evidence: WireEvidence(check: .sum8, frames: 4),
      format: { WitMotionFormat() }
    ),
    WireProtocol(
      name: TextDecoder.name,
      summary: "lines of text: CSV, key:value, JSON, Teleplot, Adafruit Uni: and Raw:, Razor",
      baudRates: [115_200, 9600, 57_600, 230_400, 38_400, 19_200],
      optionKeys: TextConfiguration.keys,
      evidence: WireEvidence(
        check: .none, frames: nil, run: 5, coverage: 0.25, believesEmptyFrames: false, scaleMayDiffer: true)
    ) { (options) throws(WireOptionError) in try TextDecoder(options: options) },
  ]

  /// The row of a name, or nil.
  public static func named(_ name: String) -> WireProtocol? {
    all.first { $0.name == name }
  }
}
