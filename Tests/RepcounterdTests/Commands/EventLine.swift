import FoundationEssentials

/// What the tests look at in a line of standard output.
struct EventLine: Decodable {
  let type: String
  var side: String?
  var count: Int?
  var code: String?
  var state: String?
  var left: Part?
  var right: Part?
  var samples: Int?
  var problems: [String: Int]?
  var rangeOfMotion: Double?
  var sequence: Int?
  var deviceTime: Double?
  var acceleration: [Double]?
  var angularRate: [Double]?

  /// A side: the count in a `session`, an object in a `summary`.
  enum Part: Decodable {
    case count(Int)
    case summary(Summary)

    struct Summary: Decodable {
      let reps: Int
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      self =
        if let count = try? container.decode(Int.self) { .count(count) } else {
          .summary(try container.decode(Summary.self))
        }
    }

    var reps: Int {
      switch self {
      case .count(let count): count
      case .summary(let summary): summary.reps
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case type
    case side
    case count
    case code
    case state
    case left
    case right
    case samples
    case problems
    case rangeOfMotion = "rom_deg"
    case sequence = "seq"
    case deviceTime = "device_s"
    case acceleration = "accel_mps2"
    case angularRate = "gyro_radps"
  }
}

extension ProgramRun {
  /// The events of standard output; every line must be one.
  func events() throws -> [EventLine] {
    try lines.map { try JSONDecoder().decode(EventLine.self, from: Data($0.utf8)) }
  }
}
