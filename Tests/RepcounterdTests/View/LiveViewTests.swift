import Testing

@testable import repcounterd

@Suite("Live view")
struct LiveViewTests {
  static let status = """
    {"type":"status","counts":{"left":12,"right":7},"target":{"left":15},"session":"s","version":"1","uptime_s":3,\
    "current":{"side":"left","phase":"opening","angle_deg":34.4,"set":2,"rep_in_set":5},\
    "last_rep":{"side":"left","rom_deg":91.6,"start_s":10,"end_s":12.44,"flags":["fast"]},\
    "devices":[{"path":"/dev/ttyUSB0","state":"streaming","wire":"witmotion","rate_hz":99.7,"side":"left"}]}
    """

  static func state(_ lines: String...) throws -> LiveState {
    var state = LiveState()
    for line in lines { state.take(try JSONValue(parsing: Array(line.utf8))) }
    return state
  }

  /// The lines without the blanks at their ends, which nobody sees.
  static func draw(_ state: LiveState, _ columns: Int, _ rows: Int, hasUnicode: Bool = true) -> [String] {
    LiveView(columns: columns, rows: rows, hasUnicode: hasUnicode).lines(of: state).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  @Test("forty columns and twelve rows show everything")
  func small() throws {
    #expect(
      Self.draw(try Self.state(Self.status), 40, 12, hasUnicode: false) == [
        "repcounterd                 set 2, rep 5",
        "    ##    ######      ######",
        "  ####        ##          ##",
        "    ##    ######          ##",
        "    ##    ##              ##",
        "  ######  ######          ##",
        "  left of 15          right",
        "-----------------+---O----------  34 deg",
        "left opening",
        "last rep: left, 92 deg, 2.4 s, fast",
        "left sensor streaming 100 Hz witmotio...",
        "q quits",
      ])
  }

