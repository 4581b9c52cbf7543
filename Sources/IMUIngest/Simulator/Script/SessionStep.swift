/// One thing that the wearer does in a session.
///
/// What it takes first (getting up, kneeling down, strapping the sensor on or moving it to the other arm) is done without
/// being asked for.
public enum SessionStep: Hashable, Sendable {
  /// The sensor lies still on a table for some seconds.
  case table(seconds: Double)
  /// The wearer stays as they are for some seconds.
  case rest(seconds: Double)
  /// The wearer kneels upright.
  case kneel
  /// The wearer stands up.
  case stand
  /// The wearer goes down on all fours.
  case allFours
  /// A set of reps with one arm.
  case set(ArmSide, reps: Int)
  /// Walking about, the arms swinging.
  case walk(seconds: Double)
  /// Some sips from a bottle.
  case drink
  /// Scratching head, back or shoulder.
  case scratch
  /// Doing something with the hands, the arm going anywhere.
  case fidget(seconds: Double)
  /// Shaking out the arm.
  case shakeOut
  /// Lying down on the back, resting, and back up.
  case rollOver
  /// Arching and rounding the back on all fours, then sitting back on the heels.
  case stretch
  /// Crawling about on all fours.
  case crawl(seconds: Double)
  /// Taking the sensor off and putting it on again, on the same arm.
  case restrap

  /// The activity's name in a truth file; nil for a set, whose reps are there by themselves.
  package var activity: String? {
    switch self {
    case .table: "table"
    case .rest: "rest"
    case .kneel: "kneel"
    case .stand: "stand"
    case .allFours: "all_fours"
    case .set: nil
    case .walk: "walk"
    case .drink: "drink"
    case .scratch: "scratch"
    case .fidget: "fidget"
    case .shakeOut: "shake_out"
    case .rollOver: "roll_over"
    case .stretch: "stretch"
    case .crawl: "crawl"
    case .restrap: "restrap"
    }
  }
}
