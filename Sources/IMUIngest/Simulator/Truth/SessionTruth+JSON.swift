extension SessionTruth {
  /// The truth file's text: one JSON object, one rep a line, newline at the end.
  ///
  /// Times in seconds with three decimals, angles in degrees with two. `declared_side` is null where nothing is declared.
  public var json: String {
    var lines = [
      "\"name\": \(Self.quoted(name))",
      "\"rate_hz\": \(Self.decimal(rate, 3))",
      "\"declared_side\": \(declaredSide.map { Self.quoted($0.rawValue) } ?? "null")",
      "\"mount\": \(Self.quoted(mount))",
    ]
    lines.append(Self.array("reps", reps.map { "{\(Self.fields($0))}" }))
    lines.append(
      Self.array(
        "partials", partials.map { "{\(Self.fields($0.swing)), \"reason\": \(Self.quoted($0.reason.rawValue))}" }))
    lines.append(
      Self.array(
        "activities",
        activities.map {
          "{\"kind\": \(Self.quoted($0.kind)), \"t_start\": \(Self.time($0.start)), \"t_end\": \(Self.time($0.end))}"
        }))
    lines.append("\"seed\": \(seed)")
    lines.append("\"duration_s\": \(Self.time(duration))")
    lines.append("\"lost_samples\": \(lostSamples)")
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private static func fields(_ rep: Rep) -> String {
    [
      "\"side\": \(quoted(rep.side.rawValue))",
      "\"t_start\": \(time(rep.start))",
      "\"t_top\": \(time(rep.top))",
      "\"t_end\": \(time(rep.end))",
      "\"rom_deg\": \(angle(rep.romDegrees))",
      "\"bottom_deg\": \(angle(rep.bottomDegrees))",
      "\"top_deg\": \(angle(rep.topDegrees))",
      "\"net_deg\": \(angle(rep.netDegrees))",
      "\"set\": \(rep.set)",
    ].joined(separator: ", ")
  }

  private static func array(_ name: String, _ rows: [String]) -> String {
    rows.isEmpty ? "\"\(name)\": []" : "\"\(name)\": [\n" + rows.joined(separator: ",\n") + "\n]"
  }

  private static func time(_ seconds: Double) -> String { decimal(seconds, 3) }

  private static func angle(_ degrees: Double) -> String { decimal(degrees, 2) }

  private static func decimal(_ value: Double, _ decimals: Int) -> String {
    var text: [UInt8] = []
    FixedPoint.append(value, decimals: decimals, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// A JSON string; names are made here and hold nothing but printable ASCII, of which two must be escaped.
  private static func quoted(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if character == "\"" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return "\"\(escaped)\""
  }
}
