import SpatialMath

/// The recent motion at a steady, modest rate: what a swing is judged by when it is over.
///
/// A ring of fixed capacity; memory is allocated once. Positions count up for ever and stay valid until they are
/// overwritten.
struct MotionTrack {
  /// One instant.
  struct Entry {
    /// Stream time, seconds.
    var time = 0.0
    /// Mount frame to earth, unit.
    var orientation = Quaternion.identity
    /// Mean angular rate since the entry before, rad/s, earth frame, from the orientations themselves.
    var rate = Vector3.zero
    /// Mean specific force since the entry before, m/s², earth frame.
    var force = Vector3.zero
    /// What happened to the samples since the entry before.
    var faults = SignalFaults()
    /// Sum of all rotation vectors since the stream began, radians, earth frame; filled in by the track.
    fileprivate(set) var turned = Vector3.zero
    /// Sum of their sizes, radians; filled in by the track.
    fileprivate(set) var path = 0.0

    /// The vertical in the mount frame, unit.
    var up: Vector3 { orientation.rows.z }
  }

  /// Seconds between entries, taken as the nearest number of samples: fine enough for reps of 0.9 s, and half as dear as
  /// twice as fine.
  ///
  /// At 50, 100 and 200 samples a second far from where that number changes with a clock's error.
  static let period = 0.027
  /// Entries kept, a power of two: more than a minute, longer than any rep with its hold.
  static let capacity = 4096

  /// Seconds that are kept at least: entries are nearest to each other where the number is one.
  static let seconds = period * Double(capacity) / 1.5

  private var entries = [Entry](repeating: Entry(), count: capacity)
  /// Position of the next entry.
  private(set) var end = 0

  /// Position of the oldest entry kept.
  var start: Int { max(0, end - Self.capacity) }
  /// The newest entry.
  var last: Entry { self[end - 1] }
  /// Stream time of the newest entry, seconds.
  private(set) var lastTime = -Double.infinity
  /// Whether nothing was appended yet.
  var isEmpty: Bool { end == 0 }

  /// The entry at a position between ``start`` and ``end``.
  subscript(position: Int) -> Entry { entries[position & (Self.capacity - 1)] }

  /// Appends an entry, over the oldest one where the ring is full.
  @inline(__always)
  mutating func append(_ entry: Entry) {
    let slot = end & (Self.capacity - 1)
    // Field by field, since a whole entry would be put together elsewhere and copied.
    entries[slot].time = entry.time
    entries[slot].orientation = entry.orientation
    entries[slot].rate = entry.rate
    entries[slot].force = entry.force
    entries[slot].faults = entry.faults
    if !isEmpty {
      let last = (end - 1) & (Self.capacity - 1)
      let step = entry.rate * (entry.time - lastTime)
      entries[slot].turned = entries[last].turned + step
      entries[slot].path = entries[last].path + step.norm
    }
    end += 1
    lastTime = entry.time
  }

  /// The sum of the rotation vectors after one position up to another, radians, earth frame, and the sum of their sizes.
  func turn(after first: Int, through last: Int) -> (sum: Vector3, path: Double) {
    (self[last].turned - self[first].turned, self[last].path - self[first].path)
  }
}
