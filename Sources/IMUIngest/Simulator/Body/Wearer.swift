/// One person: dimensions, and how still, how firm and how regular the body is.
public struct Wearer: Hashable, Sendable {
  /// From the spine's axis of rotation to the shoulder joint, sideways, metres.
  public var shoulderBreadth = 0.18
  /// From the spine's axis to the shoulder joint, toward the belly, metres.
  public var shoulderDepth = 0.03
  /// From the shoulder joint to the sensor along the upper arm, metres.
  public var sensorReach = 0.27
  /// From the axis of the upper arm out to the sensor, metres.
  public var sensorStandoff = 0.045
  /// Share of a swing that the trunk does, 0.3 to 0.7; the shoulder joint does the rest.
  public var trunkShare = 0.45
  /// Middle of the tremor's band, Hz; 4 to 12.
  public var tremorFrequency = 8.0
  /// Root mean square of the tremor's angular rate about each axis, rad/s.
  public var tremorRate = 0.02
  /// Root mean square of the slow sway of the trunk about each axis, radians.
  public var swayAngle = 0.008
  /// Root mean square of the slow sway of the trunk along each axis, metres.
  public var swayDistance = 0.005
  /// Breaths a second, Hz.
  public var breathingFrequency = 0.28
  /// How far the chest moves with each breath, metres, from the middle.
  public var breathingDepth = 0.004
  /// Frequency at which the sensor wobbles on the flesh of the arm, Hz; softer flesh is slower.
  public var tissueFrequency = 9.0
  /// Damping of that wobble as a share of the critical one.
  public var tissueDamping = 0.35
  /// How much the sensor tips when the flesh shifts, radians a metre.
  public var tissueRocking = 5.0

  /// Makes a person of ordinary size and steadiness.
  public init() {}
}
