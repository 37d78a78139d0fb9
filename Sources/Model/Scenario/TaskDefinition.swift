/// A kind of work: `count` jobs that take the same steps.
public struct TaskDefinition: Equatable, Sendable {
  /// The task's name, one word.
  public var name: String
  /// How many jobs; at least 1.
  public var count: Int
  /// The position of the pool whose workers do the jobs.
  public var pool: Int
  /// The steps of a job, in order; never empty.
  public var steps: [Step]
  /// What a job holds from its first step to its last.
  public var uses: [Claim]
  /// Tasks that must be finished whole before any job of this one is ready.
  public var after: [Int]
  /// Tasks whose job i must be finished before job i of this one is ready.
  public var each: [Int]
  /// Which of its own jobs each job waits for; nil where they are independent.
  ///
  /// A graph is given through the library: the language has no key for it.
  public var graph: JobGraph?
  /// The gaps between arrivals; nil where all jobs are there at 0.
  public var arrive: DurationRule?
  /// Larger goes first; never pre-empts.
  public var priority: Int
  /// The probability that an attempt fails, 0 to 1.
  public var failureProbability: Double
  /// How many more attempts a failed job gets.
  public var retries: Int

  /// Makes a task with the language's defaults.
  public init(name: String, count: Int = 1, pool: Int = 0, steps: [Step]) {
    self.name = name
    self.count = count
    self.pool = pool
    self.steps = steps
    uses = []
    after = []
    each = []
    priority = 0
    failureProbability = 0
    retries = 0
  }

  /// Whether a run of this task depends on chance.
  public var isRandom: Bool {
    failureProbability > 0 && failureProbability < 1
      || steps.contains(where: \.duration.isDrawn) || arrive?.isDrawn == true
  }
}

/// One step of a job.
public struct Step: Equatable, Sendable {
  /// Whether a worker must be busy or time passes by itself.
  public enum Kind: String, Sendable {
    /// A worker must be busy.
    case work
    /// Time passes by itself.
    case wait
  }

  /// Work or wait.
  public var kind: Kind
  /// How long the step takes at speed 1.
  public var duration: DurationRule
  /// What is held during this step alone, taken in the order written.
  public var uses: [Claim]
  /// The shell command that real runs execute for this step instead of burning or sleeping; nil for
  /// none.
  public var command: String?

  /// Makes a step.
  public init(
    _ kind: Kind, _ duration: DurationRule, uses: [Claim] = [], command: String? = nil
  ) {
    self.kind = kind
    self.duration = duration
    self.uses = uses
    self.command = command
  }
}

/// A claim on units of one resource, granted whole.
public struct Claim: Equatable, Sendable {
  /// The resource's position.
  public var resource: Int
  /// How many units; at least 1 and at most the capacity.
  public var units: Int

  /// Makes a claim.
  public init(resource: Int, units: Int = 1) {
    self.resource = resource
    self.units = units
  }
}
