import RepDetector
import SpatialMath
import Testing

@Suite("Mount")
struct MountTests {
  @Test("signed axes turn the sensor's frame into the mount's")
  func signedAxes() throws {
    let axes = try MountAxes(parsing: "-y,+x,+z")
    #expect(axes.toMount(Vector3(1, 2, 3)) == Vector3(-2, 1, 3))
  }

  @Test(
    "what is no mount is refused with a sentence", arguments: ["", "x", "x,y", "x,x,z", "x,y,-z", "a,b,c", "+-x,y,z"])
  func refusals(text: String) {
    #expect(throws: MountError.self) { try Mount(parsing: text) }
  }
}
