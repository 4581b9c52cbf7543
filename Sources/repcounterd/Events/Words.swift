import RepDetector

// The detector's words are the protocol's words: what stands in a line is the case's raw value.
extension Side: Encodable {}
extension Phase: Encodable {}
extension Rep.Flag: Encodable {}
