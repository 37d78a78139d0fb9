public import Model

/// What becomes of a scenario when parameters take one value after another.
public struct Sweep: Sendable {
  /// Whether the work stays as it is or grows with the workers.
  public enum Scaling: String, Sendable {
    /// The same work for any number of workers.
    case strong
    /// The number of jobs grows with the workers.
    case weak
  }

  /// The scenario's name.
  public let title: String
  /// What is varied, by paths and values as written; the last one varies fastest.
  public let axes: [SweepAxis]
  /// The points that were made, in the order of the grid.
  public let points: [SweepPoint]
  /// Whether the work grows.
  public let scaling: Scaling
  /// `sim`, or the kind of worker of real runs.
  public let mode: String
  /// How many workers the file as it stands has; nil where that is not known.
  public let fileWorkers: Int?
  /// The axis along which the number of workers changes; nil where none does.
  ///
  /// Of several the first. Where one point is all there is, an axis of a pool's workers counts.
  public let scalingAxis: Int?
  /// What the points are judged by, the same for all series.
  public let measure: SweepMeasure

  /// Makes a sweep of the points that there are: fewer than the grid has where it was interrupted.
  public init(
    _ title: String, axes: [SweepAxis], points: [SweepPoint], scaling: Scaling = .strong,
    mode: String = "sim", fileWorkers: Int? = nil
  ) {
    self.title = title
    self.axes = axes
    self.points = points
    self.scaling = scaling
    self.mode = mode
    self.fileWorkers = fileWorkers
    scalingAxis = Self.scalingAxis(axes, points)
    measure = Self.measure(points, scaling)
  }

  /// How many points the grid has.
  public var plannedCount: Int { axes.reduce(1) { $0 * $1.values.count } }

  /// Whether points are missing.
  public var isPartial: Bool { points.count < plannedCount }
}

/// One point of a sweep.
public struct SweepPoint: Sendable {
  /// The value of each axis, as written.
  public let values: [String]
  /// What came out: the mean of its replications, without lanes.
  public let result: RunResult
  /// The makespan of the same program with one worker, in nanoseconds; nil where it has none.
  public let serialMakespan: Int128?
  /// The most jobs that one worker did; nil where that needs a kept trace, in async, and without makespan.
  public let rounds: Int?
  /// Of a real run, the makespan of its ideal simulation, in nanoseconds.
  public let simulatedMakespan: Nanoseconds?

  /// Makes a point of a result whose lanes are those of the first replication.
  public init(
    _ values: [String], _ result: RunResult, serialMakespan: Int128? = nil,
    simulatedMakespan: Nanoseconds? = nil
  ) {
    self.values = values
    self.result = result.withoutLanes
    self.serialMakespan = serialMakespan
    self.simulatedMakespan = simulatedMakespan
    let workers = result.lanes.filter { $0.kind == .worker && $0.width == 1 }
    let isCounted = result.makespan != nil && result.scenario.execution == .sync
    rounds =
      !isCounted || workers.contains { $0.jobs == nil } ? nil : workers.compactMap(\.jobs).max()
  }

  /// Why there are no rounds.
  public var roundsObstacle: String {
    if result.scenario.execution == .async { return "in async jobs share workers" }
    return result.makespan == nil
      ? result.reason(for: "makespan_s") ?? "the run has no makespan" : "it needs a kept trace"
  }

  /// All workers of all pools.
  public var workers: Int { result.scenario.workerCount }
}
