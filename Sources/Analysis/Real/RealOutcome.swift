public import Model

/// One scenario on one kind of worker: simulated ideally, simulated with the machine's measured costs,
/// and run for real.
public struct RealOutcome: Sendable {
  /// What the workers are.
  public let kind: WorkerKind
  /// The measures of the ideal simulation: a machine that costs nothing.
  public let ideal: RunResult
  /// The ideal simulation itself.
  public let idealRun: FinishedRun
  /// The repetitions, in the order in which they were made; never empty.
  public let runs: [MeasuredRun]
  /// Makespans of the simulation of this machine, one a draw of its costs, in nanoseconds.
  public var predicted: [Nanoseconds] = []
  /// Makespans with one effect more each, from T1/N to all that the machine adds.
  public var rungs: [Rung] = []
  /// The measured baseline: the same program with one worker.
  public var serial: [MeasuredRun] = []
  /// The makespan of a simulation that is given the durations of the median run, in nanoseconds.
  public var replayed: Nanoseconds?

  /// Whether the only repetition was ended early, so that nothing can be concluded.
  public var isPartial = false

  /// Makes the outcome of some repetitions; what else is known is set afterwards.
  public init(
    _ kind: WorkerKind, ideal: RunResult, idealRun: FinishedRun, runs: [MeasuredRun]
  ) {
    precondition(!runs.isEmpty, "an outcome has a repetition")
    self.kind = kind
    self.ideal = ideal
    self.idealRun = idealRun
    self.runs = runs
  }

  /// All workers of all pools.
  public var workers: Int { ideal.scenario.workerCount }

  /// The repetition whose makespan is the median, of an even count the lower one; where none has a
  /// makespan, by finished jobs.
  public var medianRun: MeasuredRun {
    let settled = runs.filter { $0.result.makespan != nil }
    let sorted =
      settled.isEmpty
      ? runs.sorted { $0.result.finishedCount < $1.result.finishedCount }
      : settled.sorted { ($0.result.makespan ?? 0) < ($1.result.makespan ?? 0) }
    return sorted[(sorted.count - 1) / 2]
  }

  /// The measured makespans; nil where a repetition has none.
  public var makespans: Spread? { Self.makespans(of: runs) }

  /// How many jobs finished in each repetition.
  public var finishedCounts: Spread? { Spread(runs.map { Int64($0.result.finishedCount) }) }

  /// The measured makespans of one worker; nil where none was measured or one has none.
  public var serialMakespans: Spread? { Self.makespans(of: serial) }

  private static func makespans(of runs: [MeasuredRun]) -> Spread? {
    let makespans = runs.compactMap(\.result.makespan)
    return makespans.count == runs.count ? Spread(makespans) : nil
  }

  /// The makespans of the simulation of this machine; nil where none was made.
  public var predictions: Spread? { Spread(predicted) }

  /// The median of what was predicted for this machine, in nanoseconds.
  public var predictedMakespan: Nanoseconds? { predictions?.median }

  /// Measured over predicted, less 1.
  public var predictionError: Double? {
    Self.error(of: makespans?.median, to: predictedMakespan)
  }

  /// Replayed over the median run's makespan, less 1: what the scheduler itself gets wrong.
  public var replayError: Double? { Self.error(of: replayed, to: medianRun.result.makespan) }

  /// One time over another, less 1; nil where one is missing or nothing can be told.
  static func error(of time: Nanoseconds?, to reference: Nanoseconds?) -> Double? {
    guard let time, let reference, reference > 0 else { return nil }
    return Double(time) / Double(reference) - 1
  }

  /// From T1/N to what was measured; nil where a repetition has no makespan or there is no rung.
  public var waterfall: Waterfall? {
    makespans.flatMap { Waterfall(rungs, measured: $0.median) }
  }

  /// What comes out of the comparison.
  public var verdict: RealVerdict { RealVerdict(self) }

  /// How many repetitions others disturbed.
  public var contendedCount: Int { runs.count { $0.contention.isContended } }
}
