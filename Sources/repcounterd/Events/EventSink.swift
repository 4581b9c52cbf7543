/// Where events go: standard output, a log, whoever is connected.
protocol EventSink: AnyObject {
  /// Tells what a person calls the recording whose events come now; lines of JSON do not say it.
  func begin(_ title: String) throws

  /// Takes events in the order in which they happened.
  func take(_ events: [Event]) throws

  /// Writes whatever is held back.
  func flush() throws
}
