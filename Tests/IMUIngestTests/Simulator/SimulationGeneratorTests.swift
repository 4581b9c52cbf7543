import IMUIngest
import SpatialMath
import Testing

@Suite("Simulation generator")
struct SimulationGeneratorTests {
  @Test("gives the numbers of the published reference implementation")
  func reference() {
    var generator = SimulationGenerator(state: (1, 2, 3, 4))
    // From the authors' xoshiro256starstar.c with this state.
    let expected: [UInt64] = [
      11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
    ]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test("one seed gives one sequence; another seed or stream another one")
  func seeds() {
    func first(_ seed: UInt64, _ stream: UInt64) -> [UInt64] {
      var generator = SimulationGenerator(seed: seed, stream: stream)
      return (0..<4).map { _ in generator.next() }
    }
    #expect(first(5, 1) == first(5, 1))
    var all = Set<[UInt64]>()
    for seed in 0..<20 { for stream in 0..<5 { all.insert(first(UInt64(seed), UInt64(stream))) } }
    #expect(all.count == 100)
  }

  @Test("normal numbers have mean 0, deviation 1 and the tails of a bell")
  func gaussian() {
    var generator = SimulationGenerator(seed: 1)
    let numbers = (0..<40_000).map { _ in generator.gaussian() }
    let mean = numbers.reduce(0, +) / 40_000
    let variance = numbers.reduce(0) { $0 + $1 * $1 } / 40_000
    let beyondTwo = Double(numbers.count { $0.magnitude > 2 }) / 40_000
    #expect(mean.magnitude < 0.02)
    #expect((variance - 1).magnitude < 0.03)
    // 4.55 % of a normal distribution lies beyond two deviations.
    #expect((beyondTwo - 0.0455).magnitude < 0.004)
  }

  @Test("even numbers stay within their bounds and reach all of them")
  func bounds() {
    var generator = SimulationGenerator(seed: 2)
    var seen = Set<Int>()
    for _ in 0..<500 {
      #expect((-2.0..<3.0).contains(generator.uniform(-2, 3)))
      #expect((0.1...10.0).contains(generator.logUniform(0.1, 10)))
      seen.insert(generator.integer(-1, 2))
    }
    #expect(seen == [-1, 0, 1, 2])
  }

  @Test("directions and orientations have no preference")
  func directions() {
    var generator = SimulationGenerator(seed: 3)
    var sum = Vector3.zero
    var turned = Vector3.zero
    for _ in 0..<4000 {
      let direction = generator.direction()
      #expect((direction.norm - 1).magnitude < 1e-12)
      sum += direction
      turned += generator.orientation().rotate(Vector3(0, 0, 1))
    }
    // A sum of 4000 random unit vectors has a length of about 63.
    #expect(sum.norm < 200)
    #expect(turned.norm < 200)
  }
}
