import NIOCore

/// Holds back what is told of things that are not on the disk yet, and what comes after it, so that nobody is told of
/// what a crash could still take back.
///
/// A pure state machine. What is stored gets a ticket; items that need it wait until it is confirmed, and items behind
/// them wait as well, so that the order stays. Where the disk takes too long the gate is opened: from then on nothing
/// waits until everything stored is confirmed.
struct DeliveryGate<Item> {
  private var held = CircularBuffer<(ticket: UInt64, item: Item)>()
  private var issued: UInt64 = 0
  private var confirmed: UInt64 = 0
  /// Whether nothing waits although something is unconfirmed.
  private(set) var isForced = false

  /// Whether something waits.
  var isHolding: Bool { !held.isEmpty }

  /// A ticket for what is being stored now.
  mutating func issue() -> UInt64 {
    issued += 1
    return issued
  }

  /// Brings an item to the gate, behind all that came before.
  ///
  /// - Parameter ticket: of what must be on the disk first; nil where the item needs only its place in the order.
  /// - Returns: the item where it may pass at once; nil where it is held.
  mutating func pass(_ item: Item, after ticket: UInt64? = nil) -> Item? {
    let needed = max(ticket ?? 0, held.last?.ticket ?? 0)
    guard needed > confirmed, !isForced else { return item }
    held.append((needed, item))
    return nil
  }

  /// What has this ticket, and all that was stored before it, is on the disk or as good as it gets.
  ///
  /// - Returns: the items that pass, in their order.
  mutating func confirm(_ ticket: UInt64) -> [Item] {
    confirmed = max(confirmed, ticket)
    if confirmed == issued { isForced = false }
    return release(upTo: confirmed)
  }

  /// The disk takes too long: everything passes.
  mutating func force() -> [Item] {
    isForced = confirmed < issued
    return release(upTo: .max)
  }

  private mutating func release(upTo ticket: UInt64) -> [Item] {
    var items: [Item] = []
    while let first = held.first, first.ticket <= ticket {
      items.append(first.item)
      held.removeFirst()
    }
    return items
  }
}
