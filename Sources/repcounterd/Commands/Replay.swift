import IMUIngest
import RepDetector

/// Reads recordings one after the other, at their pace, and has them counted.
struct Replay {
  /// How the files are read.
  let input: ReplayInput
  /// How reps are detected.
  let detection: DetectorConfiguration
  /// Stream times, seconds, of the samples that are looked at.
  let window: ClosedRange<Double>
  /// How fast it goes.
  let speed: ReplaySpeed
  /// Whether it begins again after the last file, for ever.
  let loops: Bool

  /// Replays files, each with a detector and a session of its own.
  ///
  /// When its task is cancelled it ends the recording under way as if that ended there.
  ///
  /// - Parameters:
  ///   - files: paths, `-` for standard input.
  ///   - consumer: who counts.
  ///   - progress: told how much of all files is done, 0 to 1.
  ///   - note: takes sentences that the user should know, once each recording is read.
  /// - Returns: what was counted in all of them.
  func run(
    _ files: [String], into consumer: any ReplayConsumer, progress: (Double) -> Void = { _ in },
    note: (String) -> Void
  ) async throws -> ReplayTally {
    var tally = ReplayTally()
    var session = 0
    repeat {
      for (index, file) in files.enumerated() where !Task.isCancelled {
        session += 1
        let source = try input.open(file)
        try await consumer.begin(stream(for: source), session: "replay-\(session)", title: source.name)
        do {
          try await play(source, into: consumer) { progress((Double(index) + $0) / Double(files.count)) }
        } catch is CancellationError {
          // Ends as if the recording did.
        }
        try await consumer.end(source.finalTiming)
        tally.add(consumer.pipeline)
        for (problem, times) in source.problems { tally.note(problem, times) }
        source.notes.forEach(note)
      }
    } while loops && !Task.isCancelled
    return tally
  }

  /// The stream of a recording at its start.
  func stream(for source: any ReplaySource) -> SensorStream<RepDetector> {
    SensorStream(
      detector: RepDetector(configuration: detection), decoder: source.decoder, hasPlacedRows: source.hasPlacedRows,
      window: window)
  }

  private func play(
    _ source: any ReplaySource, into consumer: any ReplayConsumer, progress: (Double) -> Void
  ) async throws {
    var pace = ReplayPace(speed: speed, from: window.lowerBound)
    let size: ReplayPortion.Size = speed == .max && source.isFile ? .large : .small
    while let portion = try source.next(size) {
      try Task.checkCancellation()
      if let time = portion.time { try await pace.wait(until: time) }
      try await consumer.take(portion.input)
      let stream = consumer.pipeline.sensors[0]
      guard stream.unplaced == 0 else { throw Self.noTimes(source.name) }
      if portion.time == nil, let time = stream.statistics.last { try await pace.wait(until: time) }
      if size == .small { try await consumer.flush() }
      if let share = source.shareRead { progress(share) }
      if stream.hasPassedWindow { break }
    }
  }

  /// Neither capture nor wire says when samples were taken.
  static func noTimes(_ name: String) -> CommandFailure {
    CommandFailure(
      status: .usage,
      message:
        "\(name): found samples without any time, because this wire carries none; say how many there are a second with --rate"
    )
  }
}
