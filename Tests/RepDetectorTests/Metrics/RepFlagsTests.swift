import Testing

@testable import RepDetector

@Suite("Flags of a rep")
struct RepFlagsTests {
  /// A rep of 100 degrees with strokes of 2 s.
  private static var good: SwingShape {
    var shape = SwingShape()
    (shape.range, shape.returned) = (radians(100), radians(100))
    (shape.start, shape.holdStart, shape.holdEnd, shape.end) = (10, 12, 12.5, 14.5)
    return shape
  }

  private static func flags(
    usualRange: Double? = nil, sparc: Double? = nil, _ change: (inout SwingShape) -> Void = { _ in }
  ) -> [Rep.Flag] {
    var shape = good
    change(&shape)
    return RepFlags.flags(for: shape, usualRange: usualRange.map(radians), sparc: sparc)
  }

  @Test("each flag has its own cause")
  func table() {
    let table: [(flags: [Rep.Flag], found: [Rep.Flag])] = [
      ([], Self.flags()),
      ([], Self.flags(usualRange: 120, sparc: -3)),
      ([.fast], Self.flags { $0.holdStart = 10.95 }),
      ([.fast], Self.flags { $0.holdEnd = 13.55 }),
      ([], Self.flags { ($0.holdStart, $0.holdEnd) = (11.05, 13.45) }),
      ([.shortReturn], Self.flags { $0.returned = radians(84) }),
      ([], Self.flags { $0.returned = radians(86) }),
      ([.shortRange], Self.flags(usualRange: 135)),
      ([], Self.flags(usualRange: 132)),
      ([.jerky], Self.flags(sparc: -3.6)),
      ([], Self.flags(sparc: -3.4)),
      ([.gyroClipped], Self.flags { $0.faults = .gyroClipped }),
      ([.accelClipped], Self.flags { $0.faults = .accelerometerClipped }),
      ([.gap], Self.flags { $0.faults = .gap }),
    ]
    for row in table { #expect(row.found == row.flags) }
  }

  @Test("all at once stand in the order of their cases")
  func all() {
    let flags = Self.flags(usualRange: 200, sparc: -9) {
      $0.holdStart = 10.5
      $0.returned = radians(75)
      $0.faults = [.gap, .gyroClipped, .accelerometerClipped]
    }
    #expect(flags == Rep.Flag.allCases)
  }
}
