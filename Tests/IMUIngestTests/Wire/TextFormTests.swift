import IMUIngest
import SpatialMath
import Testing

@Suite("Text: forms of lines")
struct TextFormTests {
  @Test("CSV with configured columns takes comma, semicolon, TAB or blank, and one separator at the end")
  func configuredColumns() throws {
    let lines = [
      "1000,0.1,-0.2,9.8,0.01,0.02,-0.03", "1010; 0.1; -0.2; 9.8; 0.01; 0.02; -0.03;",
      "1020\t0.1\t-0.2\t9.8\t0.01\t0.02\t-0.03",
      "1030  0.1 -0.2 9.8 0.01 0.02 -0.03",
    ]
    let samples = try decode("text", lines: lines, ["columns": "time_ms,ax,ay,az,gx,gy,gz"])
    #expect(samples.map(\.deviceTime) == [1, 1.01, 1.02, 1.03])
    for sample in samples {
      expect(sample.acceleration, near: 0.1, -0.2, 9.8)
      expect(sample.angularRate, near: 0.01, 0.02, -0.03)
    }
  }

  @Test("a CSV line with another number of columns or a field that is no number gives nothing")
  func configuredColumnsThatDoNotFit() throws {
    let lines = ["1,2,3,4", "1,2", "1,x,3", "1,,3", "nan,2,3", "1,2,3,,", "1,2,3,"]
    #expect(try decode("text", lines: lines, ["columns": "ax,ay,az"]).count == 1)
  }

  @Test("columns of other names are skipped, whatever they hold")
  func skippedColumns() throws {
    let samples = try decode("text", lines: ["abc,1,,2,3"], ["columns": "date,ax,-,ay,az"])
    #expect(samples == [DecodedSample(acceleration: Vector3(1, 2, 3), angularRate: nil)])
  }

  @Test("a header names the columns and their units")
  func header() throws {
    let lines = [
      "boot ok", "Time (ms), Accel X (g), Accel_Y [g], acc.z(g), Gyro_X (dps), gyroscopey(deg/s), w_z (rad/s), note",
      "500, 0.5, 0, 1, 180, -90, 2, hello there", "510, 0.5, 0, 1, 180",
    ]
    let samples = try decode("text", lines: lines)
    #expect(samples.count == 1)
    #expect(samples.first?.deviceTime == 0.5)
    expect(samples.first?.acceleration, near: 4.903325, 0, 9.80665)
    expect(samples.first?.angularRate, near: 3.141593, -1.570796, 2)
  }

  @Test("a header of a recording is understood: units as suffixes")
  func recordingHeader() throws {
    let lines = [
      "time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2,gyro_x_radps,gyro_y_radps,gyro_z_radps",
      "1.5,0.25,-0.5,9.75,0.125,-1.5,0.0625",
    ]
    let expected = DecodedSample(
      deviceTime: 1.5, acceleration: Vector3(0.25, -0.5, 9.75), angularRate: Vector3(0.125, -1.5, 0.0625))
    #expect(try decode("text", lines: lines) == [expected])
  }

  @Test("OpenLog Artemis: dates, milli-g, deg/s and a comma at the end")
  func openLogArtemis() throws {
    let lines = [
      "rtcDate,rtcTime,aX,aY,aZ,gX,gY,gZ,mX,mY,mZ,imu_degC,output_Hz,",
      "11/05/2020,12:34:56.78,-12.21,5.37,998.05,0.50,-1.00,180,10.5,-20.1,33,25.5,10.2,",
    ]
    let samples = try decode("text", lines: lines)
    #expect(samples.count == 1)
    expect(samples.first?.acceleration, near: -0.119739, 0.052662, 9.787527)
    expect(samples.first?.angularRate, near: 0.008727, -0.017453, 3.141593)
  }

