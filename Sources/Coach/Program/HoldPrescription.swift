/// How timed holds on sore spots are prescribed: how many spots, how long, and where on the pain scale.
public struct HoldPrescription: Hashable, Sendable {
  /// The pain scale: 0 is none, 10 the worst that can be imagined.
  public static let scale = 0...10

  /// Spots in a session.
  public var spots = 4
  /// Longest hold of a spot, seconds.
  public var limitSeconds = 90.0
  /// The level to start at.
  public var aim = 6
  /// The level at which a spot is done.
  public var done = 2
  /// The highest level at which it is held; above it the wearer is told to ease off.
  public var highest = 7
  /// Seconds between two times that the level is asked for.
  public var askSeconds = 20.0
  /// Seconds of moving after which the spot counts as left.
  public var leaveSeconds = 10.0

  /// Makes the prescription of the defaults.
  public init() {}
}
