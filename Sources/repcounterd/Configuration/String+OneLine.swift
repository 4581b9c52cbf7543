extension String {
  /// The text with everything escaped that could begin another line or steer a terminal.
  ///
  /// Names of devices, clients and files come from elsewhere: whoever chooses them shall not write lines of our log.
  var onOneLine: String {
    guard unicodeScalars.contains(where: Self.isControl) else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if Self.isControl(scalar) {
        result.append(contentsOf: scalar.escaped(asASCII: true).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Control characters of ASCII and Latin 1, separators of lines and paragraphs, and marks that turn the direction of
  /// writing.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
