/// What the wearer or the operator sets about detection; everything else starts from physics.
public struct DetectorConfiguration: Hashable, Sendable {
  /// The arm that moves; nil to tell it from the mount.
  ///
  /// It must be given where the mount is unknown.
  public var side: Side?
  /// How the sensor sits on the arm.
  public var mount: Mount
  /// Smallest opening that counts as a rep, radians.
  ///
  /// A smaller value counts more and proves less; 30 degrees unless set.
  public var minimumRangeOfMotion: Double

  /// Makes a configuration; the defaults fit the default mount.
  public init(side: Side? = nil, mount: Mount = .standard, minimumRangeOfMotion: Double = 30 * .pi / 180) {
    self.side = side
    self.mount = mount
    self.minimumRangeOfMotion = minimumRangeOfMotion
  }
}
