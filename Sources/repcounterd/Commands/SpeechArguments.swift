import ArgumentParser
import IMUIngest

/// The options that say whether and how counts and cues are heard; the same for `run` and `watch`.
struct SpeechArguments: ParsableArguments {
  @Flag(help: "Say counts and cues aloud, by speech-dispatcher or espeak-ng.")
  var speak = false

  @Flag(help: "Ring the terminal's bell for each rep instead.")
  var bell = false

  @Option(
    help: ArgumentHelp(
      "The program that speaks: spd-say, espeak-ng or its path; auto unless set.", valueName: "name|path"))
  var speaker: String?

  func validate() throws {
    guard !(bell && speaker != nil) else {
      throw ValidationError("'--bell' and '--speaker' are two ways of hearing it: give one")
    }
  }

  /// Whether anything is to be heard.
  var isWanted: Bool { speak || bell || speaker != nil }

  /// How it is heard; a bell where no speaker is installed, of which the user is told.
  func voice() throws(CommandFailure) -> Announcer.Voice {
    if bell { return .bell }
    if let speaker = try Speaker.find(speaker ?? Speaker.automatic) { return .speaker(speaker) }
    StandardError.say(
      "neither speech-dispatcher nor espeak-ng is installed, so the bell rings; 'apt-get install espeak-ng' makes it speak"
    )
    return .bell
  }
}
