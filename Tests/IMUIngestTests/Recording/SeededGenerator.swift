extension SeededGenerator {
  /// Makes a generator from its seed.
  init(seed: UInt64) { self.init(seed) }
}
