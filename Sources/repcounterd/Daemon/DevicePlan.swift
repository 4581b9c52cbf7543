import IMUIngest
import RepDetector

/// What the user says about one sensor.
struct DevicePlan: Sendable {
  /// Where the sensor is.
  enum Place: Equatable, Sendable {
    /// At this path, whether it is there at present or not.
    case path(String)
    /// At whichever serial port a sensor is found.
    case automatic
  }

  /// Where the sensor is.
  var place: Place
  /// The wire that it speaks; nil to find out.
  var wire: WireProtocol?
  /// What the wire does not say itself.
  var options = WireOptions()
  /// Bits per second; nil to find out.
  var baudRate: Int?
  /// Whether a sensor that sends nothing may be asked for a sign of life.
  var mayAsk = true

  /// How the sensor is called until it is found.
  var name: String {
    switch place {
    case .path(let path): path
    case .automatic: "auto"
    }
  }

  /// The protocols to think of.
  var protocols: [WireProtocol] {
    wire.map { [$0] } ?? WireTable.all
  }

  /// The baud rates to try, the likeliest first: those of the wires that come into question.
  var baudRates: [Int] {
    if let baudRate { return [baudRate] }
    let known = protocols.flatMap(\.baudRates)
    return BaudHunt.usualRates.filter(known.contains) + known.filter { !BaudHunt.usualRates.contains($0) }
  }
}
