import RepDetector
import SpatialMath

@testable import repcounterd

/// A stand-in whose "swing angle" is the acceleration's x and that follows a rule simple enough to predict by hand.
///
/// Above 1 the arm opens; back below 1 that was a rep, from the first sample above to this one. Below -1 it says that the
/// swing was partial. A missing angular rate is warned of once. At the end of the stream an opening is given up as partial.
struct ScriptedDetector: MotionDetector {
  var orientation = Quaternion.identity
  var side: Side?
  var phase = Phase.rest
  var angle: Double?
  private var start = 0.0
  private var top = 0.0
  private var hasWarned = false

  init(side: Side? = .left) {
    self.side = side
  }

  mutating func process(time: Double, acceleration: Vector3, angularRate: Vector3?, emit: (DetectorEvent) -> Void) {
    let x = acceleration.x
    angle = x
    if angularRate == nil, !hasWarned {
      hasWarned = true
      emit(.warning(.noGyro))
    }
    if x > 1, phase == .rest {
      (phase, start, top) = (.opening, time, x)
      emit(.phase(PhaseChange(side: side, phase: .opening, at: time, angle: x)))
    } else if x <= 1, phase == .opening {
      phase = .rest
      emit(.phase(PhaseChange(side: side, phase: .rest, at: time, angle: x)))
      emit(.rep(rep(end: time)))
    }
    top = max(top, x)
    if x < -1 { emit(.partial(PartialSwing(side: side, at: time, rangeOfMotion: -x, reason: .shortRange))) }
  }

  func swingAngles(of side: Side, from start: Double, to end: Double, step: Double) -> [Double] { [] }

  mutating func finish(emit: (DetectorEvent) -> Void) {
    guard phase == .opening else { return }
    emit(.partial(PartialSwing(side: side, at: start, rangeOfMotion: top, reason: .shortReturn)))
  }

  mutating func setSide(_ side: Side?) {
    self.side = side
  }

  mutating func setMinimumRangeOfMotion(_ range: Double) {}

  private func rep(end: Double) -> Rep {
    Rep(
      side: side ?? .right, start: start, top: start, end: end, at: end, rangeOfMotion: top, topAngle: top,
      bottomAngle: 0, openDuration: 0, holdDuration: 0, closeDuration: end - start, peakRate: 1, sparc: -1, flags: [])
  }
}
