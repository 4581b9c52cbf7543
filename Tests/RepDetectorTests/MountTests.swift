import RepDetector
import SpatialMath
import Testing

@Suite("Mount")
struct MountTests {
  /// Every way to set a box on an arm squarely, as signed axes.
  static let squareMounts: [String] = {
    let signs = ["+", "-"]
    var texts: [String] = []
    for order in ["xyz", "yzx", "zxy", "xzy", "zyx", "yxz"] {
      let even = ["xyz", "yzx", "zxy"].contains(order)
      let names = order.map(String.init)
      for a in signs {
        for b in signs {
          for c in signs where ([a, b, c].count { $0 == "-" } % 2 == 0) == even {
            texts.append("\(a)\(names[0]),\(b)\(names[1]),\(c)\(names[2])")
          }
        }
      }
    }
    return texts
  }()

  @Test("signed axes turn the sensor's frame into the mount's")
  func signedAxes() throws {
    let axes = try MountAxes(parsing: "-y,+x,+z")
    #expect(axes.toMount(Vector3(1, 2, 3)) == Vector3(-2, 1, 3))
    #expect(try MountAxes(parsing: "z,x,y").toMount(Vector3(1, 2, 3)) == Vector3(3, 1, 2))
  }

  @Test("words stand for the default mount and for none known")
  func words() throws {
    #expect(try Mount(parsing: "default") == .standard)
    #expect(try Mount(parsing: "+x,+y,+z") == .standard)
    #expect(try Mount(parsing: "unknown") == .unknown)
  }

  @Test("the rotation of each of the 24 square mounts does what its axes say", arguments: squareMounts)
  func rotation(text: String) throws {
    let axes = try MountAxes(parsing: text)
    let v = Vector3(1, 2, 3)
    #expect((axes.rotation.rotate(v) - axes.toMount(v)).norm < 1e-12)
  }

  @Test("there are 24 square mounts")
  func numberOfMounts() {
    #expect(Set(Self.squareMounts).count == 24)
  }

  @Test(
    "what is no mount is refused with a sentence",
    arguments: [
      ("", "it is none of these words and not three axes"), ("x", "it is none of these words and not three axes"),
      ("x,y", "it is none of these words and not three axes"), ("x,x,z", "an axis stands twice"),
      ("x,y,-z", "these axes form a left-handed frame, which no mounting can make; one sign is wrong"),
      ("a,b,c", "'a' is not a signed axis"), ("+-x,y,z", "'+-x' is not a signed axis"),
      ("x,,z", "'' is not a signed axis"),
    ])
  func refusals(text: String, problem: String) {
    let error = #expect(throws: MountError.self) { try Mount(parsing: text) }
    #expect(
      error?.description
        == "cannot read the mount '\(text)': \(problem); give 'default', 'unknown' or three signed axes such as '-y,+x,+z'"
    )
  }
}
