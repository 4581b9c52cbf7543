/// Swings of which nothing more can come: looked at when all of the motion that measures them was there, and no reps.
///
/// An arm that rests at the bottom offers the same swings again and again. A few of the newest are remembered; memory is
/// allocated once.
struct RejectedSwings {
  /// Where a swing has its bottom, top and low in the track, which is all that its shape depends on.
  private struct Place: Equatable {
    var bottom = -1
    var top = -1
    var low = -1

    init() {}

    init(_ swing: TurningPoints.Swing) {
      bottom = swing.bottom.position
      top = swing.top.position
      low = swing.low.position
    }
  }

  /// Twice as many as a list of swings holds: those, and what was followed back from them.
  private static let capacity = 16

  private var places = [Place](repeating: Place(), count: capacity)
  private var distances = [Double](repeating: 0, count: capacity)
  private var next = 0

  /// How far from a rep a swing was that is one of them; nil for any other.
  func distance(of swing: TurningPoints.Swing) -> Double? {
    let place = Place(swing)
    for i in places.indices where places[i] == place { return distances[i] }
    return nil
  }

  /// Adds a swing, over the oldest one.
  mutating func insert(_ swing: TurningPoints.Swing, distance: Double) {
    places[next] = Place(swing)
    distances[next] = distance
    next = (next + 1) % Self.capacity
  }

  /// Forgets all: what convinces has changed.
  mutating func removeAll() {
    for i in places.indices { places[i] = Place() }
  }
}
