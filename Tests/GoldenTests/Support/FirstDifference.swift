/// Where two texts differ first, in a sentence; nil where they are the same, byte for byte.
func firstDifference(_ found: String, _ expected: String) -> String? {
  guard found.utf8.elementsEqual(expected.utf8) == false else { return nil }
  let found = found.split(separator: "\n", omittingEmptySubsequences: false)
  let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
  for (index, pair) in zip(found, expected).enumerated() where pair.0 != pair.1 {
    return "line \(index + 1): found \(pair.0), expected \(pair.1)"
  }
  return "found \(found.count) lines, expected \(expected.count)"
}
