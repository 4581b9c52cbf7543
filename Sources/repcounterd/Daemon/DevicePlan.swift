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

  /// The baud rates to try at a line, the likeliest first; a single nil where the rate is left as it is.
  ///
  /// - Parameters:
  ///   - hasRates: whether a baud rate does anything at the line.
  ///   - last: the rate at which the sensor was heard last.
  func baudRates(hasRates: Bool, last: Int?) -> [Int?] {
    if let baudRate { return [baudRate] }
    guard hasRates else { return [nil] }
    let known = protocols.flatMap(\.baudRates)
    let usual = Self.usualBaudRates.filter(known.contains)
    let others = known.filter { !usual.contains($0) }
    var rates: [Int?] = []
    for rate in [last].compactMap(\.self) + usual + others where !rates.contains(rate) { rates.append(rate) }
    return rates.isEmpty ? [nil] : rates
  }

  /// The rates at which inertial sensors are sold, by how common they are.
  private static let usualBaudRates = [
    115_200, 9600, 921_600, 57_600, 460_800, 230_400, 38_400, 19_200, 4800,
  ]
}
