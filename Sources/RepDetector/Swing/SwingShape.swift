import SpatialMath

/// What one swing looks like, out and back: the measures by which a rep is told from any other movement.
struct SwingShape {
  /// Unit, earth frame, in the sense of the opening.
  var axis = Vector3.zero
  /// Range of the opening about the axis, radians.
  var range = 0.0
  /// Range given back so far, radians.
  var returned = 0.0
  /// Minus the cosine of the angle between opening axis and closing axis: 1 for out and back on one path.
  var axisAgreement = 0.0
  /// Turn between the begin and the end that is not about the axis, radians.
  var offAxis = 0.0
  /// Turn of the closing's last third that is not about the axis, radians.
  var lateAside = 0.0
  /// Net rotation of the smaller of opening and closing, radians.
  var net = 0.0
  /// Net rotation over rotation path of the opening without its tremor, 0 to 1.
  var openingPurity = 0.0
  /// Net rotation over rotation path of the closing without its tremor, 0 to 1.
  var closingPurity = 0.0
  /// The same axis in the mount frame at the bottom: near +z for a right arm in the default mount, near -z for a left one.
  var mountAxis = Vector3.zero
  /// Swing angle at the bottom, radians, -210 to 150 degrees.
  var bottomAngle = 0.0
  /// Stream time when the arm left the bottom, seconds.
  var start = 0.0
  /// Stream time of the highest point, seconds.
  var top = 0.0
  /// Stream time of the lowest point after the top so far, seconds.
  var end = 0.0
  /// Stream times between which the arm stayed near the top, seconds.
  var holdStart = 0.0
  /// See ``holdStart``.
  var holdEnd = 0.0
  /// Position in the track of the highest point.
  var topPosition = 0
  /// Position in the track where the arm left the bottom.
  var firstPosition = 0
  /// Position in the track where the arm is back.
  var lastPosition = 0
  /// How far the specific force is that of a rotation about a fixed point.
  var rotation = RigidRotationFit.none
  /// Orientation at the bottom, mount frame to earth.
  var home = Quaternion.identity
  /// Everything that was wrong with samples on the way.
  var faults = SignalFaults()
}

extension SwingShape {
  /// Swing angle at the top, radians.
  var topAngle: Double { bottomAngle + range }
  /// Swing angle halfway between bottom and top, radians.
  var middleAngle: Double { bottomAngle + range / 2 }
  /// Angle between the axis and the level at the bottom, radians; positive where the axis points up.
  var tilt: Double { arcSine(axis.z) }
  /// Fastest turning about the axis on the way, rad/s.
  func peakRate(in track: MotionTrack) -> Double {
    (firstPosition...lastPosition).reduce(0) { max($0, track[$1].rate.dot(axis).magnitude) }
  }

  /// Seconds from leaving the bottom to being back.
  var duration: Double { end - start }
}
