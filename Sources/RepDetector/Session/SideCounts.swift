/// A number of reps for each arm.
public struct SideCounts: Hashable, Sendable {
  /// Of the left arm.
  public var left: Int
  /// Of the right arm.
  public var right: Int

  /// Makes counts; zero unless given.
  public init(left: Int = 0, right: Int = 0) {
    self.left = left
    self.right = right
  }

  /// The number of one arm.
  public subscript(side: Side) -> Int {
    get { side == .left ? left : right }
    set {
      switch side {
      case .left: left = newValue
      case .right: right = newValue
      }
    }
  }
}

extension Int {
  /// The count after a correction: never below 0, never beyond what a number can hold.
  func corrected(by number: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(number)
    return overflow ? .max : Swift.max(0, sum)
  }
}
