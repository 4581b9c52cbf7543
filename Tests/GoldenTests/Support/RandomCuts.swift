import IMUIngest

/// Cuts bytes at random places that depend on the seed alone.
///
/// - Parameters:
///   - bytes: what is cut.
///   - longest: length of the longest piece; every length up to it is as likely as every other on a logarithmic scale, so
///     that there are many of a byte or two.
///   - seed: any number.
func randomCuts(_ bytes: [UInt8], longest: Int, seed: UInt64) -> [ArraySlice<UInt8>] {
  var generator = SimulationGenerator(seed: seed)
  var pieces: [ArraySlice<UInt8>] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let piece = rest.prefix(Int(generator.logUniform(1, Double(longest + 1))))
    pieces.append(piece)
    rest = rest[piece.endIndex...]
  }
  return pieces
}
