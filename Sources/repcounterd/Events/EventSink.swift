/// Where events go: standard output, a log, whoever is connected.
protocol EventSink: AnyObject {
  /// Takes events in the order in which they happened.
  func take(_ events: [Event]) throws

  /// Writes whatever is held back.
  func flush() throws
}
