import RepDetector

/// Something that the history keeps, with its place and time.
struct HistoryEntry: Equatable, Sendable {
  /// What is kept.
  enum Content: Equatable, Sendable {
    /// A session began, with the counts where it goes on and what is aimed at.
    case started(SideCounts, target: SideCounts)
    /// The session is over.
    case ended(SideCounts)
    /// Reps are not counted, or counted again.
    case paused(Bool)
    /// Other numbers of reps are aimed at.
    case target(SideCounts)
    /// A rep, from a sensor, with the swing angle of its time.
    case rep(RepEvent, device: DeviceKey?, curve: AngleCurve? = nil)
    /// A set is over.
    case set(SetEvent)
    /// A count was set right; with the set that was open, and its reps now.
    case correction(CorrectionEvent, openSet: Int?, repsInSet: Int?)
    /// A sensor delivers.
    case device(DeviceEvent)
    /// A program is followed.
    case program(String)
    /// A hold is over.
    case hold(HoldEvent)
    /// The session is alive.
    case alive
  }

  /// What makes a sensor another one: its path and what it speaks.
  struct DeviceKey: Equatable, Sendable {
    /// The device's path.
    let path: String
    /// Name of the wire protocol; empty where it is not known.
    let wire: String
  }

  /// The session's id; nil for what belongs to none.
  let session: String?
  /// The place of a rep or correction in its session, from 1; 0 for anything else.
  let number: Int
  /// When it was said.
  let time: Timestamp
  /// When it was said by the machine's own clock; nil where that is not known.
  let bootTime: BootTime?
  /// What is kept.
  let content: Content

  /// Makes an entry.
  init(session: String?, number: Int = 0, time: Timestamp, bootTime: BootTime?, content: Content) {
    self.session = session
    self.number = number
    self.time = time
    self.bootTime = bootTime
    self.content = content
  }

  /// Whether a client is told of it only once it is on the disk: what nobody can do again.
  var isPrecious: Bool {
    switch content {
    case .rep, .correction, .started, .ended: true
    case .paused, .target, .set, .device, .program, .hold, .alive: false
    }
  }
}