  @Test("eighty columns and twenty-four rows have larger digits")
  func usual() throws {
    #expect(
      Self.draw(try Self.state(Self.status), 80, 24) == [
        "repcounterd                                                         set 2, rep 5",
        "      ████        ████████████            ████████████",
        "      ████        ████████████            ████████████",
        "  ████████                ████                    ████",
        "  ████████                ████                    ████",
        "      ████        ████████████                    ████",
        "      ████        ████████████                    ████",
        "      ████        ████                            ████",
        "      ████        ████                            ████",
        "  ████████████    ████████████                    ████",
        "  ████████████    ████████████                    ████",
        "  left of 15                              right",
        "",
        "───────────────────────────────────────┼────────●───────────────────────  34 deg",
        "left opening",
        "last rep: left, 92 deg, 2.4 s, fast",
        "left sensor streaming 100 Hz witmotion /dev/ttyUSB0",
        "", "", "", "", "", "",
        "q quits",
      ])
  }

  @Test(
    "a cue stands in words with a sign of its kind, for two reps and no longer",
    arguments: [
      (#""code":"too_fast","kind":"correction""#, "> Slower."), (#""code":"good","kind":"praise""#, "+ Good."),
      (#""code":"ease_off","kind":"safety","level":8"#, "!! Ease off. Take some weight away. !!"),
    ])
  func cues(_ members: String, _ line: String) throws {
    var state = try Self.state(Self.status, #"{"type":"cue",\#(members),"at_s":3}"#)
    for (columns, rows) in [(40, 12), (80, 24), (200, 50)] {
      #expect(Self.draw(state, columns, rows).contains(line))
      #expect(Self.draw(state, columns, rows).count <= rows)
    }
    let rep = #"{"type":"rep","side":"left","count":13,"set":2,"rep_in_set":6,"flags":[]}"#
    for _ in 0..<2 { state.take(try JSONValue(parsing: Array(rep.utf8))) }
    #expect(state.cue != nil)
    state.take(try JSONValue(parsing: Array(rep.utf8)))
    #expect(!Self.draw(state, 80, 24).contains(line))
  }

  @Test("a hold shows its seconds and the level of pain in large digits")
  func hold() throws {
    let state = try Self.state(
      Self.status,
      #"{"type":"hold","state":"holding","spot":2,"spots":4,"held_s":41.2,"limit_s":90,"at_s":50,"level":7}"#)
    #expect(
      Self.draw(state, 40, 12, hasUnicode: false).prefix(7).dropFirst() == [
        "  ##  ##    ##        ######", "  ##  ##  ####            ##", "  ######    ##            ##",
        "      ##    ##            ##", "      ##  ######          ##", "  s of 90, holding    pain, spot 2 of 4",
      ])
    // Nothing swings, so there is no bar, no phase and no last rep.
    for (columns, rows) in [(40, 12), (80, 24)] {
      let lines = Self.draw(state, columns, rows, hasUnicode: false)
      #expect(!lines.contains { $0.contains("---") || $0.contains("opening") || $0.contains("last rep") })
      #expect(lines.count == rows && lines.last == "0 to 9: how much it hurts; q quits")
    }
  }

  @Test("no line is wider and no drawing higher than the terminal, whatever its size and the counts")
  func fits() throws {
    for count in [0, 9, 123, 98_765] {
      var state = try Self.state(Self.status)
      state.counts = ["left": count, "right": 3]
      state.warning = String(repeating: "something is wrong ", count: 20)
      for columns in [1, 10, 39, 40, 41, 57, 80, 200] {
        for rows in [1, 2, 11, 12, 13, 24, 60] {
          let lines = LiveView(columns: columns, rows: rows).lines(of: state)
          #expect(lines.count <= rows, "\(columns) x \(rows)")
          #expect(lines.allSatisfy { $0.count <= columns }, "\(columns) x \(rows)")
        }
      }
    }
  }

  @Test("events change what is shown")
  func events() throws {
    var state = try Self.state(Self.status)
    func take(_ line: String) throws { state.take(try JSONValue(parsing: Array(line.utf8))) }
    try take(
      #"{"type":"rep","side":"right","count":8,"set":3,"rep_in_set":1,"rom_deg":80,"start_s":1,"end_s":3,"flags":[]}"#)
    #expect(state.counts == ["left": 12, "right": 8])
    #expect(state.lastRep == LiveState.LastRep(side: "right", rangeOfMotion: 80, duration: 2, flags: []))
    #expect(state.set == 3 && state.repInSet == 1 && state.side == "right")
    try take(#"{"type":"angle","side":"right","at_s":3,"angle_deg":-20}"#)
    try take(#"{"type":"phase","side":"right","phase":"top","at_s":3,"angle_deg":55}"#)
    #expect(state.angle == 55 && state.phase == "top")
    try take(#"{"type":"correction","side":"right","count":7}"#)
    #expect(state.counts["right"] == 7)
    try take(#"{"type":"set","side":"right","set":3,"reps":1}"#)
    #expect(state.set == nil)
    try take(#"{"type":"device","path":"/dev/ttyUSB0","state":"lost","side":"left"}"#)
    #expect(state.sensors.map(\.state) == ["lost"])
    try take(#"{"type":"warning","code":"rate_low","message":"too slow"}"#)
    #expect(state.warning == "too slow")
    try take(#"{"type":"session","state":"paused","session":"s","left":12,"right":7}"#)
    #expect(state.isPaused)
    try take(#"{"type":"session","state":"started","session":"t","left":0,"right":0}"#)
    #expect(!state.isPaused && state.counts == ["left": 0, "right": 0] && state.lastRep == nil)
    try take(#"{"type":"session","state":"ended","session":"t","left":0,"right":0}"#)
    #expect(!state.hasSession)
    try take(#"{"type":"what the future brings","left":9}"#)
    #expect(state.counts["left"] == 0)
  }

  @Test("a search that has found its sensor is not shown beside it")
  func foundSensor() throws {
    let state = try Self.state(
      #"{"type":"device","path":"auto","state":"searching"}"#,
      #"{"type":"device","path":"/dev/ttyUSB1","state":"streaming"}"#)
    #expect(state.sensors.map(\.path) == ["/dev/ttyUSB1"])
  }

  @Test("what a sensor's name would make the terminal do is not done")
  func escapes() throws {
    let state = try Self.state(#"{"type":"device","path":"/dev/\u001b[2Jx","state":"streaming"}"#)
    #expect(!Self.draw(state, 80, 24).joined().contains("\u{1B}"))
  }

  @Test("colours are there only where they are wanted, and do not change the text")
  func colors() throws {
    let state = try Self.state(Self.status)
    let plain = LiveView(columns: 80, rows: 24).lines(of: state)
    let colored = LiveView(columns: 80, rows: 24, hasColor: true).lines(of: state)
    #expect(!plain.joined().contains("\u{1B}"))
    #expect(colored.joined().contains("\u{1B}[1;36m"))
    #expect(colored.map { $0.replacing(/\u{1B}\[[0-9;]+m/, with: "") } == plain)
  }

  @Test("only lines that changed are sent to the terminal")
  func frames() {
    var writer = FrameWriter()
    let first = writer.update(to: ["a", "b", "c"])
    #expect(
      first == "\u{1B}[?2026h\u{1B}[H\u{1B}[2J\u{1B}[1;1Ha\u{1B}[K\u{1B}[2;1Hb\u{1B}[K\u{1B}[3;1Hc\u{1B}[K\u{1B}[?2026l"
    )
    let same = writer.update(to: ["a", "b", "c"])
    #expect(same.isEmpty)
    let fewer = writer.update(to: ["a", "x"])
    #expect(fewer == "\u{1B}[?2026h\u{1B}[2;1Hx\u{1B}[K\u{1B}[3;1H\u{1B}[K\u{1B}[?2026l")
  }
}
