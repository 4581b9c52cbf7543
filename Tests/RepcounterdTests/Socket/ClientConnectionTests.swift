import NIOCore
import Testing

@testable import repcounterd

@Suite("Client connection")
struct ClientConnectionTests {
  /// A connection with a shell that notes what it is told to do and answers each request with its number.
  struct Bench {
    var connection = ClientConnection(hello: ByteBuffer(string: "hello\n"), at: 0)
    var written = ""
    var requests: [Request] = []
    var tickets: [ClientConnection.Ticket] = []
    var ends: [ClientConnection.Action] = []
    var answers = true
    var takesWrites = true

    mutating func settle(at now: Double = 0) {
      while let action = connection.next() {
        switch action {
        case .handle(let request, let ticket):
          requests.append(request)
          tickets.append(ticket)
          if answers { reply(requests.count - 1) }
        case .write(let batch):
          for line in batch { written += String(buffer: line) }
          if takesWrites { connection.wrote(at: now) }
        case .closeOutput, .close: ends.append(action)
        }
      }
    }

    mutating func reply(_ number: Int) {
      connection.reply(ByteBuffer(string: "reply \(number)\n"), to: tickets[number])
    }

    mutating func receive(_ text: String) {
      connection.received(ByteBuffer(string: text))
      settle()
    }
  }

  static func event(_ text: String, _ kind: OutgoingLine.Kind = .lasting) -> OutgoingLine {
    OutgoingLine(bytes: ByteBuffer(string: text + "\n"), kind: kind)
  }

  @Test("hello comes first, then replies in the order of the requests")
  func order() {
    var bench = Bench()
    bench.receive("status\nhelp\n\nsta")
    bench.receive("tus\n")
    #expect(bench.requests.map(\.command) == [.success(.status), .success(.help), .success(.status)])
    #expect(bench.written == "hello\nreply 0\nreply 1\nreply 2\n")
  }

  @Test("a reply that is ready early waits for the one before it, events do not")
  func lateReply() {
    var bench = Bench()
    bench.answers = false
    bench.receive("devices\nstatus\n")
    bench.reply(1)
    bench.connection.send(Self.event("rep"))
    bench.settle()
    #expect(bench.written == "hello\nrep\n")
    bench.reply(0)
    bench.settle()
    #expect(bench.written == "hello\nrep\nreply 0\nreply 1\n")
  }

  @Test("a client that closes its side gets its replies and then the end", arguments: ["status\n", "status"])
  func halfClose(text: String) {
    var bench = Bench()
    bench.answers = false
    bench.receive(text)
    bench.connection.inputClosed()
    bench.settle()
    #expect(bench.requests.count == 1)
    #expect(bench.ends == [])
    bench.reply(0)
    bench.settle()
    #expect(bench.written == "hello\nreply 0\n")
    #expect(bench.ends == [.close])
    #expect(!bench.connection.wantsInput)
  }

  @Test("a client that watches and closes its side is served on")
  func halfClosedWatcher() {
    var bench = Bench()
    bench.connection.setWatch(WatchOptions())
    bench.connection.inputClosed()
    bench.settle()
    bench.connection.send(Self.event("rep"))
    bench.settle()
    #expect(bench.written == "hello\nrep\n")
    #expect(bench.ends == [])
  }

  @Test("a request that is too long is answered after those before it, then the connection ends")
  func tooLong() throws {
    var bench = Bench()
    bench.answers = false
    bench.receive("status\n" + String(repeating: "x", count: 65_537) + "\nstatus\n")
    #expect(bench.requests.count == 2)
    #expect(bench.requests[1].command == .failure(.tooLong))
    bench.reply(1)
    bench.settle()
    #expect(bench.ends == [])
    bench.reply(0)
    bench.settle()
    #expect(bench.written == "hello\nreply 0\nreply 1\n")
    #expect(bench.ends == [.closeOutput])
    // What still comes is read and thrown away, for as long as it takes to read why.
    #expect(bench.connection.wantsInput)
    bench.receive("status\n")
    #expect(bench.requests.count == 2)
    bench.connection.tick(at: 5)
    bench.connection.tick(at: 5 + ClientConnection.linger - 0.1)
    bench.settle()
    #expect(bench.ends == [.closeOutput])
    bench.connection.tick(at: 5 + ClientConnection.linger)
    bench.settle()
    #expect(bench.ends == [.closeOutput, .close])
  }

