/// All wire protocols that the program speaks, one row each.
public enum WireTable {
  /// The rows, in the order in which they are listed to the user.
  public static let all: [WireProtocol] = []

  /// The row of a name, or nil.
  public static func named(_ name: String) -> WireProtocol? {
    all.first { $0.name == name }
  }
}
