import Analysis
import Model
import Rendering
import ScenarioFiles

/// How much real time a scenario's time takes: asked for, or chosen so that a class can wait for it.
struct RealScale {
  let scale: TimeScale
  /// The scenario's time that is told beside its real time, "1 min = 10 ms".
  let unit: Nanoseconds

  /// The longest run, the one of a single worker, lasts about so long by default.
  private static let usual = 5 * TimeUnit.second
  /// It may last so long where steps would be too short otherwise.
  private static let longest = 5 * TimeUnit.minute
  /// A step of fewer clock steps than this says more of the clock than of the scenario.
  private static let fewestResolutions: Nanoseconds = 20

  /// `1min=10ms`.
  init(text: String) throws {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2 else {
      throw Failure.usage(
        "`--scale \(harmless(text))`: write the scenario's time and the real one: 1min=10ms")
    }
    do {
      let written = try DurationParser.parse(sides[0])
      let real = try DurationParser.parse(sides[1])
      guard written > 0, real > 0 else {
        throw Failure.usage("`--scale \(harmless(text))`: both times must be longer than 0")
      }
      scale = TimeScale(real: real, written: written)
      unit = written
    } catch let mistake as ScalarMistake {
      throw Failure.usage(
        "`--scale \(harmless(text))`: \(harmless(mistake.message))"
          + (mistake.remedy.map { "; \(harmless($0))" } ?? ""))
    }
  }

  /// A scale with which the longest of some ideal runs lasts about five seconds, and never longer than in
  /// the scenario.
  init(longestRun: Nanoseconds, shortestStep: Nanoseconds?, resolution: Nanoseconds) {
    unit =
      [TimeUnit.hour, TimeUnit.minute, TimeUnit.second].first { longestRun >= 2 * $0 }
      ?? TimeUnit.second
    guard longestRun > Self.usual else {
      scale = .one
      return
    }
    var wanted = Double(Self.usual) / Double(longestRun)
    if let shortestStep {
      let least = Double(Self.fewestResolutions * resolution) / Double(shortestStep)
      let most = Double(Self.longest) / Double(longestRun)
      if least > wanted { wanted = min(least, most) }
    }
    scale = TimeScale(real: Self.rounded(wanted * Double(unit)), written: unit)
  }

  /// Two leading digits, so that the scale can be said aloud; rounded up.
  private static func rounded(_ time: Double) -> Nanoseconds {
    var digits = max(1, time)
    var power = 1.0
    while digits >= 100 {
      digits /= 10
      power *= 10
    }
    let rounded = digits.rounded(.up) * power
    return rounded < 0x1p63 ? max(1, Nanoseconds(rounded)) : .max
  }

  /// How it is told in reports.
  func setting(cores: Int) -> RealSetting {
    scale == .one
      ? RealSetting(TimeUnit.second, is: TimeUnit.second, cores: cores)
      : RealSetting(unit, is: scale.real(unit), cores: cores)
  }

  /// Refuses a scale with which a step would be too short to mean anything.
  func check(_ scenario: Scenario, resolution: Nanoseconds) throws {
    guard let (task, time) = Self.shortestStep(of: scenario) else { return }
    let least = Self.fewestResolutions * resolution
    guard scale.real(time) < least else { return }
    var needed = (unit: unit, real: Self.rounded(Double(least) / Double(time) * Double(unit)))
    if needed.real > DurationParser.longest {
      // What cannot be written for the usual unit can be for the step itself.
      needed = (time, Self.rounded(Double(least)))
    }
    let times = TimeText(longestStep: time, elapsed: 0)
    let real = TimeText(longestStep: least, elapsed: 0)
    throw Failure.usage(
      "\(scale == .one ? "" : "with \(setting(cores: 1).scaleText) ")a step of \(task) (\(times.text(Int128(time)))) lasts "
        + "\(real.text(Int128(scale.real(time)))), too short to mean anything: the timers of this "
        + "machine are \(real.text(Int128(resolution))) late. Write --scale "
        + "\(Self.plain(needed.unit))=\(Self.plain(needed.real)) or more")
  }

  /// A duration as a command line takes it.
  private static func plain(_ time: Nanoseconds) -> String {
    let units: [(String, Nanoseconds)] = [
      ("h", TimeUnit.hour), ("min", TimeUnit.minute), ("s", TimeUnit.second),
      ("ms", TimeUnit.millisecond), ("us", TimeUnit.microsecond),
    ]
    let unit = units.first { time >= $0.1 && time % $0.1 == 0 } ?? ("ns", 1)
    return "\(time / unit.1)\(unit.0)"
  }

  /// The shortest step that takes any time, by its written or mean duration.
  static func shortestStep(of scenario: Scenario) -> (task: String, time: Nanoseconds)? {
    scenario.tasks.flatMap { task in
      task.steps.map { (task.name, $0.duration.expected(job: 0)) }
    }
    .filter { $0.1 > 0 }.min { $0.1 < $1.1 }
  }
}
