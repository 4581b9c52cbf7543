/// The recordings that come with the project.
public enum Fixtures {
  /// The path of a recording.
  public static func path(_ name: String) -> String {
    // Tests/TestSupport/Fixtures.swift
    #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/Fixtures/recordings/\(name)"
  }
}
