import Analysis
import Model

/// A chart of what the lanes of one or more runs did, on one time axis, as an SVG that needs nothing else.
///
/// Every job is a rectangle with a tooltip. A state has a hatch beside its colour, so that the chart can
/// be read in black and white. Where a lane has more stretches than can be told apart, neighbours are
/// one shape: a file of any run is below 2 MB.
public struct GanttSVG: Sendable {
  /// The most runs that are stacked.
  public static let mostRuns = 64

  let title: String
  let runs: [ShownRun]
  let times: TimeText
  let scheme: PictureScheme
  let idPrefix: String
  let isEmbedded: Bool

  /// Makes a chart of one to 64 runs.
  ///
  /// `idPrefix` begins all ids and classes: two pictures on one page need different ones. An embedded
  /// picture has no ground of its own and is as wide as its place.
  public init(
    title: String, runs: [ShownRun], times: TimeText? = nil, scheme: PictureScheme = .automatic,
    idPrefix: String = "toast", isEmbedded: Bool = false
  ) {
    precondition((1...Self.mostRuns).contains(runs.count), "a chart has 1 to 64 runs")
    self.title = title
    self.runs = runs
    self.times = times ?? TimeText(sharedBy: runs.map(\.result))
    self.scheme = scheme
    self.idPrefix = idPrefix
    self.isEmbedded = isEmbedded
  }

  /// The whole document.
  ///
  /// Cost: linear in the stretches of the lanes that are shown.
  public var document: String {
    var chart = GanttChart(self)
    return chart.document()
  }

  /// What came out of a run, in a line: "makespan 50 min, speedup 4.00x, Amdahl 4.00x".
  static func summary(_ run: ShownRun, _ times: TimeText) -> String {
    let result = run.result
    let end = times.text(Int128(run.end))
    var parts: [String]
    switch result.cause {
    case .settled: parts = ["makespan \(end)"]
    case .cut: parts = [run.isUnderWay ? "\(end) so far" : "cut at \(end)"]
    case .deadlock(let jobs): parts = ["stuck at \(end)" + (jobs.first.map { ": \($0)" } ?? "")]
    }
    if let speedup = result.speedup {
      let against = result.baseline.name == "t1" ? "" : " against \(result.baseline.name)"
      parts.append("speedup \(fixed(speedup, 2))x\(against)")
      if let law = result.amdahl { parts.append("Amdahl \(fixed(law.speedup, 2))x") }
      return parts.joined(separator: ", ")
    }
    let count = fixed(
      result.finishedCount, result.finishedCount.rounded() == result.finishedCount ? 0 : 1)
    parts.append("\(count) of \(result.scenario.jobCount) jobs finished")
    if result.failedCount > 0 { parts.append("\(fixed(result.failedCount, 0)) failed") }
    if let share = result.utilisation { parts.append("\(percent(share)) busy") }
    return parts.joined(separator: ", ")
  }

  /// One sentence on all runs.
  var description: String {
    let most = 8
    var parts = runs.prefix(most).map { run in
      runs.count == 1
        ? Self.summary(run, times) : "\(run.label): \(Self.summary(run, times))"
    }
    if runs.count > most { parts.append("and \(runs.count - most) more runs") }
    return "Lanes over time, " + parts.joined(separator: "; ") + "."
  }
}
