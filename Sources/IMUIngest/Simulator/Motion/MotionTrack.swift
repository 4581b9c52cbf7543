package import SpatialMath

/// A quantity that can go a part of the way toward another value.
package protocol Trackable: Sendable {
  /// The way from one value to another.
  associatedtype Way: Sendable

  /// No way at all.
  static var noWay: Way { get }

  /// The way that leads from this value to another.
  func way(to other: Self) -> Way

  /// The value reached by a part of a way and a part of a detour.
  func gone(_ way: Way, _ part: Double, detour: Way, _ detourPart: Double) -> Self
}

extension Double: Trackable {
  package static var noWay: Double { 0 }

  package func way(to other: Double) -> Double { other - self }

  package func gone(_ way: Double, _ part: Double, detour: Double, _ detourPart: Double) -> Double {
    self + way * part + detour * detourPart
  }
}

extension Vector3: Trackable {
  package static var noWay: Vector3 { .zero }

  package func way(to other: Vector3) -> Vector3 { other - self }

  package func gone(_ way: Vector3, _ part: Double, detour: Vector3, _ detourPart: Double) -> Vector3 {
    self + way * part + detour * detourPart
  }
}

extension Quaternion: Trackable {
  package static var noWay: Vector3 { .zero }

  /// The rotation vector, in the turning frame, of the shorter way round.
  package func way(to other: Quaternion) -> Vector3 { (conjugate * other).rotationVector }

  package func gone(_ way: Vector3, _ part: Double, detour: Vector3, _ detourPart: Double) -> Quaternion {
    self * Quaternion(rotationVector: way * part + detour * detourPart)
  }
}

/// A quantity over time: it rests, and it moves from value to value along profiles.
///
/// Twice continuously differentiable except where ``set(_:at:)`` says otherwise.
package struct MotionTrack<Value: Trackable>: Sendable {
  private struct Segment: Sendable {
    var start: Double
    var duration: Double
    var from: Value
    var to: Value
    var way: Value.Way
    var detour: Value.Way
    var profile: MotionProfile
  }

  private let initial: Value
  private var segments: [Segment] = []

  /// Makes a track that rests at a value.
  package init(_ initial: Value) {
    self.initial = initial
  }

  /// The value at which the track comes to rest.
  package var last: Value { segments.last?.to ?? initial }

  /// When the track comes to rest, seconds.
  package var end: Double { segments.last.map { $0.start + $0.duration } ?? -.infinity }

  /// Moves to a value.
  ///
  /// - Parameters:
  ///   - to: the value at the end.
  ///   - start: seconds, not before the end of the previous movement.
  ///   - duration: seconds, above 0.
  ///   - profile: how the way spreads over the time.
  ///   - detour: what is added in the middle of the way and is gone at its end.
  package mutating func move(
    to: Value, start: Double, duration: Double, profile: MotionProfile = .minimumJerk(), detour: Value.Way = Value.noWay
  ) {
    precondition(start >= end - 1e-9 && duration > 0, "movements of one track follow one another and take time")
    let from = last
    segments.append(
      Segment(
        start: start, duration: duration, from: from, to: to, way: from.way(to: to), detour: detour, profile: profile))
  }

  /// Jumps to a value; for quantities that matter only while something else selects them.
  package mutating func set(_ value: Value, at start: Double) {
    precondition(start >= end - 1e-9, "movements of one track follow one another")
    segments.append(
      Segment(
        start: start, duration: 0, from: value, to: value, way: Value.noWay, detour: Value.noWay,
        profile: .minimumJerk()))
  }

  /// The value at a time.
  ///
  /// - Parameters:
  ///   - time: seconds.
  ///   - cursor: where the last look-up was; start with 0 and hand it back with times that do not decrease.
  package func value(at time: Double, cursor: inout Int) -> Value {
    while cursor < segments.count, segments[cursor].start + segments[cursor].duration <= time { cursor += 1 }
    guard cursor < segments.count, time > segments[cursor].start else {
      return cursor == 0 ? initial : segments[cursor - 1].to
    }
    let segment = segments[cursor]
    let share = (time - segment.start) / segment.duration
    return segment.from.gone(
      segment.way, segment.profile.progress(share), detour: segment.detour, MotionProfile.bump(share))
  }
}
