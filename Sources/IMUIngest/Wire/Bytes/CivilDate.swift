/// A day of the Gregorian calendar.
struct CivilDate: Hashable, Sendable {
  var year: Int
  /// From 1.
  var month: Int
  /// From 1.
  var day: Int

  /// Days since 1 January 1970; nil where month or day cannot be (days run to 31 in every month).
  ///
  /// Years are counted from March, so that the leap day comes last and the lengths of the months before it follow one
  /// line: 153 days in five months.
  var daysSince1970: Int? {
    guard (1...12).contains(month), (1...31).contains(day), year >= 1 else { return nil }
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    let daysToMarch1970 = 719_468
    return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - daysToMarch1970
  }
}
