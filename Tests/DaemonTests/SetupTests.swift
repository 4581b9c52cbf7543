import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Setting a sensor")
struct SetupTests {
  /// Runs `setup` at a sensor that does what it is told, and returns what it said and how the sensor is set then.
  private static func setUp(
    _ behaviour: any SettableSensor.Behaviour, _ arguments: String
  ) throws -> (status: Int, output: [Substring], errors: String, sensor: any SettableSensor.Behaviour) {
    let folder = TemporaryFolder()
    let line = try PseudoTerminal(link: folder.file("sensor"))
    let sensor = SettableSensor(line, behaviour)
    let player = Background { try sensor.run() }
    defer {
      sensor.stop()
      player.join()
    }
    let run = try Program.run(
      ["setup", folder.file("sensor")] + arguments.split(separator: " ").map(String.init),
      environment: ["PATH=/usr/bin:/bin", "XDG_STATE_HOME=\(folder.path)"])
    return (run.status, run.output.split(separator: "\n"), run.errors, sensor.behaviour)
  }

  @Test(
    "a WitMotion sensor from the factory sends a hundred samples a second afterwards, and is asked before and after")
  func witMotion() throws {
    let run = try Self.setUp(WitMotionBehaviour(), "--rate 100 --baud 115200 --save")
    #expect(run.status == 0, "\(run.errors)")
    let before = try #require(run.output.first)
    #expect(
      before.hasPrefix("before: witmotion, 9600 baud, 10 samples a second, says 10 Hz, 9600 baud, frames 51 52 53 54"))
    #expect(before.hasSuffix("(too few for fast reps)"))
    let after = try #require(run.output.last)
    #expect(after.hasPrefix("after: witmotion, 115200 baud, "))
    #expect(after.hasSuffix("says 100 Hz, 115200 baud, frames 51 52"))
    let sensor = try #require(run.sensor as? WitMotionBehaviour)
    #expect(sensor.rate == 100 && sensor.baudRate == 115_200 && sensor.content == 0b110 && sensor.isSaved)
  }

  @Test("what the line cannot carry is refused, and nothing is changed")
  func tooFast() throws {
    let run = try Self.setUp(WitMotionBehaviour(), "--rate 100")
    #expect(run.status == 64)
    #expect(run.errors.contains("add --baud 115200"))
    let sensor = try #require(run.sensor as? WitMotionBehaviour)
    #expect(sensor.rate == 10 && sensor.isLocked)
  }

  @Test("without --save nothing is kept", arguments: [true, false])
  func unsaved(isSaved: Bool) throws {
    let run = try Self.setUp(XIMU3Behaviour(), "--rate 100" + (isSaved ? " --save" : ""))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.first?.contains("says divisor 8 of 400 Hz") == true)
    #expect(run.output.last?.contains("says divisor 4 of 400 Hz") == true)
    let sensor = try #require(run.sensor as? XIMU3Behaviour)
    #expect(sensor.rate == 100 && sensor.isSaved == isSaved)
  }

  @Test("an x-IMU3 that sends no inertial messages is found by asking and started")
  func silentXIMU3() throws {
    let run = try Self.setUp(XIMU3Behaviour(divisor: 0), "--rate 50")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.first?.contains("no samples a second") == true)
    #expect((run.sensor as? XIMU3Behaviour)?.rate == 50)
  }

  @Test("an MTi that sends angles alone sends acceleration and rate of turn afterwards")
  func xsens() throws {
    let run = try Self.setUp(XsensBehaviour(), "--rate 100")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.first?.contains("says output 2030 at 10 Hz") == true)
    #expect(run.output.last?.contains("says output 1020, 1060, 4020 at 100 Hz, 8020 at 100 Hz") == true)
    let sensor = try #require(run.sensor as? XsensBehaviour)
    #expect(!sensor.isConfiguring && sensor.rate == 100)
  }

  @Test("a board that is asked is asked as often as is said, and the daemon keeps to that")
  func polled() throws {
    let folder = TemporaryFolder()
    let line = try PseudoTerminal(link: folder.file("board"))
    let board = FlightController(line)
    let player = Background { try board.run() }
    defer {
      board.stop()
      player.join()
    }
    let environment = ["PATH=/usr/bin:/bin", "XDG_STATE_HOME=\(folder.path)"]
    let run = try Program.run(["setup", folder.file("board"), "--rate", "20"], environment: environment)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("before: msp, asked 100 times a second"))
    let daemon = Program(
      ["run", "--socket", folder.file("socket"), "--device", folder.file("board")], environment: environment)
    #expect(try daemon.says("streaming"))
    let (start, before) = (MonotonicTime.now, board.commands.count)
    #expect(becomes { board.commands.count >= before + 20 })
    #expect(MonotonicTime.now - start > 0.8)
  }

  @Test("sensors that cannot be set are told of, with those that can and with how to set this one")
  func otherWires() throws {
    for (wire, advice) in [
      ("text", "200 lines a second"), ("bno08x-rvc", "100 samples a second, always"), ("mavlink", "SRn_RAW_SENS = 200"),
      ("mip", "200 Hz"), ("vectornav", "$VNWRG,75"), ("vectornav-ascii", "$VNWRG,75"),
      ("hipnuc", "LOG HI91 ONTIME 0.005"), ("another", "its maker's program"),
    ] {
      let error = #expect(throws: SensorSetupError.self) {
        try SensorSetup(wire: wire, SensorSetup.Request(rate: 200), baudRate: nil)
      }
      #expect(error?.description.contains("witmotion, witmotion61, ximu3, xsens: ") == true)
      #expect(error?.description.contains(advice) == true, "\(wire)")
    }
    for (wire, rate, baud) in [
      ("witmotion", 500.0, nil), ("witmotion", 100, 12_345), ("ximu3", 1000, nil), ("xsens", 0, nil),
    ]
      as [(String, Double, Int?)]
    {
      #expect(throws: SensorSetupError.self) {
        try SensorSetup(wire: wire, SensorSetup.Request(rate: rate, baudRate: baud), baudRate: 9600)
      }
    }
  }
}
