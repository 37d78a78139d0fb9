public import Model

/// The sums of a plan: what has to be done, whoever does it.
///
/// One attempt a job, as drawn.
public struct WorkSums: Sendable {
  /// All `work` steps at speed 1.
  public internal(set) var work: Int128 = 0
  /// All `wait` steps.
  public internal(set) var wait: Int128 = 0
  /// The longest chain of dependent jobs, waits included, at speed 1.
  public internal(set) var span: Nanoseconds = 0
  /// How many gaps between arrivals, and durations of first attempts, were drawn below 0 and counted as 0.
  public internal(set) var drawnBelowZero = 0
  /// Whether some chain of jobs alone passes the largest instant, at speed 1 or at the fastest speed.
  public var isSpanBeyondClock: Bool { span == .max || fastestSpan == .max }
  var tasks: [TaskSums] = []
  /// The longest chain where each job runs at the fastest speed of its own pool.
  var fastestSpan: Nanoseconds = 0

  /// T1: what one worker needs alone, in sync, without overhead.
  public var t1: Int128 { work + wait }

  /// Sums up a plan.
  ///
  /// Cost: linear in tasks, and in jobs where durations are listed or drawn or a task has a
  /// graph.
  public init(_ plan: Plan) {
    let definitions = plan.scenario.tasks
    var lengths: [JobLengths] = []
    var fastest: [JobLengths] = []
    for position in definitions.indices {
      let isChained =
        definitions[position].graph != nil || !definitions[position].each.isEmpty
        || plan.hasEach(behind: position)
      var sums = TaskSums(plan, position, keepsJobs: isChained)
      work += sums.work
      wait += sums.wait
      drawnBelowZero += sums.drawnBelowZero + Self.gapsBelowZero(plan, position)
      lengths.append(sums.lengths)
      fastest.append(sums.fastestLengths)
      sums.lengths = .uniform(0)
      sums.fastestLengths = .uniform(0)
      tasks.append(sums)
    }
    span = Chains.ending(definitions, lengths: lengths).map(\.largest).max() ?? 0
    fastestSpan = Chains.ending(definitions, lengths: fastest).map(\.largest).max() ?? 0
  }

  private static func gapsBelowZero(_ plan: Plan, _ position: Int) -> Int {
    let task = plan.tasks[position]
    guard let rule = task.definition.arrive, case .normal = rule else { return 0 }
    return (0..<Int32(task.definition.count - 1)).reduce(0) { count, job in
      let draw = Chance.Draw(stream: task.stream, purpose: .arrival, job: job)
      return plan.chance.signedDuration(rule, draw) < 0 ? count + 1 : count
    }
  }
}

/// The sums of one task.
struct TaskSums: Sendable {
  var work: Int128 = 0
  var wait: Int128 = 0
  var fastestWork: Int128 = 0
  /// For each step, the time it takes in all jobs at the fastest speed.
  var fastestSteps: [Int128]
  var drawnBelowZero = 0
  /// How many `work` steps are rounded where a worker's speed stretches them.
  var roundedSteps = 0
  /// Each job's length at speed 1 and at the fastest; only the largest where no chain needs more.
  var lengths = JobLengths.uniform(0)
  var fastestLengths = JobLengths.uniform(0)

  init(_ plan: Plan, _ position: Int, keepsJobs: Bool) {
    let task = plan.tasks[position].definition
    let speeds = plan.scenario.pools[task.pool].speedsInUse
    let fastest = speeds.max { $0 < $1 } ?? .one
    fastestSteps = [Int128](repeating: 0, count: task.steps.count)
    let differs = task.steps.contains { step in
      if case .fixed = step.duration { false } else { true }
    }
    var own: [Nanoseconds] = []
    var ownFastest: [Nanoseconds] = []
    var (largest, largestFastest): (Nanoseconds, Nanoseconds) = (0, 0)
    let jobs = Int128(differs ? 1 : task.count)
    for job in 0..<Int32(differs ? task.count : 1) {
      var (length, fastLength): (Nanoseconds, Nanoseconds) = (0, 0)
      for (index, step) in task.steps.enumerated() {
        let time = plan.duration(task: position, step: index, job: job, attempt: 0)
        let isWork = step.kind == .work
        let fast = isWork ? fastest.time(for: time) : time
        if isWork { work += jobs * Int128(time) } else { wait += jobs * Int128(time) }
        fastestSteps[index] += jobs * Int128(fast)
        if isWork { fastestWork += jobs * Int128(fast) }
        if isWork, speeds.contains(where: { Self.isRounded(time, at: $0) }) {
          roundedSteps += Int(jobs)
        }
        length = length.addingSaturated(time)
        fastLength = fastLength.addingSaturated(fast)
        if time == 0, case .normal = step.duration {
          drawnBelowZero += Self.isBelowZero(plan, position, index, job) ? 1 : 0
        }
      }
      largest = max(largest, length)
      largestFastest = max(largestFastest, fastLength)
      if keepsJobs, differs {
        own.append(length)
        ownFastest.append(fastLength)
      }
    }
    lengths = own.isEmpty ? .uniform(largest) : .perJob(own)
    fastestLengths = ownFastest.isEmpty ? .uniform(largestFastest) : .perJob(ownFastest)
  }

  private static func isRounded(_ time: Nanoseconds, at speed: Ratio) -> Bool {
    Int128(time) * Int128(speed.denominator) % Int128(speed.numerator) != 0
  }

  private static func isBelowZero(_ plan: Plan, _ task: Int, _ step: Int, _ job: Int32) -> Bool {
    let planned = plan.tasks[task]
    let draw = Chance.Draw(
      stream: planned.stream, purpose: .duration, job: job, step: Int32(step))
    return plan.chance.signedDuration(planned.definition.steps[step].duration, draw) < 0
  }
}
