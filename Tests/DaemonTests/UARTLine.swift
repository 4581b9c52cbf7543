/// What a UART makes of bytes that were sent at another rate than its own.
enum UARTLine {
  /// The bytes that a receiver hears: 8 data bits, no parity, one stop bit, each bit sampled in its middle.
  ///
  /// Where no stop bit stands the kernel delivers a zero (termios(3): neither IGNPAR nor PARMRK), and the receiver waits
  /// for the line to rest.
  ///
  /// - Parameters:
  ///   - bytes: what is sent without a pause; the line rests before and after.
  ///   - sent: the sender's rate, baud.
  ///   - heard: the receiver's rate, baud.
  static func heard(_ bytes: [UInt8], sentAt sent: Int, heardAt heard: Int) -> [UInt8] {
    guard heard > 0 else { return [] }
    let levels = bytes.flatMap { byte -> [Bool] in [false] + (0..<8).map { byte >> $0 & 1 == 1 } + [true] }
    func level(at time: Double) -> Bool { Int(time) < levels.count ? levels[Int(time)] : true }
    // One bit of the receiver's, in bits of the sender's.
    let bit = Double(sent) / Double(heard)
    var received: [UInt8] = []
    var next = 0
    while next < levels.count {
      guard !levels[next], next == 0 || levels[next - 1] else {
        next += 1
        continue
      }
      let start = Double(next)
      guard !level(at: start + 0.5 * bit) else {
        next += 1
        continue
      }
      let value = (0..<8).reduce(UInt8(0)) { level(at: start + (1.5 + Double($1)) * bit) ? $0 | 1 << $1 : $0 }
      let stop = start + 9.5 * bit
      received.append(level(at: stop) ? value : 0)
      next = max(next + 1, Int(stop))
      while next < levels.count, !levels[next] { next += 1 }
    }
    return received
  }
}
