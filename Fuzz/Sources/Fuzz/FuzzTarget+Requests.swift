/// Requests of clients: the parser of their JSON, whose source stands here as a link because a program's code can be had
/// in no other way.
extension FuzzTarget {
  /// The parser of requests on any bytes.
  ///
  /// What it takes is bounded in depth, and a scalar reads back from its own text.
  static let requests = FuzzTarget(name: "request") { bytes in
    // The program refuses what is no UTF-8 before it parses.
    guard String(validating: bytes, as: UTF8.self) != nil else { return }
    do throws(JSONError) {
      let value = try JSONValue(parsing: bytes)
      require(depth(of: value) <= 17, "a value is deeper than the limit")
      check(value)
    } catch {
      require((0...bytes.count).contains(error.offset), "an error lies outside the text")
    }
  }

  private static func depth(of value: JSONValue) -> Int {
    switch value {
    case .array(let elements): 1 + (elements.map(depth).max() ?? 0)
    case .object(let members): 1 + (members.values.map(depth).max() ?? 0)
    case .null, .bool, .number, .string: 1
    }
  }

  private static func check(_ value: JSONValue) {
    switch value {
    case .array(let elements): elements.forEach(check)
    case .object(let members): members.values.forEach(check)
    case .null, .bool, .number, .string:
      let text = Array((value.scalarText ?? "").utf8)
      require((try? JSONValue(parsing: text)) == value, "a scalar does not read back")
    }
  }
}
