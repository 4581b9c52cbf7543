/// Days in a row with a session.
struct Streak: Equatable {
  /// The longest, days.
  private(set) var longest = 0
  /// The one that goes on today or went on until yesterday, days.
  private(set) var current = 0

  /// Finds the streaks of days.
  ///
  /// - Parameters:
  ///   - days: days with a session, whole days since any fixed day; in any order.
  ///   - today: the day from which it is looked.
  init(days: some Sequence<Int>, today: Int) {
    var run = 0
    var last: Int?
    for day in Set(days).sorted() where day <= today {
      run = day - 1 == last ? run + 1 : 1
      longest = max(longest, run)
      last = day
    }
    if let last, today - last <= 1 { current = run }
  }
}
