public import Analysis
import Model

/// A scenario run for real on one to four kinds of workers, beside its simulations.
///
/// Of several kinds it shows what a screen holds: a table, what to think of each, and where the time
/// goes. Of one, and of each where more is asked for, lanes and gauges too.
public struct RealText {
  let outcomes: [RealOutcome]
  let style: ReportStyle
  let times: TimeText
  /// Makespans beside each other.
  let numbers: RealNumbers
  /// Effects, which are a small part of a makespan.
  let fineNumbers: RealNumbers
  private let setting: RealSetting
  private let notes: [String]

  /// Makes the text of a scenario's outcomes, one a kind of worker, in the order given.
  public init(
    _ outcomes: [RealOutcome], setting: RealSetting, style: ReportStyle, notes: [String] = []
  ) {
    precondition(!outcomes.isEmpty, "a comparison has an outcome")
    self.outcomes = outcomes
    self.setting = setting
    self.style = style
    self.notes = notes
    times = TimeText(sharedBy: outcomes.map(\.ideal))
    let typical = outcomes.map { $0.makespans?.median ?? $0.medianRun.result.elapsed }.min() ?? 0
    numbers = RealNumbers(for: typical)
    fineNumbers = RealNumbers(for: typical, digits: 5, whole: 3)
  }

  /// The text; each line ends with a newline.
  public var text: String {
    var lines = header() + comparison()
    lines += [""] + outcomes.flatMap { told(sentences($0), after: "\($0.kind.rawValue): ") } + [""]
    if outcomes.count > 1, !style.isVerbose {
      lines += waterfalls()
    } else {
      lines += outcomes.map(section).joined(separator: [""])
    }
    lines += notes.flatMap { Layout.fold($0, indent: "  ", width: style.width) }
    return lines.map { Layout.trimmedEnd($0) + "\n" }.joined()
  }

  private func header() -> [String] {
    let scenario = outcomes[0].ideal.scenario
    let variant = outcomes[0].ideal.variant
    let workers = scenario.pools.prefix(4).map { Layout.counted($0.count, $0.name) }
    var facts = variant == "default" ? [] : ["variant \(variant)"]
    facts += [Layout.counted(scenario.jobCount, "job")] + workers
    if scenario.pools.count > 4 { facts.append("and \(scenario.pools.count - 4) more pools") }
    let counts = Set(outcomes.map(\.runs.count)).sorted()
    facts += [
      scenario.execution.rawValue, setting.scaleText, setting.coresText,
      counts.map(String.init).joined(separator: " to ")
        + (counts == [1] ? " repetition" : " repetitions"),
    ]
    let text = facts.joined(separator: ", ")
    // Folding counts characters, and a pool's name may have wide ones.
    let wide = max(0, displayWidth(text) - text.count)
    return [style.bold(Layout.fitting(harmlessLine(scenario.name), columns: style.width))]
      + Layout.fold(text, indent: "", width: style.width - wide) + [""]
  }

  /// What stands for a value that is null.
  var none: String { style.glyphs.missing }

  /// Sentences as a paragraph that begins with what they are about.
  func told(_ sentences: [String], after head: String = "") -> [String] {
    guard !sentences.isEmpty else { return [] }
    let text = head + sentences.joined(separator: " ")
    var lines = Layout.fold(text, indent: "  ", width: style.width)
    if !head.isEmpty, style.hasColor {
      let kept = head.split(separator: " ").joined(separator: " ")
      lines[0] = "  " + style.bold(kept) + lines[0].dropFirst(2 + kept.count)
    }
    return lines
  }
}
