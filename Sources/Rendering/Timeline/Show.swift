public import Analysis
public import Model

/// A run that is shown, with the name that tells it from the others.
public struct ShownRun: Sendable {
  /// Its name in a race; the scenario's name where it is alone.
  public let label: String
  /// The run.
  public let timeline: RunTimeline
  /// The positions of its lanes that have a row of their own.
  let lanes: [Int]
  /// Whether it goes on, so that its end is not one.
  let isUnderWay: Bool

  /// Makes a run to be shown.
  public init(_ label: String, _ timeline: RunTimeline, isUnderWay: Bool = false) {
    self.label = label
    self.timeline = timeline
    self.isUnderWay = isUnderWay
    let all = timeline.result.lanes
    lanes = all.indices.filter { all[$0].width == 1 }
  }

  /// Its result.
  var result: RunResult { timeline.result }
  /// Its makespan or what stands for it: the end, in nanoseconds.
  var end: Nanoseconds { timeline.end }
}

/// The speedup that a number of workers gives, for the plot.
public struct ScalingPoint: Equatable, Sendable {
  /// How many workers.
  public let workers: Int
  /// Baseline over makespan.
  public let speedup: Double

  /// Makes a point.
  public init(workers: Int, speedup: Double) {
    self.workers = workers
    self.speedup = speedup
  }
}

/// What a view shows: one run, or several on one axis.
///
/// It never changes while it is shown.
public struct Show: Sendable {
  /// The most runs that are stacked.
  public static let mostRuns = 4

  /// The scenario's name.
  public let title: String
  /// The runs, at least one.
  public let runs: [ShownRun]
  /// Whether the makespan is to be guessed, so that nothing may give it away before the end.
  public let isPredicting: Bool
  /// The position of the run whose makespan is guessed.
  public let guessedRun: Int
  /// Speedups for other numbers of workers; empty for no plot.
  public let points: [ScalingPoint]
  /// The words of times.
  public let times: TimeText
  let clock: ClockText
  /// The end of the longest run, in nanoseconds.
  public let end: Nanoseconds
  /// The longest step as written, in nanoseconds.
  let longestStep: Nanoseconds

  /// Makes a show of one to four runs.
  public init(
    _ title: String, _ runs: [ShownRun], isPredicting: Bool = false, guessedRun: Int? = nil,
    points: [ScalingPoint] = []
  ) {
    precondition((1...Self.mostRuns).contains(runs.count), "a show has one to four runs")
    self.title = title
    self.runs = runs
    self.isPredicting = isPredicting
    self.points = points
    self.guessedRun = guessedRun ?? runs.count - 1
    times = TimeText(sharedBy: runs.map(\.result))
    longestStep =
      runs.flatMap { $0.timeline.scenario.tasks.flatMap(\.steps) }
      .map { $0.duration.expected(job: 0) }.max() ?? 0
    end = runs.map(\.end).max() ?? 0
    clock = ClockText(
      longestStep: longestStep, end: !isPredicting && end >= 100 * TimeUnit.hour ? end : 0)
  }

  /// How much of a run's time a second of a real one shows at first: from what must be done, so that it
  /// tells nothing of the end.
  public var firstSpeed: Nanoseconds {
    let bounds = runs.compactMap(\.result.bounds).map { Nanoseconds(clamping: $0.lower) }
    let length = isPredicting ? max(bounds.max() ?? 0, longestStep) : max(1, end)
    return Self.nice(max(1, length / 15))
  }

  /// The length of the window that scrolls while the end is not to be told.
  var firstWindow: Nanoseconds {
    let lower = runs.compactMap(\.result.bounds).map { Nanoseconds(clamping: $0.lower) }.max() ?? 0
    // It may grow eight times, and stays within what the clock can count.
    let steps = min(12 * Int128(longestStep / 2), Int128(Nanoseconds.max / 16))
    return Self.nice(max(1, Nanoseconds(steps), min(lower / 8, .max / 16)))
  }

  /// A length of 1, 2, 3 or 5 times a power of ten of a unit that people count in.
  private static func nice(_ time: Nanoseconds) -> Nanoseconds {
    let units = [TimeUnit.hour, TimeUnit.minute, TimeUnit.second]
    let unit = units.first { time >= $0 } ?? 1
    var scale: Nanoseconds = unit
    while time / scale >= 10 { scale *= 10 }
    let lead = time / scale
    return (lead >= 5 ? 5 : lead >= 3 ? 3 : lead >= 2 ? 2 : 1) * scale
  }

  /// The next instant, or the one before, at which something happens in any of the runs; nil where
  /// there is none.
  func neighbour(of time: Nanoseconds, isLater: Bool) -> Nanoseconds? {
    let times = runs.compactMap { run -> Nanoseconds? in
      let moments = run.timeline.moments
      let index = moments.index(at: time)
      if isLater {
        let next = index + 1
        if next < moments.moments.count { return moments.moments[next].time }
        return time < run.end ? run.end : nil
      }
      if time > run.end { return run.end }
      if moments.moments[index].time < time { return moments.moments[index].time }
      return index > 0 ? moments.moments[index - 1].time : nil
    }
    return isLater ? times.min() : times.max()
  }
}
