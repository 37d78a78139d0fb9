/// What is to be done and by whom: one scenario file after validation, with one variant applied.
///
/// Names are resolved: pools, resources and tasks are named by their position in file order.
public struct Scenario: Equatable, Sendable {
  /// The free text title.
  public var name: String
  /// What the scenario teaches, free text.
  public var about: String?
  /// The worker pools, in file order; never empty.
  public var pools: [Pool]
  /// The resources, in file order.
  public var resources: [Resource]
  /// The tasks, in file order; never empty.
  public var tasks: [TaskDefinition]
  /// Whether a worker stays with a job through its waits.
  public var execution: ExecutionMode
  /// How many `work` steps the machine can advance at full speed; nil means one per worker.
  public var cores: Int?
  /// How jobs are handed to workers.
  public var schedule: Schedule
  /// What starting workers and handing out jobs costs.
  public var overhead: Overhead
  /// The horizon: the run is cut at this instant; nil runs to the end.
  public var until: Nanoseconds?
  /// The seed of every random value.
  public var seed: UInt64
  /// How many independent runs to make; at least 1.
  public var replications: Int
  /// What the rewriting costs that made the run parallel; nil where the file does not ask.
  public var payback: Payback?
  /// The variant that speedup is measured against; nil means T1.
  public var baseline: String?
  /// The names of the file's variants, in file order.
  public var variants: [String]
  /// The parameters that a sweep varies, by path and values as written.
  public var sweep: [SweepAxis]
  /// What must hold after a run.
  public var expectations: [Expectation]

  /// Makes a scenario with the language's defaults for everything but its pools and tasks.
  public init(name: String, pools: [Pool], resources: [Resource] = [], tasks: [TaskDefinition]) {
    self.name = name
    self.pools = pools
    self.resources = resources
    self.tasks = tasks
    execution = .sync
    schedule = Schedule()
    overhead = Overhead()
    seed = 42
    replications = 1
    variants = []
    sweep = []
    expectations = []
  }

  /// All workers of all pools.
  public var workerCount: Int { pools.reduce(0) { $0 + $1.count } }

  /// All jobs of all tasks.
  public var jobCount: Int { tasks.reduce(0) { $0 + $1.count } }

  /// Whether jobs arrive over time, so that a speedup would mean nothing.
  public var hasArrivals: Bool { tasks.contains { $0.arrive != nil } }

  /// Whether any job waits for another one to be done.
  public var hasDependencies: Bool {
    tasks.contains { !$0.after.isEmpty || !$0.each.isEmpty || $0.graph != nil }
  }

  /// Whether any value of a run is drawn by chance.
  public var isRandom: Bool {
    schedule.order == .random || tasks.contains(where: \.isRandom)
  }
}

/// Whether a job keeps its worker while it waits.
public enum ExecutionMode: String, CaseIterable, Sendable {
  /// The claim on a worker lasts the whole job, waits included.
  case sync
  /// The claim on a worker lasts one `work` step; while a job waits, the worker serves others.
  case async
}

/// What handing out jobs costs; each is zero where the file says nothing.
public struct Overhead: Equatable, Sendable {
  /// Time to start one worker; workers start one after another.
  public var startup: Nanoseconds = 0
  /// The coordinator's time for one hand-out.
  public var dispatch: Nanoseconds = 0
  /// Worker time per attempt for moving a job's argument and result.
  public var transfer: Nanoseconds = 0

  /// No overhead at all.
  public init() {}
}

/// One parameter of a sweep: a path into the file and the values it takes, as written.
public struct SweepAxis: Equatable, Sendable {
  /// The path, as in `workers.cook`.
  public let path: String
  /// The values, in order.
  public let values: [String]

  /// Makes an axis from a checked path and its values.
  public init(path: String, values: [String]) {
    self.path = path
    self.values = values
  }
}
