import SpatialMath

/// Follows the twist of an orientation about an axis against a first one: how far it has turned about it, unwrapped.
///
/// Twist and the rest of the rotation are linear in the orientation's four numbers, and from one orientation to the next
/// the twist changes by little: that makes a step as cheap as a few products.
struct TwistPath {
  /// Cosine and sine of half the twist, both times the cosine of half the turn away from the axis.
  private var now = (cosine: 1.0, sine: 0.0)
  private let toCosine: Quaternion
  private let toSine: Quaternion
  /// The twist so far, radians.
  var twist = 0.0

  /// - Parameters:
  ///   - axis: unit, earth frame.
  ///   - home: the orientation at which the twist is zero, to earth, unit.
  init(about axis: Vector3, from home: Quaternion) {
    toCosine = home
    let along = axis.cross(home.vector) + axis * home.w
    toSine = Quaternion(w: -axis.dot(home.vector), x: along.x, y: along.y, z: along.z)
  }

  /// Square of the cosine of half the angle that is not about the axis.
  var squaredCosineOfSwing: Double { now.cosine * now.cosine + now.sine * now.sine }

  /// Goes on to the next orientation, to earth, unit, less than half a turn away.
  @inline(__always)
  mutating func follow(_ q: Quaternion) {
    let next = (cosine: product(toCosine, q), sine: product(toSine, q))
    let across = next.sine * now.cosine - next.cosine * now.sine
    let along = next.cosine * now.cosine + next.sine * now.sine
    let ratio = across / along
    if ratio * ratio < arcTangentSeriesLimit {
      twist += 2 * ratio * arcTangentRatio(ratio * ratio)
    } else {
      twist += wrapped(2 * angleOf(y: across, x: along))
    }
    now = next
  }

  @inline(__always)
  private func product(_ a: Quaternion, _ b: Quaternion) -> Double {
    a.w * b.w + a.x * b.x + a.y * b.y + a.z * b.z
  }
}
