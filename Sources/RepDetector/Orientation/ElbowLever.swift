import SpatialMath

/// From the axis of a swing to the sensor at the elbow: what turns a turn into acceleration.
enum ElbowLever {
  /// Distance, m.
  ///
  /// At a height of 1.7 m the shoulder joint is 0.22 m from the spine and the elbow 0.32 m from there, 0.129 and 0.186 of it
  /// (Winter, Biomechanics and Motor Control of Human Movement, 4th edition, 2009, figure 4.1). Where the trunk does the whole
  /// turn that makes 0.54 m; where it does half of it, the shoulder is pulled by a quarter, which makes 0.37 m. In between
  /// a rate that is taken from it is wrong by a tenth at most. To learn it from turns within the range makes it worse:
  /// before a set arms turn about joints of their own.
  static let length = 0.45

  /// The acceleration of the sensor, m/s².
  ///
  /// - Parameters:
  ///   - lever: m.
  ///   - rate: rad/s.
  ///   - change: of the rate, rad/s²; all three in one frame of the sensor's.
  static func acceleration(of lever: Vector3, rate: Vector3, change: Vector3) -> Vector3 {
    change.cross(lever) + rate.cross(rate.cross(lever))
  }
}
