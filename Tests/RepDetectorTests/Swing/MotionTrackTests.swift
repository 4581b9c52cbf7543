import SpatialMath
import Testing

@testable import RepDetector

@Suite("Motion track")
struct MotionTrackTests {
  @Test("positions count up and stay valid until they are overwritten")
  func ring() {
    var track = MotionTrack()
    #expect(track.isEmpty)
    let count = MotionTrack.capacity + 100
    for i in 0..<count { track.append(MotionTrack.Entry(time: Double(i))) }
    #expect(!track.isEmpty)
    #expect(track.end == count)
    #expect(track.start == 100)
    #expect(track.last.time == Double(count - 1))
    #expect((track.start..<track.end).allSatisfy { track[$0].time == Double($0) })
  }

  @Test("it holds more than the longest rep: twenty seconds each way and a hold of ten")
  func longEnough() {
    #expect(MotionTrack.seconds > 60)
  }

  @Test("the vertical in the mount's frame is the third row of the rotation to earth")
  func vertical() {
    let turned = Matrix3(x: 20, y: -50, z: 130)
    let entry = MotionTrack.Entry(orientation: turned.quaternion)
    #expect((entry.up - turned.up).norm < 1e-12)
  }
}
