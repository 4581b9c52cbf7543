import Glibc
import IMUIngest
import SpatialMath
import Testing

@Suite("Sensor model")
struct SensorModelTests {
  private static let gravity = 9.80665
  private static let degree = Double.pi / 180

  private func read(
    _ traits: SensorTraits, force: Vector3 = .zero, rate: Vector3 = .zero, at time: Double = 0
  ) -> (acceleration: Vector3, angularRate: Vector3?) {
    var sensor = SensorModel(traits: traits, generator: SimulationGenerator(seed: 1))
    return sensor.read(time: time, specificForce: force, angularRate: rate)
  }

  @Test("a sensor without faults reads the truth")
  func truth() throws {
    let reading = read(SensorTraits(), force: Vector3(1, -2, 9), rate: Vector3(0.1, -0.2, 3))
    #expect((reading.acceleration - Vector3(1, -2, 9)).norm < 1e-12)
    #expect((try #require(reading.angularRate) - Vector3(0.1, -0.2, 3)).norm < 1e-12)
  }

  @Test("what is beyond the range reads as the range, with its sign")
  func clipping() throws {
    var traits = SensorTraits()
    traits.gyroRange = 250
    traits.accelRange = 2
    let reading = read(
      traits, force: Vector3(30, -30, 10), rate: Vector3(300, -300, 200) * Self.degree)
    #expect((reading.acceleration - Vector3(2 * Self.gravity, -2 * Self.gravity, 10)).norm < 1e-9)
    #expect((try #require(reading.angularRate) - Vector3(250, -250, 200) * Self.degree).norm < 1e-9)
  }

  @Test("readings are whole steps, the nearest ones")
  func quantisation() throws {
    var traits = SensorTraits()
    traits.gyroStep = 0.5
    traits.accelStep = 0.1
    let reading = read(
      traits, force: Vector3(0.14, 0.16, -0.16) * Self.gravity, rate: Vector3(0.74, 0.76, -0.76) * Self.degree)
    #expect((reading.acceleration / Self.gravity - Vector3(0.1, 0.2, -0.2)).norm < 1e-9)
    #expect((try #require(reading.angularRate) / Self.degree - Vector3(0.5, 1, -1)).norm < 1e-9)
  }

  @Test("bias, scale, cross-axis error and dependence on acceleration add up")
  func errors() throws {
    var traits = SensorTraits()
    traits.gyroBias = Vector3(7, 0, 0)
    traits.gyroAxes = AxisMatrix(x: Vector3(1.01, 0, 0), y: Vector3(0.02, 1, 0), z: Vector3(0, 0, 0.99))
    traits.gyroPerG = 0.1
    traits.accelBias = Vector3(0, 0, 0.05)
    let reading = read(traits, force: Vector3(0, 0, Self.gravity), rate: Vector3(100, 0, 100) * Self.degree)
    #expect((try #require(reading.angularRate) / Self.degree - Vector3(108, 2, 99.1)).norm < 1e-9)
    #expect((reading.acceleration.z / Self.gravity - 1.05).magnitude < 1e-9)
  }

  @Test("white noise has the density's deviation, and the bias of warming up dies away")
  func noise() throws {
    var traits = SensorTraits()
    traits.rate = 200
    traits.gyroNoise = 0.02
    traits.accelNoise = 0.0003
    var sensor = SensorModel(traits: traits, generator: SimulationGenerator(seed: 7))
    let readings = (0..<5000).map {
      sensor.read(time: Double($0) / 200, specificForce: .zero, angularRate: .zero)
    }
    func deviation(_ values: [Double]) -> Double {
      (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
    }
    // Density times the square root of half the rate: ten.
    let rates = readings.compactMap { $0.angularRate.map { $0.y / Self.degree } }
    #expect((deviation(rates) - 0.2).magnitude < 0.01)
    #expect((deviation(readings.map { $0.acceleration.z / Self.gravity }) - 0.003).magnitude < 0.000_15)

    var warm = SensorTraits()
    warm.gyroWarmUp = Vector3(1, 0, 0)
    warm.warmUpSeconds = 10
    #expect((try #require(read(warm).angularRate).x / Self.degree - 1).magnitude < 1e-9)
    #expect((try #require(read(warm, at: 10).angularRate).x / Self.degree - exp(-1)).magnitude < 1e-9)
  }

  @Test("a drifting bias walks with the square root of time")
  func drift() {
    var squares = 0.0
    for seed in 0..<200 {
      var traits = SensorTraits()
      traits.gyroDrift = 0.1
      var sensor = SensorModel(traits: traits, generator: SimulationGenerator(seed: UInt64(seed)))
      var last = 0.0
      for step in 0...50 {
        let reading = sensor.read(time: Double(step) * 0.5, specificForce: .zero, angularRate: .zero)
        last = (reading.angularRate?.x ?? 0) / Self.degree
      }
      squares += last * last
    }
    // After 25 s: 0.1 times 5.
    #expect(((squares / 200).squareRoot() - 0.5).magnitude < 0.08)
  }

  @Test("a sensor without a gyroscope gives no rate")
  func noGyro() {
    var traits = SensorTraits()
    traits.hasGyro = false
    #expect(read(traits, rate: Vector3(1, 1, 1)).angularRate == nil)
  }

  @Test("all 24 ways of lying along the axes are declared as they are")
  func mountAxes() {
    var seen = Set<String>()
    for seed in 0..<300 {
      var generator = SimulationGenerator(seed: UInt64(seed))
      let mount = SimulatedMount.axes(using: &generator)
      seen.insert(mount.declaration)
      // The declaration names, for each axis of the mount, the sensor's axis that points along it.
      let parts = mount.declaration.split(separator: ",")
      for (index, mountAxis) in [Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)].enumerated() {
        let sensorAxis =
          parts[index].hasSuffix("x")
          ? Vector3(1, 0, 0) : parts[index].hasSuffix("y") ? Vector3(0, 1, 0) : Vector3(0, 0, 1)
        let signed = parts[index].hasPrefix("-") ? -sensorAxis : sensorAxis
        #expect((mount.casingFromSensor.rotate(signed) - mountAxis).norm < 1e-12)
      }
    }
    #expect(seen.count == 24)
  }

  @Test("a placement is off by no more than its spread")
  func placement() {
    var generator = SimulationGenerator(seed: 5)
    var widest = 0.0
    for _ in 0..<500 {
      let placement = PlacementSpread(aboutArmDegrees: 40, otherwiseDegrees: 15).draw(using: &generator)
      // Rotation about the arm leaves x alone; all else tips it.
      let tipped = acos(min(1, placement.rotate(Vector3(1, 0, 0)).x)) / Self.degree
      #expect(tipped <= 15.000_001)
      #expect(placement.angle / Self.degree <= 55)
      widest = max(widest, placement.angle / Self.degree)
    }
    #expect(widest > 35)
  }
}
