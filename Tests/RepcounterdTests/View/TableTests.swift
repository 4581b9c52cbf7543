import IMUIngest
import Testing

@testable import repcounterd

@Suite("Tables and lines for people")
struct TableTests {
  static func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

  @Test("the status is a table of what is known")
  func status() throws {
    let status = try Self.value(
      """
      {"type":"status","version":"1.2.3","uptime_s":3725.5,"session":"monday","paused":true,\
      "counts":{"left":12,"right":7},"target":{"left":15},\
      "current":{"side":"left","phase":"opening","angle_deg":34.4,"set":2,"rep_in_set":5},\
      "last_rep":{"side":"left","count":12,"rom_deg":91.6,"start_s":10,"end_s":12.44,"flags":["fast"]},\
      "devices":[{"path":"/dev/ttyUSB0","state":"streaming","wire":"witmotion","baud":115200,"rate_hz":99.7,\
      "side":"left","samples":1234,"bad_frames":1,"lost_bytes":2,"gaps":0}],"warnings":["log_unwritable"]}
      """)
    #expect(
      StatusTable.lines(of: status) == [
        "daemon    repcounterd 1.2.3, up 1 h 2 min",
        "session   monday, paused",
        "reps      left 12, right 7",
        "target    left 15",
        "now       left opening, 34 deg, set 2, rep 5",
        "last rep  left 12, 92 deg, 2.4 s, fast",
        "sensor    left /dev/ttyUSB0 streaming, witmotion, 115200 baud, 100 Hz, 1234 samples, 1 bad frames, "
          + "2 bytes lost, 0 gaps",
        "warnings  log_unwritable",
      ])
  }

  @Test("the status of a program tells what it holds and the wearer's own best")
  func programStatus() throws {
    let status = try Self.value(
      #"{"program":"p","best_deg":{"right":101.5},"hold":{"state":"time_limit","spot":2,"spots":4,"held_s":41.4,"limit_s":90,"level":3}}"#
    )
    #expect(
      StatusTable.lines(of: status) == [
        "daemon    repcounterd ?", "session   none", "program   p",
        "hold      spot 2 of 4, time limit, 41 of 90 s, pain 3",
        "reps      ?", "own best  right 102 deg",
      ])
  }

  @Test("a status that says nothing is a short table")
  func emptyStatus() throws {
    #expect(
      StatusTable.lines(of: try Self.value("{}")) == [
        "daemon    repcounterd ?", "session   none", "reps      ?",
      ])
  }

  static let durations: [(String, String)] = [
    ("0", "0 s"), ("59.4", "59 s"), ("60", "1 min"), ("3599", "59 min"), ("3600", "1 h 0 min"), ("90000", "1 d 1 h"),
    ("1e300", "0 s"),
  ]

  @Test("how long the program has run is said in words", arguments: durations)
  func uptime(seconds: String, words: String) throws {
    #expect(StatusTable.lines(of: try Self.value("{\"uptime_s\":\(seconds)}"))[0].hasSuffix("up \(words)"))
  }

  static let events: [(String, String?)] = [
    (
      #"{"type":"rep","side":"right","count":3,"rom_deg":80.2,"start_s":1,"end_s":3.04,"flags":["fast","jerky"]}"#,
      "right 3, 80 deg, 2.0 s, fast, jerky"
    ),
    (#"{"type":"partial","side":"left","reason":"short_return"}"#, "left no rep: it did not come back"),
    (#"{"type":"partial","reason":"short_range"}"#, "no rep: the range was too short"),
    (#"{"type":"set","side":"left","set":2,"reps":10}"#, "left set 2 is over: 10 reps"),
    (#"{"type":"correction","side":"left","count":9}"#, "left is now 9"),
    (#"{"type":"session","state":"ended","left":1,"right":2}"#, "session ended: left 1, right 2"),
    (#"{"type":"device","path":"/dev/x","state":"lost"}"#, "sensor /dev/x lost"),
    (#"{"type":"warning","code":"rate_low","message":"too slow"}"#, "warning: too slow"),
    (#"{"type":"phase","phase":"top"}"#, nil),
    (#"{"type":"hello"}"#, nil),
    (#"{"type":"news"}"#, nil),
  ]

  @Test("events are said in a line each", arguments: events)
  func watchLines(event: String, line: String?) throws {
    #expect(WatchText.line(for: try Self.value(event)) == line)
  }

  @Test("ports are listed with what is known of them")
  func devices() {
    let devices = [
      SerialDevice(
        path: "/dev/ttyUSB10", stablePath: "/dev/serial/by-id/usb-x", summary: "USB Serial",
        usb: SerialDevice.USB(vendorID: 0x1A86, productID: 0x7523, manufacturer: "QinHeng", product: "CH340"),
        holders: [DeviceHolder(processID: 812, command: "minicom")]),
      SerialDevice(path: "/dev/ttyS0", summary: "ttyS0", isAccessible: false),
    ]
    #expect(
      DeviceTable.lines(of: devices) == [
        "/dev/ttyUSB10  QinHeng CH340 (likely a sensor)",
        "               by a CH340 bridge (most WitMotion sensors)",
        "               always found at /dev/serial/by-id/usb-x",
        "               in use by process 812 (minicom)",
        "/dev/ttyS0     ttyS0",
        "               you may not open it: join its group, most often dialout",
      ])
    #expect(DeviceTable.lines(of: []) == ["no serial ports; plug a sensor in"])
  }

  @Test("a port's ids are told as four hexadecimal digits each")
  func portIDs() {
    let port = DevicesReply.Port(
      SerialDevice(path: "/dev/x", usb: SerialDevice.USB(vendorID: 0x403, productID: 0x6001)))
    #expect(port.usb?.id == "0403:6001")
    #expect(port.looksLikeIMU)
  }
}