  @Test("after a request that was too long the connection ends as soon as the client leaves")
  func tooLongAndLeaves() {
    var bench = Bench()
    bench.receive(String(repeating: "x", count: 65_537))
    bench.connection.inputClosed()
    bench.settle()
    #expect(bench.ends == [.closeOutput, .close])
  }

  @Test("a client that asks and does not read is not listened to until it reads")
  func backPressure() {
    var bench = Bench()
    bench.takesWrites = false
    bench.connection.received(ByteBuffer(string: String(repeating: "status\n", count: 9000)))
    bench.settle()
    let before = bench.requests.count
    #expect(before < 9000)
    #expect(!bench.connection.wantsInput)
    bench.takesWrites = true
    bench.connection.wrote(at: 0)
    bench.settle()
    #expect(bench.requests.count == 9000)
    #expect(bench.connection.wantsInput)
  }

  @Test("requests whose replies take long are limited in number")
  func pendingReplies() {
    var bench = Bench()
    bench.answers = false
    bench.receive(String(repeating: "devices\n", count: 1000))
    #expect(bench.requests.count == ClientConnection.mostPendingReplies)
    bench.reply(0)
    bench.settle()
    #expect(bench.requests.count == ClientConnection.mostPendingReplies + 1)
  }

  @Test("a client that misses events and reads nothing for 30 seconds is cut off between two lines")
  func stalled() {
    var bench = Bench()
    bench.settle()
    bench.takesWrites = false
    for second in 0..<100 {
      bench.connection.send(Self.event("angle \(second)", .angle(stream: 0)))
      bench.settle()
      bench.connection.tick(at: Double(second))
      bench.settle()
      #expect(bench.ends == (second < 30 ? [] : [.close]), "second \(second)")
    }
    #expect(bench.written == "hello\nangle 0\n")
  }

  @Test("a client that misses nothing is never cut off, however long it reads nothing")
  func idle() {
    var bench = Bench()
    bench.takesWrites = false
    bench.connection.send(Self.event("rep"))
    for second in 0..<1000 {
      bench.connection.tick(at: Double(second))
      bench.settle()
    }
    #expect(bench.ends == [])
  }

  @Test("a client that reads slowly is not cut off")
  func slow() {
    var bench = Bench()
    bench.takesWrites = false
    for second in 0..<200 {
      bench.connection.send(Self.event("angle \(second)", .angle(stream: 0)))
      bench.connection.send(Self.event("angle \(second)", .angle(stream: 0)))
      bench.settle()
      if second % 20 == 0 { bench.connection.wrote(at: Double(second)) }
      bench.connection.tick(at: Double(second))
      bench.settle()
    }
    #expect(bench.ends == [])
  }

  @Test("at the program's end everything that waits is written, then the connection is closed")
  func end() {
    var bench = Bench()
    bench.settle()
    bench.takesWrites = false
    for number in 0..<3 { bench.connection.send(Self.event("rep \(number)")) }
    bench.settle()
    bench.connection.end()
    bench.connection.send(Self.event("late"))
    bench.settle()
    #expect(bench.ends == [])
    bench.takesWrites = true
    bench.connection.wrote(at: 0)
    bench.settle()
    #expect(bench.written == "hello\nrep 0\nrep 1\nrep 2\n")
    #expect(bench.ends == [.close])
  }

  @Test("a client is told what it watches and no more")
  func wants() {
    var connection = Bench().connection
    #expect(!connection.wants("rep"))
    connection.setWatch(WatchOptions())
    #expect(connection.wants("rep") && connection.wants("phase"))
    let unasked = connection.wantsAngle(stream: 0, at: 0)
    #expect(!unasked)
    var options = WatchOptions()
    options.types = ["set"]
    options.angleRate = 10
    connection.setWatch(options)
    #expect(connection.wants("set") && !connection.wants("rep"))
    let angles = [(0, 0), (1, 0.01), (0, 0.05)].map { connection.wantsAngle(stream: $0, at: $1) }
    #expect(angles == [true, true, false])
    connection.setWatch(nil)
    let late = connection.wantsAngle(stream: 0, at: 100)
    #expect(!connection.wants("set") && !late)
  }
}
