/// Makes a counter that starts over at a modulus run on for ever.
struct Unwrapper: Sendable {
  /// The number at which the counter starts over.
  let modulus: UInt64
  private var last: UInt64?
  private var base: UInt64 = 0

  /// Makes an unwrapper that has seen nothing.
  init(modulus: UInt64) {
    self.modulus = modulus
  }

  /// The running number of the counter's next value.
  ///
  /// A step back by more than half of the modulus is taken for its wrap; a smaller one for a device that started anew, and
  /// the number then steps back too.
  mutating func unwrap(_ value: UInt64) -> UInt64 {
    if let last, value < last, last - value > modulus / 2 { base += modulus }
    last = value
    return base + value
  }
}
