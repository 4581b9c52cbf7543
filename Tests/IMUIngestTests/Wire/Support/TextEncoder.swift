import SpatialMath

/// Makes lines of text in the forms in use.
enum TextEncoder {
  private static func values(_ vector: Vector3, _ scale: Double = 1) -> [String] {
    [vector.x, vector.y, vector.z].map { "\(($0 * scale * 1e4).rounded() / 1e4)" }
  }

  private static func line(_ text: String) -> [UInt8] { Array((text + "\r\n").utf8) }

  static func pairs(_ step: Int, _ motion: Motion) -> [UInt8] {
    let values = values(motion.acceleration) + values(motion.rate)
    let names = ["ax", "ay", "az", "gx", "gy", "gz"]
    return line("t:\(10 * step)," + zip(names, values).map { "\($0):\($1)" }.joined(separator: ","))
  }

  static func json(_ step: Int, _ motion: Motion) -> [UInt8] {
    let acceleration = values(motion.acceleration).joined(separator: ",")
    let rate = values(motion.rate).joined(separator: ",")
    return line(#"{"t":\#(10 * step),"acc":[\#(acceleration)],"gyro":[\#(rate)]}"#)
  }

  static func teleplot(_ motion: Motion) -> [[UInt8]] {
    let values = values(motion.acceleration) + values(motion.rate)
    return zip(["ax", "ay", "az", "gx", "gy", "gz"], values).map { line(">\($0):\($1)") }
  }

  static func axes(_ motion: Motion) -> [[UInt8]] {
    func axes(_ values: [String]) -> String {
      zip(["X", "Y", "Z"], values).map { "\($0): \($1)" }.joined(separator: ", ")
    }
    return [
      line("Acceleration \(axes(values(motion.acceleration))) m/s^2"),
      line("Rotation \(axes(values(motion.rate))) rad/s"),
    ]
  }

  static func razor(_ motion: Motion) -> [[UInt8]] {
    [
      line("#A-C=" + values(motion.acceleration, 256 / gravity).joined(separator: ",")),
      line("#M-C=1.00,2.00,3.00"),
      line("#G-C=" + values(motion.rate, 1 / (0.06957 * degree)).joined(separator: ",")),
    ]
  }

  static func yawPitchRoll(_ motion: Motion) -> [UInt8] {
    let values = ["10", "20", "30"] + values(motion.acceleration, 256 / gravity) + values(motion.rate)
    return line("#YPRAG=" + values.joined(separator: ","))
  }

  static func uni(_ motion: Motion) -> [UInt8] {
    line("Uni:" + (values(motion.acceleration) + values(motion.rate) + ["20", "30", "40"]).joined(separator: ","))
  }

  static func row(_ step: Int, _ motion: Motion) -> [UInt8] {
    line((["\(10 * step)"] + values(motion.acceleration) + values(motion.rate)).joined(separator: ", "))
  }
}
