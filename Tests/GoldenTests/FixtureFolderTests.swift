import FoundationEssentials
import Testing

@Suite("The folder of recordings")
struct FixtureFolderTests {
  @Test("there are recordings enough, of raw bytes too, and the folder stays small")
  func size() throws {
    #expect(Fixture.all.count >= 12)
    #expect(Set(Fixture.raw.compactMap(\.wire)).isSuperset(of: ["witmotion", "text"]))
    let bytes = try Fixture.files.reduce(0) { sum, file in
      try sum + Data(contentsOf: URL(filePath: "\(Fixture.folder)/\(file)")).count
    }
    #expect(bytes < 6_000_000)
  }

  @Test("every recording has its truth and its golden events, and every file belongs to a recording")
  func complete() {
    let expected = Fixture.all.flatMap { [$0.file, "\($0.name).truth.json", "\($0.name).expected.ndjson"] }
    #expect(Fixture.files.filter { $0 != "README.md" && $0 != "rebuild" } == expected.sorted())
    #expect(Set(Fixture.all.map(\.name)).count == Fixture.all.count)
  }

  @Test("the README says of every recording how it was made, as the recording itself does")
  func readme() throws {
    let readme = String(
      decoding: try Data(contentsOf: URL(filePath: "\(Fixture.folder)/README.md")), as: UTF8.self)
    let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("`--scenario ") }
    #expect(rows.count == Fixture.all.count)
    for fixture in Fixture.all {
      let row = try #require(rows.first { $0.hasPrefix("| `\(fixture.file)` |") }, "no row of \(fixture.file)")
      let truth = try fixture.truth()
      #expect(row.contains("`--scenario \(truth.name) --seed \(truth.seed) "), "\(fixture.file)")
    }
  }
}
