/// What the last keys of a stream stand for: a sketch prints the same few in the same order, line after line.
///
/// Looking a name up takes far longer than finding that it is the one expected. Bounded; longer keys are not kept.
struct KeyCache<Value: Sendable>: Sendable {
  /// Most keys that are kept; a line with more is slower.
  private static var capacity: Int { 24 }

  private var entries: [(key: UInt128, length: Int, value: Value)] = []
  private var next = 0

  /// What a key stands for; found out by a function unless it is known.
  mutating func value(
    _ bytes: Span<UInt8>, _ key: Range<Int>, _ find: (Span<UInt8>, Range<Int>) -> Value
  ) -> Value {
    guard let packed = packed(bytes, key) else { return find(bytes, key) }
    if next >= entries.count { next = 0 }
    if next < entries.count, entries[next].key == packed, entries[next].length == key.count {
      defer { next += 1 }
      return entries[next].value
    }
    if let known = entries.firstIndex(where: { $0.key == packed && $0.length == key.count }) {
      next = known + 1
      return entries[known].value
    }
    let value = find(bytes, key)
    if entries.count < Self.capacity {
      entries.append((packed, key.count, value))
      next = entries.count
    }
    return value
  }
}
