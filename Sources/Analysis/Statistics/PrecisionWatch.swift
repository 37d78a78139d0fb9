import Model

/// Follows the replications of one scenario until their mean is as exact as wanted.
///
/// It looks at the makespan; at the mean response where jobs arrive over time, or where some replication
/// has no makespan.
public struct PrecisionWatch: Sendable {
  /// What is wanted.
  public let goal: PrecisionGoal
  /// How many replications there are.
  public private(set) var count = 0
  /// What is looked at.
  public private(set) var measure = PairedComparison.Measure.makespan
  private var makespans = RunningMoments()
  private var responses = RunningMoments()

  /// Begins before the first replication.
  public init(_ goal: PrecisionGoal) { self.goal = goal }

  /// Looks at the next replication.
  public mutating func add(_ run: RunResult) {
    count += 1
    if run.scenario.hasArrivals || run.makespan == nil { measure = .response }
    if let makespan = run.makespan { makespans.add(Double(makespan)) }
    if let jobs = run.jobTimes, jobs.count > 0 {
      responses.add(Double(jobs.responseSum) / Double(jobs.count))
    }
  }

  private var moments: RunningMoments { measure == .makespan ? makespans : responses }

  /// Half the width of the 95 % interval over the mean; nil where some replication has no such value.
  public var precision: Double? { moments.count == count ? moments.precision : nil }

  /// Whether the mean is as exact as wanted.
  public var isReached: Bool { moments.count == count && goal.isReached(moments) }

  /// Whether no more replications are to be made: it is reached, there are as many as there may be, or some
  /// replication has nothing to be looked at.
  public var isOver: Bool {
    isReached || count >= goal.most || count >= goal.least && moments.count < count
  }
}
