import Model

/// The jobs and causes of two runs, and which belong together.
///
/// A class, since copying it for every job would cost more than comparing the job.
final class ComparedSides: Sendable {
  let before: JobRecords
  let after: JobRecords
  let causesBefore: JobCauses
  let causesAfter: JobCauses
  let causes: [TimeCause]
  let match: JobMatch
  let taskCount: Int
  /// For each cause of the second run its position in `causes`.
  private let places: [Int]
  init?(_ before: FinishedRun, _ after: FinishedRun) {
    guard let records = JobRecords(before), let others = JobRecords(after),
      let causesBefore = JobCauses(before), let causesAfter = JobCauses(after)
    else { return nil }
    self.before = records
    self.after = others
    self.causesBefore = causesBefore
    self.causesAfter = causesAfter
    match = JobMatch(before.plan, after.plan)
    taskCount = before.plan.tasks.count
    var causes = causesBefore.causes
    var known: [TimeCause: Int] = [:]
    for (place, cause) in causes.enumerated() { known[cause] = place }
    places = causesAfter.causes.map { cause in
      if let place = known[cause] { return place }
      causes.append(cause)
      return causes.count - 1
    }
    self.causes = causes
  }

  func forEachJob(_ body: (ComparedJob) throws -> Void) rethrows {
    for (task, other) in match.tasks.enumerated() {
      guard let other else { continue }
      for number in 0..<match.count(ofTask: task) {
        try body(
          match.pair(
            before.record(task: task, number: number), after.record(task: other, number: number)))
      }
    }
  }

  /// Gives the times of a job that are not 0, each with its position in `causes`.
  func forEachTime(
    of job: ComparedJob, before first: (Int, Nanoseconds) -> Void,
    after second: (Int, Nanoseconds) -> Void
  ) {
    causesBefore.forEachTime(task: job.before.task, number: job.before.number, first)
    causesAfter.forEachTime(task: job.after.task, number: job.after.number) {
      second(places[$0], $1)
    }
  }

  func times(of job: ComparedJob) -> (before: [Int128], after: [Int128]) {
    var first = [Int128](repeating: 0, count: causes.count)
    var second = first
    forEachTime(of: job) {
      first[$0] = Int128($1)
    } after: {
      second[$0] = Int128($1)
    }
    return (first, second)
  }

  /// Times by the first run's causes as times by `causes`.
  func joinedBefore(_ times: [Int128]) -> [Int128] {
    times + Array(repeating: 0, count: causes.count - times.count)
  }

  /// Times by the second run's causes as times by `causes`.
  func joinedAfter(_ times: [Int128]) -> [Int128] {
    var joined = [Int128](repeating: 0, count: causes.count)
    for (place, time) in times.enumerated() { joined[places[place]] = time }
    return joined
  }
}

/// Adds up the jobs of a comparison, one by one.
struct ComparisonScan {
  private(set) var all: JobChanges
  private(set) var tasks: [JobChanges]
  private(set) var most: [ComparedJob] = []
  private(set) var parting: ComparedJob?
  private var partingTime = Nanoseconds.max
  /// The starts of the jobs of each task that start in both runs.
  private var starts: [[(before: Nanoseconds, after: Nanoseconds)]]
  private let sides: ComparedSides
  private let tolerance: Nanoseconds
  private static let mostCount = 10

  init(_ sides: ComparedSides, tolerance: Nanoseconds) {
    self.sides = sides
    self.tolerance = tolerance
    all = JobChanges(causes: sides.causes.count)
    tasks = Array(repeating: all, count: sides.taskCount)
    starts = Array(repeating: [], count: sides.taskCount)
  }

  mutating func add(_ job: ComparedJob) {
    let task = job.before.task
    all.add(job, tolerance: tolerance)
    tasks[task].add(job, tolerance: tolerance)
    if job.endChange != nil {
      sides.forEachTime(of: job) { cause, time in
        all.timesBefore[cause] += Int128(time)
        tasks[task].timesBefore[cause] += Int128(time)
      } after: { cause, time in
        all.timesAfter[cause] += Int128(time)
        tasks[task].timesAfter[cause] += Int128(time)
      }
    }
    rank(job)
    part(job)
    if let before = job.before.start, let after = job.after.start {
      // Real starts that are as good as simultaneous have no order.
      let grain = max(1, tolerance)
      starts[task].append((before / grain, after / grain))
    }
  }

  mutating func finish() {
    for task in starts.indices { tasks[task].reordered = OrderChange.count(starts[task]) }
    all.reordered =
      starts.count == 1 ? tasks[0].reordered : OrderChange.count(starts.flatMap(\.self))
  }

  /// Keeps the jobs whose end moved most.
  private mutating func rank(_ job: ComparedJob) {
    guard let change = job.endChange?.magnitude, change > tolerance.magnitude else { return }
    func size(_ other: ComparedJob) -> UInt64 { other.endChange?.magnitude ?? 0 }
    if most.count == Self.mostCount, let last = most.last, change <= size(last) { return }
    most.insert(job, at: most.indices.firstPosition { size(most[$0]) < change })
    if most.count > Self.mostCount { most.removeLast() }
  }

  /// Notes where the runs part; on a real clock workers of one pool are as good as each other.
  private mutating func part(_ job: ComparedJob) {
    let isLater = (job.startChange?.magnitude ?? .max) > tolerance.magnitude
    let differs = job.before.start == nil && job.after.start == nil ? false : isLater
    guard differs || (tolerance > 0 ? job.hasChangedPool : job.hasMoved) else { return }
    let time = min(job.before.start ?? .max, job.after.start ?? .max)
    guard time < partingTime else { return }
    partingTime = time
    parting = job
  }
}
