public import SpatialMath

/// How the sensor sits on the arm.
///
/// The default mount frame: +x toward the tip of the elbow, +z out of the skin at the back of the upper arm, +y completes
/// a right-handed frame.
public enum Mount: Hashable, Sendable {
  /// The sensor's axes are known in terms of the default mount frame.
  case axes(MountAxes)
  /// Nothing is known: the side must be given, and the direction of opening is learned from the movement.
  case unknown

  /// The sensor's frame is the default mount frame.
  public static let standard = Mount.axes(.standard)

  /// Reads `default`, `unknown` or three signed sensor axes for x, y, z of the default frame, as `-y,+x,+z`.
  ///
  /// - Throws: ``MountError`` that says what was found and what was expected.
  public init(parsing text: String) throws(MountError) {
    switch text {
    case "default": self = .standard
    case "unknown": self = .unknown
    default: self = .axes(try MountAxes(parsing: text))
    }
  }
}

/// Three signed sensor axes that stand for x, y and z of the default mount frame.
public struct MountAxes: Hashable, Sendable {
  /// One axis of the sensor with a sign.
  public struct SignedAxis: Hashable, Sendable {
    /// The sensor's axis: 0 for x, 1 for y, 2 for z.
    public let index: Int
    /// +1 or -1.
    public let sign: Double

    fileprivate func component(of v: Vector3) -> Double {
      sign * (index == 0 ? v.x : index == 1 ? v.y : v.z)
    }
  }

  /// The sensor's axis that points along the mount's x.
  public let x: SignedAxis
  /// The sensor's axis that points along the mount's y.
  public let y: SignedAxis
  /// The sensor's axis that points along the mount's z.
  public let z: SignedAxis

  /// The sensor's frame is the default mount frame.
  public static let standard = MountAxes(
    x: SignedAxis(index: 0, sign: 1), y: SignedAxis(index: 1, sign: 1), z: SignedAxis(index: 2, sign: 1))

  /// Whether nothing has to be done.
  private let isStandard: Bool

  private init(x: SignedAxis, y: SignedAxis, z: SignedAxis) {
    self.x = x
    self.y = y
    self.z = z
    isStandard = [x, y, z].enumerated().allSatisfy { $1.index == $0 && $1.sign > 0 }
  }

  /// Reads three signed axes such as `-y,+x,+z`; a missing sign means plus.
  ///
  /// - Throws: ``MountError`` where the text is not three different axes that form a right-handed frame.
  public init(parsing text: String) throws(MountError) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3 else {
      throw MountError(found: text, problem: "it is none of these words and not three axes")
    }
    var axes: [SignedAxis] = []
    for part in parts {
      let sign = part.hasPrefix("-") ? -1.0 : 1.0
      let name = part.hasPrefix("-") || part.hasPrefix("+") ? part.dropFirst() : part
      guard let index = ["x", "y", "z"].firstIndex(of: String(name)) else {
        throw MountError(found: text, problem: "'\(part)' is not a signed axis")
      }
      axes.append(SignedAxis(index: index, sign: sign))
    }
    guard Set(axes.map(\.index)).count == 3 else { throw MountError(found: text, problem: "an axis stands twice") }
    self.init(x: axes[0], y: axes[1], z: axes[2])
    let image = (toMount(Vector3(1, 0, 0)), toMount(Vector3(0, 1, 0)), toMount(Vector3(0, 0, 1)))
    guard image.0.cross(image.1).dot(image.2) > 0 else {
      throw MountError(
        found: text, problem: "these axes form a left-handed frame, which no mounting can make; one sign is wrong")
    }
  }

  /// Turns the sensor's frame into the default mount frame.
  public var rotation: Quaternion {
    // First x to its image, then about that image until y is right too.
    let x = toMount(Vector3(1, 0, 0))
    let y = toMount(Vector3(0, 1, 0))
    let first = Quaternion(from: Vector3(1, 0, 0), to: x)
    let second = Quaternion(
      angle: angleOf(y: first.rotate(Vector3(0, 1, 0)).cross(y).dot(x), x: first.rotate(Vector3(0, 1, 0)).dot(y)),
      axis: x)
    return (second * first).normalized
  }

  /// A vector of the sensor's frame in the default mount frame.
  public func toMount(_ v: Vector3) -> Vector3 {
    isStandard ? v : Vector3(x.component(of: v), y.component(of: v), z.component(of: v))
  }
}

/// A text that does not say how a sensor is mounted.
public struct MountError: Error, Hashable, CustomStringConvertible {
  /// The text.
  public let found: String
  /// What is wrong with it.
  public let problem: String

  /// What was found, what is wrong and what is expected.
  public var description: String {
    "cannot read the mount '\(found)': \(problem); give 'default', 'unknown' or three signed axes such as '-y,+x,+z'"
  }
}
