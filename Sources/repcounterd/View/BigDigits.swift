/// Numbers in large type, from blocks.
enum BigDigits {
  /// Rows of a digit at scale 1.
  static let height = 5
  private static let width = 3
  /// A block is twice as high as wide in a terminal's cell, so that it takes two cells in a row to look square.
  private static let cellsPerDot = 2

  /// Each digit as five rows of three dots, the leftmost in the highest bit.
  private static let dots: [Character: [UInt8]] = [
    "0": [0b111, 0b101, 0b101, 0b101, 0b111],
    "1": [0b010, 0b110, 0b010, 0b010, 0b111],
    "2": [0b111, 0b001, 0b111, 0b100, 0b111],
    "3": [0b111, 0b001, 0b111, 0b001, 0b111],
    "4": [0b101, 0b101, 0b111, 0b001, 0b001],
    "5": [0b111, 0b100, 0b111, 0b001, 0b111],
    "6": [0b111, 0b100, 0b111, 0b101, 0b111],
    "7": [0b111, 0b001, 0b001, 0b001, 0b001],
    "8": [0b111, 0b101, 0b111, 0b101, 0b111],
    "9": [0b111, 0b101, 0b111, 0b001, 0b111],
  ]

  /// Cells that a number of so many digits takes in a row.
  static func width(digits: Int, scale: Int) -> Int {
    (digits * width + digits - 1) * cellsPerDot * scale
  }

  /// The largest scale at which a number of so many digits fits, at least 1.
  static func scale(digits: Int, columns: Int, rows: Int) -> Int {
    var scale = 1
    while width(digits: digits, scale: scale + 1) <= columns, height * (scale + 1) <= rows { scale += 1 }
    return scale
  }

  /// The rows of a number.
  ///
  /// - Parameters:
  ///   - number: not negative.
  ///   - scale: cells for half a dot's width and a dot's height.
  ///   - block: what a dot is made of.
  static func rows(of number: Int, scale: Int, block: Character) -> [String] {
    let digits = String(number).compactMap { dots[$0] }
    let cells = cellsPerDot * scale
    return (0..<height * scale).map { row in
      digits.map { digit in
        (0..<width).reversed().map { column in
          String(repeating: digit[row / scale] >> column & 1 == 1 ? block : " ", count: cells)
        }.joined()
      }.joined(separator: String(repeating: " ", count: cells))
    }
  }
}
