/// The files that come with the project.
public enum Fixtures {
  /// The path of a recording.
  public static func path(_ name: String) -> String { "\(project)/Fixtures/recordings/\(name)" }

  /// The path of a page of the documentation.
  public static func document(_ name: String) -> String { "\(project)/docs/\(name)" }

  /// The project's folder: this file is Tests/TestSupport/Fixtures.swift.
  private static let project = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
}
