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

  /// Which other frame's damage costs a sample too.
  let needsNeighbour: Neighbour

  /// A frame beside another.
  enum Neighbour {
    /// None: a checksum stands for each frame.
    case none
    /// The one behind: its header confirms the frame.
    case next
    /// The one before: its end is the frame's beginning.
    case previous
  }

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
    _ wire: String, _ variant: String = "", steps: Int = 40, needs: [Int] = [0], needsNeighbour: Neighbour = .none,
    frames: (_ step: Int, _ motion: Motion) -> [[UInt8]]
  ) {
    self.wire = wire
    self.variant = variant
    self.needsNeighbour = needsNeighbour
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
  static let all: [WireStream] = witMotion + text + others

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
    WireStream("text", "Adafruit's axes", needs: [0, 1]) { _, motion in TextEncoder.axes(motion) },
    WireStream("text", "CSV") { step, motion in [TextEncoder.row(step, motion)] },
  ]

  private static let others = [
    WireStream("witmotion61", needsNeighbour: .next) { _, motion in [WitMotion61Encoder.frame(motion)] },
    WireStream("bno08x-rvc") { step, motion in [BNO08xEncoder.frame(240 + step, motion)] },
    WireStream("ximu3", "binary", needsNeighbour: .previous) { step, motion in
      [XIMU3Encoder.binary(10_000 * step, motion)]
    },
    WireStream("ximu3", "text", needsNeighbour: .previous) { step, motion in [XIMU3Encoder.text(10_000 * step, motion)]
    },
    WireStream("xsens") { step, motion in [XsensEncoder.measurement(step, ticks: UInt32(100 * step), motion)] },
    WireStream("xsens", "long") { step, motion in
      [XsensEncoder.measurement(step, ticks: UInt32(100 * step), motion, padding: 40)]
    },
    WireStream("mavlink", "RAW_IMU", needs: [0]) { step, motion in
      [MAVLinkEncoder.raw(10 * step, motion), step % 10 == 0 ? MAVLinkEncoder.heartbeat() : MAVLinkEncoder.attitude()]
    },
    WireStream("mavlink", "SCALED_IMU") { step, motion in
      [MAVLinkEncoder.scaled(UInt32(10 * step), motion, signed: step % 2 == 0)]
    },
    WireStream("mavlink", "HIGHRES_IMU") { step, motion in [MAVLinkEncoder.highres(10 * step, motion)] },
    WireStream("msp", "version 1") { _, motion in [MSPEncoder.version1(102, MSPEncoder.raw(motion))] },
    WireStream("msp", "version 2") { _, motion in [MSPEncoder.version2(102, MSPEncoder.raw(motion))] },
    WireStream("mip") { step, motion in [MIPEncoder.measurement(step, motion)] },
    WireStream("vectornav") { step, motion in [VectorNavEncoder.measurement(step, motion)] },
    WireStream("vectornav-ascii") { _, motion in [VectorNavEncoder.yawPitchRoll(motion)] },
    WireStream("vectornav-ascii", "CRC") { _, motion in [VectorNavEncoder.yawPitchRoll(motion, wideSum: true)] },
    WireStream("hipnuc", "91") { step, motion in [HiPNUCEncoder.floats(UInt32(10 * step), motion)] },
    WireStream("hipnuc", "83") { step, motion in [HiPNUCEncoder.items(UInt64(10_000 * step), motion)] },
    WireStream("hipnuc", "old tags") { _, motion in [HiPNUCEncoder.oldTags(motion)] },
  ]
}
