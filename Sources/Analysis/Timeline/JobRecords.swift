public import Model

/// What became of one job.
public struct JobRecord: Equatable, Sendable {
  /// How a job ended.
  public enum Status: String, Sendable {
    /// It is finished.
    case finished
    /// Its last attempt failed.
    case failed
    /// It never ran, since something it depends on failed.
    case skipped
    /// The run ended before it did.
    case unfinished
  }

  /// The lane that a job is told on.
  public enum Lane: Hashable, Sendable {
    /// A worker, by its number among all workers.
    case worker(Int)
    /// A unit of a resource.
    case unit(resource: Int, Int)
    /// A row of waits of a pool.
    case row(pool: Int, Int)
  }

  /// The task's position.
  public let task: Int
  /// The job's number in its task, from 0.
  public let number: Int
  /// The last worker that did a step of it; else the first unit it held, else its row of waits.
  public var lane: Lane?
  /// When it first became ready, in nanoseconds; nil where it never did.
  public var ready: Nanoseconds?
  /// When its first step began, in nanoseconds.
  public var start: Nanoseconds?
  /// When it finished or failed for good, in nanoseconds.
  public var end: Nanoseconds?
  /// The time with a step in progress, in nanoseconds; steps under way at the end of the run count.
  public var service: Nanoseconds
  /// Its transfers, and the hand-outs that were made in its name, in nanoseconds.
  public var overhead: Nanoseconds
  /// Whether it lies on a longest chain of dependent jobs; the chain's length is the span.
  public var isCritical: Bool
  /// How it ended.
  public var status: Status

  /// Response less service, in nanoseconds; nil before the job's end.
  public var queued: Nanoseconds? {
    guard let ready, let end, start != nil else { return nil }
    return end - ready - service
  }
}

/// The jobs of a run one by one, rebuilt from its kept trace.
///
/// Memory and cost: linear in jobs and events.
public struct JobRecords: Sendable {
  private let plan: Plan
  private let offsets: [Int]
  private let critical: CriticalJobs
  private let elapsed: Nanoseconds
  private var jobs: [Entry]

  private struct Entry {
    var ready = Self.unknown
    var start = Self.unknown
    var end = Self.unknown
    var service: Nanoseconds = 0
    var overhead: Nanoseconds = 0
    var isInService = false
    var isInOverhead = false
    var lane: Int32 = -1
    var group: Int16 = -1
    var laneKind = LaneKind.none
    var status = JobRecord.Status.unfinished

    static let unknown = Nanoseconds.min
  }

  /// Which lanes have gone before: a worker goes before a unit, a unit before a row.
  private enum LaneKind: UInt8 { case none, row, unit, worker }

  /// Reads the trace of a run; nil where none was kept.
  public init?(_ run: FinishedRun) {
    guard let trace = run.trace else { return nil }
    plan = run.plan
    offsets = plan.jobOffsets
    critical = CriticalJobs(plan, run.sums)
    elapsed = run.end.elapsed
    jobs = [Entry](repeating: Entry(), count: plan.scenario.jobCount)
    for event in trace.events where event.task >= 0 { read(event) }
  }

  /// How many jobs there are.
  public var count: Int { jobs.count }

  /// Gives the records of some jobs: task by task, by number, the first job of the first task is 0.
  public func forEach(in range: Range<Int>, _ body: (JobRecord) throws -> Void) rethrows {
    for (task, offset) in offsets.enumerated() {
      let end = task + 1 < offsets.count ? offsets[task + 1] : jobs.count
      for job in max(
        offset, range.lowerBound)..<max(offset, range.lowerBound, min(end, range.upperBound))
      {
        try body(record(task, job - offset, jobs[job]))
      }
    }
  }

  /// The record of one job.
  ///
  /// Cost: constant.
  public func record(task: Int, number: Int) -> JobRecord {
    record(task, number, jobs[offsets[task] + number])
  }

