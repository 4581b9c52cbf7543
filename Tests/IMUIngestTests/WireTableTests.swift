import IMUIngest
import Testing

@Suite("Wire table")
struct WireTableTests {
  @Test("names are unique")
  func namesAreUnique() {
    let names = WireTable.all.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