  @Test(
    "pairs come in any order, with any separator, among others",
    arguments: [
      "ax:0.12,ay:-0.30,az:9.77,gx:0.0010,gy:-0.5000,gz:0.0200", "gz=0.02 gy=-0.5 gx=1e-3 az=9.77 ay=-.3 ax=.12",
      "temp:23.5\tAcc_X: 0.12\tACCY: -0.30\tacc.z: 9.77\tgyro x: 0.001\tgyro y: -0.5\tgyro z: 0.02\tstate:ok",
      "IMU: accelerometer_x=0.12; accelerometer_y=-0.30; accelerometer_z=9.77; omega_x=0.001; omega_y=-0.5; omega_z=0.02;",
      "mode:free ax:0.12 ay:-0.3 az:9.77 imu_gx:0.001 imu_gy:-0.5 imu_gz:0.02",
    ])
  func pairs(line: String) throws {
    let samples = try decode("text", lines: [line])
    #expect(
      samples == [DecodedSample(acceleration: Vector3(0.12, -0.3, 9.77), angularRate: Vector3(0.001, -0.5, 0.02))])
  }

  @Test("pairs of accelerations alone give a sample without rate")
  func pairsWithoutRate() throws {
    #expect(
      try decode("text", lines: ["t:20,ax:1,ay:2,az:3"]) == [
        DecodedSample(deviceTime: 0.02, acceleration: Vector3(1, 2, 3), angularRate: nil)
      ])
  }

  @Test(
    "damaged or unsuitable pairs give nothing",
    arguments: [
      "ax:0.12,ay:-0.30", "ax:0.12,ay:-0.30,az:9.7.7", "ax:1,ay:2,az:3,gx:1,gy:2", "ax:1,ay:2,az:3ax:1,ay:2,az:3",
      "ax:nan,ay:2,az:3",
      "linax:1,linay:2,linaz:3", "free_ax:1,free_ay:2,free_az:3", "world_acc_x:1,world_acc_y:2,world_acc_z:3",
      "ax(dps):1,ay(dps):2,az(dps):3", "ax(furlong):1,ay(furlong):2,az(furlong):3",
    ])
  func unsuitablePairs(line: String) throws {
    #expect(try decode("text", lines: [line]).isEmpty)
  }

  @Test("Teleplot: a sample when all six are in, a repeated name starts anew, others are ignored")
  func teleplot() throws {
    let lines = [
      ">ax:9", ">ay:9", ">ax:0.25", ">temp:20", ">ay:1000:7;1010:-0.5", ">az:1020:9.75§m/s²|g", ">state:ok|t",
      ">gx:0.125",
      ">gy:1500:-1.5", ">gz:1510:0.0625",
    ]
    let expected = DecodedSample(
      deviceTime: 1.51, acceleration: Vector3(0.25, -0.5, 9.75), angularRate: Vector3(0.125, -1.5, 0.0625))
    #expect(try decode("text", lines: lines) == [expected])
  }

  @Test("Teleplot: a unit behind § counts")
  func teleplotUnit() throws {
    let lines = [">ax:0.5§g", ">ay:0§g", ">az:1§g", ">gx:180§deg/s", ">gy:0§deg/s", ">gz:-90§deg/s"]
    let samples = try decode("text", lines: lines)
    expect(samples.first?.acceleration, near: 4.903325, 0, 9.80665)
    expect(samples.first?.angularRate, near: 3.141593, 0, -1.570796)
  }

  @Test("the print of the usual MPU-6050 tutorial, in counts, and the user is told how to say the scale")
  func tutorial() throws {
    var decoder = try decoder("text")
    var samples: [DecodedSample] = []
    let line = "AcX = 100 | AcY = -200 | AcZ = 16384 | Tmp = 24.60 | GyX = 131 | GyY = 0 | GyZ = -262\r\n"
    for _ in 0..<60 { decoder.decode(Array(line.utf8), into: &samples) }
    #expect(samples.count == 60)
    #expect(decoder.notes.first?.contains("acc_scale=0.00059855") == true)
    let scaled = try decode("text", Array(line.utf8), ["acc_scale": "0.00059855", "gyro_scale": "0.000133231"])
    expect(scaled.first?.acceleration, near: 0.059855, -0.11971, 9.806643)
    expect(scaled.first?.angularRate, near: 0.017453261, 0, -0.034906522)
  }

  @Test("names are understood however many there are, how long, and in whatever order they come")
  func manyNames() throws {
    let others = (0..<40).map { "value\($0):\($0)" } + ["averylongnameindeedlongerthansixteen:1"]
    for shift in 0..<50 {
      let fields = ["ax:1", "ay:2", "az:3"] + others
      let turned = fields[(shift % fields.count)...] + fields[..<(shift % fields.count)]
      var decoder = try decoder("text")
      var samples: [DecodedSample] = []
      for fields in [fields, Array(turned), fields.reversed()] {
        decoder.decode(Array((fields.joined(separator: ",") + "\n").utf8), into: &samples)
      }
      #expect(samples.map(\.acceleration) == Array(repeating: Vector3(1, 2, 3), count: 3))
    }
  }

  @Test("numbers beyond all bounds are damage", arguments: ["1e999", "-1e400", "inf", "nan"])
  func infinite(number: String) throws {
    let lines = ["ax:0,ay:0,az:9.8,gx:0,gy:0,gz:\(number)", "ax:\(number),ay:0,az:9.8", "ax:0,ay:0,az:9.8"]
    #expect(try decode("text", lines: lines).count == 1)
  }

  @Test("Teleplot without rates gives samples without rate")
  func teleplotWithoutRate() throws {
    let lines = Array(repeating: [">ax:1", ">ay:2", ">az:3"], count: 3).flatMap(\.self)
    #expect(
      try decode("text", lines: lines)
        == Array(
          repeating: DecodedSample(acceleration: Vector3(1, 2, 3), angularRate: nil), count: 3))
  }

  @Test(
    "JSON: flat, nested or arrays",
    arguments: [
      #"{"ax":0.25,"ay":-0.5,"az":9.75,"gx":0.125,"gy":-1.5,"gz":0.0625,"t":1500}"#,
      #"{ "time_ms" : 1500, "acc" : {"x":0.25,"y":-0.5,"z":9.75}, "gyro" : {"z":0.0625,"y":-1.5,"x":0.125}, "ok": true }"#,
      #"{"name":"a\"}b","imu":{"accel":[0.25,-0.5,9.75],"gyro":[0.125,-1.5,0.0625]},"t_s":1.5,"list":[{"ax":1},null]}"#,
      #"{"type":"sample","seq":7,"time_us":1500000,"accel_mps2":[0.25,-0.5,9.75],"gyro_radps":[0.125,-1.5,0.0625]}"#,
      #"{"linear":{"x":1,"y":2,"z":3},"accelerometer":{"x":0.25,"y":-0.5,"z":9.75},"w":[0.125,-1.5,0.0625],"seconds":1.5}"#,
    ])
  func json(line: String) throws {
    let expected = DecodedSample(
      deviceTime: 1.5, acceleration: Vector3(0.25, -0.5, 9.75), angularRate: Vector3(0.125, -1.5, 0.0625))
    #expect(try decode("text", lines: [line]) == [expected])
  }

  @Test(
    "JSON that is broken or holds something else gives nothing",
    arguments: [
      #"{"ax":0.25,"ay":-0.5,"az":9.75"#, #"{"ax":0.25,"ay":-0.5,"az":9.75}}"#, #"{"ax":0.25,"ay":-0.5,"az":9.7.5}"#,
      #"{"ax":0.25,"ay":-0.5,"az":"high"}"#, #"{"ping":null}"#, #"{"free_acc":{"x":1,"y":2,"z":3}}"#,
      #"{"ax":1,"ay":2,"az":3,"gx":4}"#,
      #"{"samples":[{"ax":1,"ay":2,"az":3}]}"#, "{", #"{"a"#, #"{"a\"#, #"{"ax":0.25 "ay":-0.5,"az":9.75}"#,
      #"{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"x":1}}}}}}}}}}"#, #"{"earth":{"ax":1,"ay":2,"az":3}}"#,
    ])
  func otherJSON(line: String) throws {
    #expect(try decode("text", lines: [line]).isEmpty)
  }

  @Test("a line a sensor, three axes each: the rate completes the sample, other lines stand between")
  func axes() throws {
    let lines = [
      "Adafruit LSM6DS test!", "\t\tTemperature 24.51 deg C", "\t\tAccel X: 0.12 \tY: -0.30 \tZ: 9.77 m/s^2 ",
      "\t\tGyro X: 0.01 \tY: 0.50 \tZ: -0.02 radians/s ", "", "\t\tTemperature 24.52 deg C",
      "Acceleration X: 1.00, Y: 0, Z: 0 g", "Mag X: 1.0 Y: 2.0 Z: 3.0 uT", "Rotation X: 180.00, Y: 0, Z: 0 deg/s",
    ]
    let samples = try decode("text", lines: lines)
    #expect(samples.count == 2)
    expect(samples.first?.acceleration, near: 0.12, -0.3, 9.77)
    expect(samples.first?.angularRate, near: 0.01, 0.5, -0.02)
    expect(samples.last?.acceleration, near: 9.80665, 0, 0)
    expect(samples.last?.angularRate, near: 3.141593, 0, 0)
  }

  @Test("axes without rates are whole by themselves; a lost line mixes no two readings; angles are no rates")
  func axesInParts() throws {
    let acceleration = "Accel X: 1 Y: 2 Z: 3 m/s^2"
    let rate = "Gyro X: 4 Y: 5 Z: 6 rad/s"
    #expect(try decode("text", lines: [acceleration, acceleration, acceleration]).count == 3)
    let samples = try decode("text", lines: [rate, acceleration, rate, acceleration, acceleration, rate, rate])
    #expect(samples.count == 2)
    #expect(samples.allSatisfy { $0.angularRate != nil })
    for other in [
      "Rotation X: 4 Y: 5 Z: 6 deg", "Rotation X: 4 Y: 5 Z: 6", "Accel X: 1 Y: 2", "Accel X: 1 Y: 2 Z: 3 deg",
    ] {
      #expect(try decode("text", lines: [acceleration, other]).count == 1)
    }
  }

  @Test("Razor: acceleration and rate lines make a sample, calibrated or raw")
  func razor() throws {
    let lines = [
      "#A-C=12.00,-4.00,250.00", "#M-C=1,2,3", "#G-C=10.00,0.00,-20.00", "#A-R=256,0,0", "#M-R=1,2,3", "#G-R=0,0,0",
    ]
    let samples = try decode("text", lines: lines)
    #expect(samples.count == 2)
    expect(samples.first?.acceleration, near: 0.459687, -0.153229, 9.576807)
    expect(samples.first?.angularRate, near: 0.012142, 0, -0.024284)
    expect(samples.last?.acceleration, near: 9.80665, 0, 0)
  }

  @Test("Razor: parts of two readings make no sample")
  func tornRazor() throws {
    let lines = [
      "#G-C=1,1,1", "#A-C=1,1,1", "#M-C=1,1,1", "#M-C=2,2,2", "#G-C=2,2,2", "#A-C=1,1,1", "#G-R=1,1,1", "#YPR=1,2,3",
    ]
    #expect(try decode("text", lines: lines).isEmpty)
  }

  @Test("Razor's offspring prints angles, acceleration and rate in one line")
  func yawPitchRoll() throws {
    let samples = try decode("text", lines: ["#YPRAG=10,20,30,128,0,-256,0.5,-0.25,0.125"])
    #expect(samples.count == 1)
    expect(samples.first?.acceleration, near: 4.903325, 0, -9.80665)
    expect(samples.first?.angularRate, near: 0.5, -0.25, 0.125)
  }
}