  private func record(_ task: Int, _ number: Int, _ entry: Entry) -> JobRecord {
    func time(_ value: Nanoseconds) -> Nanoseconds? { value == Entry.unknown ? nil : value }
    let lane: JobRecord.Lane? =
      switch entry.laneKind {
      case .none: nil
      case .row: .row(pool: Int(entry.group), Int(entry.lane))
      case .unit: .unit(resource: Int(entry.group), Int(entry.lane))
      case .worker: .worker(Int(entry.lane))
      }
    // What is under way at the end of the run has begun, so its beginning was subtracted.
    return JobRecord(
      task: task, number: number, lane: lane, ready: time(entry.ready), start: time(entry.start),
      end: time(entry.end), service: entry.service + (entry.isInService ? elapsed : 0),
      overhead: entry.overhead + (entry.isInOverhead ? elapsed : 0),
      isCritical: critical.contains(task: task, number: number), status: entry.status)
  }

  private mutating func read(_ event: TraceEvent) {
    let job = offsets[Int(event.task)] + Int(event.number)
    switch event.kind {
    case .ready:
      for other in job..<job + Int(event.lane) { jobs[other].ready = event.time }
    case .handOutBegan, .transferBegan:
      jobs[job].overhead -= event.time
      jobs[job].isInOverhead = true
    case .handOutEnded, .transferEnded:
      jobs[job].overhead += event.time
      jobs[job].isInOverhead = false
    case .acquired: place(job, .unit, group: Int16(event.step), event.lane)
    case .stepBegan:
      if jobs[job].start == Entry.unknown { jobs[job].start = event.time }
      jobs[job].service -= event.time
      jobs[job].isInService = true
      if plan.runsOnWorker(task: Int(event.task), step: Int(event.step)) {
        place(job, .worker, group: 0, event.lane)
      } else if event.lane >= 0 {
        let pool = plan.tasks[Int(event.task)].definition.pool
        place(job, .row, group: Int16(pool), event.lane)
      }
    case .stepEnded:
      jobs[job].service += event.time
      jobs[job].isInService = false
    case .finished: settle(job, .finished, event)
    case .failed: settle(job, .failed, event)
    case .skipped:
      for other in job..<job + Int(event.lane) { jobs[other].status = .skipped }
    case .up, .assigned, .asked, .released, .retried, .freed: break
    }
  }

  private mutating func settle(_ job: Int, _ status: JobRecord.Status, _ event: TraceEvent) {
    jobs[job].status = status
    jobs[job].end = event.time
  }

  private mutating func place(_ job: Int, _ kind: LaneKind, group: Int16, _ lane: Int32) {
    // The last worker, but the first unit or row.
    guard kind.rawValue > jobs[job].laneKind.rawValue || kind == .worker else { return }
    jobs[job].laneKind = kind
    jobs[job].group = group
    jobs[job].lane = lane
  }
}

/// Which jobs lie on a longest chain of dependent jobs, first attempts at speed 1.
struct CriticalJobs: Sendable {
  private let plan: Plan
  private let span: Nanoseconds
  /// The lengths of jobs and of the chains through them; nil where no job depends on another, so that
  /// a job is a chain of its own.
  private let chains: Chained?

  private struct Chained {
    let lengths: [JobLengths]
    let ending: [JobLengths]
    let beginning: [JobLengths]
  }

  init(_ plan: Plan, _ sums: WorkSums) {
    self.plan = plan
    let tasks = plan.scenario.tasks
    guard plan.scenario.hasDependencies else {
      chains = nil
      span = sums.span
      return
    }
    let lengths = tasks.indices.map { TaskSums(plan, $0, keepsJobs: true).lengths }
    let ending = Chains.ending(tasks, lengths: lengths)
    chains = Chained(
      lengths: lengths, ending: ending, beginning: Chains.beginning(tasks, lengths: lengths))
    span = ending.map(\.largest).max() ?? 0
  }

  func contains(task: Int, number: Int) -> Bool {
    guard let chains else { return plan.length(task: task, number: number) == Int128(span) }
    let through = chains.ending[task][number].addingSaturated(
      chains.beginning[task][number] - chains.lengths[task][number])
    return through == span
  }
}
