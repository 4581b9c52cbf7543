/// What really happened in a simulated session.
///
/// # Instants of a rep
///
/// They are those of the planned movement, without tremor, sway and flesh, at which the arm stands still in the plan:
///
/// - `start`: the opening begins to move away from the bottom. Movements begin with speed and acceleration zero, so the
///   angle is within a thousandth of the range for another 4 to 6 % of the opening's duration.
/// - `top`: the opening's last movement has come to rest at the top; the hold begins. The arm does not rise above it in
///   the rep.
/// - `end`: the closing's last movement has come to rest; a pause or the next opening begins.
///
/// # Range of motion
///
/// `romDegrees` is the swing angle at `top` minus the swing angle at `start`. The swing angle is the rotation of the bone about
/// the trunk's long axis as against gravity: body sway is in it, tremor and the flesh's wobble are not. `netDegrees` is the angle
/// of the whole rotation of the sensor between the same instants, whatever its axis, with everything in it.
public struct SessionTruth: Hashable, Sendable {
  /// One rep.
  public struct Rep: Hashable, Sendable {
    /// The arm.
    public var side: ArmSide
    /// The set, counted from 1 over the session.
    public var set: Int
    /// When the opening leaves the bottom, seconds.
    public var start: Double
    /// When the top is reached, seconds.
    public var top: Double
    /// When the closing is done, seconds.
    public var end: Double
    /// Range of motion, degrees.
    public var romDegrees: Double
    /// Swing angle at the bottom before the opening, degrees.
    public var bottomDegrees: Double
    /// Swing angle at the top, degrees.
    public var topDegrees: Double
    /// Angle of the sensor's whole rotation from bottom to top, degrees.
    public var netDegrees: Double
  }

  /// A swing that looks like a rep and is none.
  public struct Partial: Hashable, Sendable {
    /// Why it is none.
    public var reason: PartialReason
    /// Its numbers, as those of a rep.
    public var swing: Rep
  }

  /// The scenario's name.
  public var name: String
  /// The scenario's seed.
  public var seed: UInt64
  /// Nominal samples a second, Hz.
  public var rate: Double
  /// The arm that is declared to the detector; nil where it must find out.
  public var declaredSide: ArmSide?
  /// What is declared about the mount, as `--mount` takes it.
  public var mount: String
  /// The session's length, seconds.
  public var duration: Double
  /// The reps in order.
  public var reps: [Rep]
  /// The swings that are no reps, in order.
  public var partials: [Partial]
  /// What else was done, in order of its begin.
  public var activities: [SimulatedActivity]
  /// Samples that were lost on the line.
  public var lostSamples: Int
}
