extension SimulatedScenario {
  /// A named kind of session.
  public struct Preset: Sendable {
    /// The name, as on the command line.
    public let name: String
    /// What is special about it, in a few words.
    public let summary: String
    fileprivate let change: @Sendable (inout ScenarioDraft) -> Void
  }

  /// All presets, in the order in which they are listed to the user.
  public static let presets: [Preset] = [
    Preset(name: "nominal", summary: "an ordinary wearer, a good sensor") { _ in },
    Preset(name: "slow", summary: "10 to 20 seconds a rep") { draft in
      draft.styles { style, generator in
        style.openSeconds = 4...7
        style.closeSeconds = 4...8
        style.holdSeconds = 0.5...4
        style.steadyProbability = 0.5
      }
      draft.left = draft.left / 2
      draft.right = draft.right / 2
    },
    Preset(name: "fast", summary: "0.9 to 1.6 seconds a rep") { draft in
      draft.styles { style, generator in
        style.openSeconds = 0.45...0.7
        style.closeSeconds = 0.45...0.75
        style.holdSeconds = 0...0.06
        style.pauseSeconds = 0...0.1
        style.hesitationProbability = 0
      }
    },
    Preset(name: "stiff", summary: "ranges of 34 to 65 degrees") { draft in
      draft.styles { style, generator in
        style.rangeDegrees = generator.uniform(38, 62)
        // Who opens little does not reach the other elbow either.
        style.bottomDegrees = generator.normal(-84, 5)
        style.rangeSpreadDegrees = 2.5
        style.bottomSpreadDegrees = 1.5
      }
    },
    Preset(name: "flexible", summary: "ranges of 175 to 215 degrees, tops beyond +90") { draft in
      draft.styles { style, generator in
        style.rangeDegrees = generator.uniform(180, 208)
        style.bottomDegrees = generator.uniform(-135, -110)
      }
      draft.tempo(0.6...0.9)
    },
    Preset(name: "hesitant", summary: "pauses and small reversals within the swings") { draft in
      draft.styles { style, generator in
        style.hesitationProbability = 0.7
        style.hesitationSeconds = 0.2...1.6
        style.reversalShare = 0.17
      }
    },
    Preset(name: "partials", summary: "swings too small to count, closings cut short") { draft in
      draft.styles { style, generator in
        style.partialProbability = 0.45
        style.shortReturnProbability = 0.15
        style.abandonProbability = 0.3
      }
    },
    Preset(name: "fatigue", summary: "the range falls by 25 to 45 % over a set, rests in it") { draft in
      draft.styles { style, generator in
        style.fatigue = generator.uniform(0.25, 0.45)
        style.restProbability = 0.12
      }
      draft.left = draft.generator.integer(9, 14)
      draft.right = draft.generator.integer(9, 14)
    },
    Preset(name: "cheap", summary: "a noisy sensor with a large bias, at 50 Hz") { draft in
      draft.useCheapSensor()
      draft.scenario.sensor.rate = 50
    },
    Preset(name: "lossy", summary: "samples lost one by one and up to a second at once, some twice") { draft in
      draft.scenario.sensor.rate = draft.generator.pick([50, 100])
      draft.scenario.sensor.lossProbability = draft.generator.uniform(0.01, 0.05)
      draft.scenario.sensor.burstLossesPerMinute = draft.generator.uniform(3, 8)
      draft.scenario.sensor.burstLossSeconds = draft.generator.uniform(0.3, 1)
      draft.scenario.sensor.duplicateProbability = 0.005
    },
    Preset(name: "burst", summary: "stamped on arrival, all samples of 16 ms at once") { draft in
      draft.scenario.sensor.rate = draft.generator.pick([100, 200])
      draft.scenario.sensor.stamp = .arrival
      draft.scenario.sensor.arrivalQuantum = 0.016
      draft.scenario.sensor.latencyJitter = 0.002
    },
    Preset(name: "tilted", summary: "the trunk slopes by up to 28 degrees and leans") { draft in
      draft.scenario.tiltDegrees = draft.generator.sign() * draft.generator.uniform(15, 28)
      draft.scenario.leanDegrees = draft.generator.uniform(-12, 12)
      draft.scenario.placement = PlacementSpread(aboutArmDegrees: 40, otherwiseDegrees: 15)
    },
    Preset(name: "busy", summary: "walking, drinking, scratching and more between the sets") { draft in
      draft.pastimes = 2...4
      draft.wanders = true
      draft.repsPerSet = 6
    },
    Preset(name: "clip", summary: "fast reps beyond a gyroscope's range") { draft in
      draft.styles { style, generator in
        style.openSeconds = 0.8...1.4
        style.closeSeconds = 0.8...1.4
        style.holdSeconds = 0...0.3
      }
      draft.scenario.sensor.gyroRange = draft.generator.pick([125, 250])
      draft.scenario.sensor.gyroStep = draft.scenario.sensor.gyroRange / 32_768
      draft.scenario.sensor.accelRange = draft.generator.pick([2, 4, 16])
      draft.scenario.sensor.accelStep = draft.scenario.sensor.accelRange / 32_768
    },
    Preset(name: "lowrate", summary: "10 to 25 samples a second") { draft in
      draft.scenario.sensor.rate = draft.generator.pick([10, 20, 25])
    },
    Preset(name: "highrate", summary: "400 to 1000 samples a second, few reps") { draft in
      draft.scenario.sensor.rate = draft.generator.pick([400, 800, 1000])
      draft.left = 2
      draft.right = 2
    },
    Preset(name: "continuous", summary: "no pause at bottom or top") { draft in
      draft.styles { style, generator in
        style.holdSeconds = 0...0
        style.pauseSeconds = 0...0
        style.hesitationProbability = 0
        style.restProbability = 0
      }
    },
    Preset(name: "strap-change", summary: "off the table, onto one arm, onto the other, back to the table") { draft in
      draft.table = true
      draft.left = draft.left / 2 + 1
      draft.right = draft.right / 2 + 1
      draft.repsPerSet = 3
      draft.pastimes = 0...1
    },
    Preset(name: "anymount", summary: "one arm, declared; nobody knows how the sensor's axes lie") { draft in
      draft.oneSided = true
      draft.scenario.declaresSide = true
      draft.scenario.mount = .unknown(using: &draft.generator)
    },
    Preset(name: "axes", summary: "the sensor's axes lie otherwise, and the user says how") { draft in
      draft.scenario.mount = .axes(using: &draft.generator)
    },
    Preset(name: "nogyro", summary: "acceleration alone") { draft in
      draft.scenario.sensor.hasGyro = false
    },
    Preset(name: "soft", summary: "soft flesh, strong tremor, a slipping strap") { draft in
      draft.scenario.wearer.tissueFrequency = draft.generator.uniform(4, 6)
      draft.scenario.wearer.tissueDamping = draft.generator.uniform(0.12, 0.3)
      draft.scenario.wearer.tissueRocking = draft.generator.uniform(6, 12)
      draft.scenario.wearer.tremorRate = draft.generator.uniform(0.06, 0.16)
      draft.scenario.wearer.tremorFrequency = draft.generator.uniform(4, 8)
      draft.styles { style, _ in style.strapSlipDegrees = 8 }
    },
    Preset(name: "idle", summary: "no reps at all, everything else") { draft in
      draft.left = 0
      draft.right = 0
      draft.wanders = true
      draft.pastimes = 0...0
      draft.table = draft.generator.chance(0.5)
    },
    Preset(name: "random", summary: "everything drawn far and independently") { $0.vary() },
  ]

