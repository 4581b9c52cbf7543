import Testing

/// A made-up stream of one wire, frame by frame, by which cuts, damage and detection are tested.
struct WireStream: Sendable, CustomTestStringConvertible {
  /// The wire's name.
  let wire: String
  /// What kind of stream of that wire it is.
  let variant: String
  /// The frames (or lines) in order.
  let frames: [[UInt8]]
  /// For each sample the frames that must be whole for it to come out.
  let parts: [[Int]]

  /// All bytes.
  var bytes: [UInt8] { frames.flatMap(\.self) }
  var testDescription: String { "\(wire) \(variant)" }

  /// Makes a stream where each step of the motion gives some frames and one sample that needs some of them.
  ///
  /// - Parameters:
  ///   - steps: how many steps of motion.
  ///   - needs: which of the step's frames its sample needs.
  ///   - frames: the frames of a step.
  init(
    _ wire: String, _ variant: String = "", steps: Int = 40, needs: [Int] = [0],
    frames: (_ step: Int, _ motion: Motion) -> [[UInt8]]
  ) {
    self.wire = wire
    self.variant = variant
    var all: [[UInt8]] = []
    var parts: [[Int]] = []
    for (step, motion) in Motion.swings(steps).enumerated() {
      parts.append(needs.map { all.count + $0 })
      all += frames(step, motion)
    }
    self.frames = all
    self.parts = parts
  }

  /// One stream at least of every wire.
  static let all: [WireStream] = witMotion + text

  private static let witMotion = [
    WireStream("witmotion", "four frames", needs: [0, 1]) { _, motion in WitMotionEncoder.burst(motion) },
    WireStream("witmotion", "with time", needs: [1, 2]) { step, motion in
      let time = WitMotionEncoder.frame(0x50, [0x0619, 0x081E, 0x2A0F, Int16(10 * step)])
      return [time] + WitMotionEncoder.burst(motion)
    },
    WireStream("witmotion", "two frames", needs: [0, 1]) { _, motion in Array(WitMotionEncoder.burst(motion)[..<2]) },
  ]

  private static let text = [
    WireStream("text", "pairs") { step, motion in [TextEncoder.pairs(step, motion)] },
    WireStream("text", "JSON") { step, motion in [TextEncoder.json(step, motion)] },
    WireStream("text", "Teleplot", needs: Array(0..<6)) { _, motion in TextEncoder.teleplot(motion) },
    WireStream("text", "Razor", needs: [0, 2]) { _, motion in TextEncoder.razor(motion) },
    WireStream("text", "Razor YPRAG") { _, motion in [TextEncoder.yawPitchRoll(motion)] },
    WireStream("text", "Adafruit") { _, motion in [TextEncoder.uni(motion)] },
    WireStream("text", "CSV") { step, motion in [TextEncoder.row(step, motion)] },
  ]
}