  /// Makes a session of a named kind.
  ///
  /// - Parameters:
  ///   - name: a preset's name.
  ///   - seed: decides all that is drawn.
  ///   - left: reps of the left arm; nil to draw them.
  ///   - right: reps of the right arm; nil to draw them.
  ///   - rate: samples a second, Hz; nil for the preset's.
  /// - Throws: ``UnknownScenarioError``.
  public static func preset(
    _ name: String, seed: UInt64, left: Int? = nil, right: Int? = nil, rate: Double? = nil
  ) throws(UnknownScenarioError) -> SimulatedScenario {
    guard let preset = presets.first(where: { $0.name == name }) else { throw UnknownScenarioError(name: name) }
    var draft = ScenarioDraft(name: name, seed: seed)
    preset.change(&draft)
    if let left { draft.left = left }
    if let right { draft.right = right }
    if let rate { draft.scenario.sensor.rate = rate }
    if name == "idle", left == nil, right == nil { return draft.idleSession() }
    return draft.finished()
  }

  /// Makes a session in which everything is drawn far and independently, for studies over thousands of them.
  ///
  /// The preset `random`.
  public static func random(seed: UInt64) -> SimulatedScenario {
    var draft = ScenarioDraft(name: "random", seed: seed)
    draft.vary()
    return draft.finished()
  }
}

/// A name that no preset has.
public struct UnknownScenarioError: Error, Hashable, CustomStringConvertible {
  /// The name.
  public let name: String

  /// Makes an error.
  public init(name: String) {
    self.name = name
  }

  /// What was found and what there is.
  public var description: String {
    "there is no scenario '\(name)'; choose one of \(SimulatedScenario.presets.map(\.name).joined(separator: ", "))"
  }
}
