public import Analysis
import Model

/// The table `jobs`: one row a job, in the order of tasks and numbers.
public enum JobsTable {
  /// The columns.
  public static let columns = [
    TableColumn("run_id", "joins the tables", isNumber: false),
    TableColumn("job_id", "task and number, from 1", isNumber: false),
    TableColumn("kind", "the task", isNumber: false),
    TableColumn("lane_id", "joins the lanes", isNumber: false),
    TableColumn(
      "lane", "the last worker; else the first unit; else a row of waits", isNumber: false),
    TableColumn("ready_s", "when it first became ready"),
    TableColumn("start_s", "when its first step began"),
    TableColumn("end_s", "when it finished or failed for good"),
    TableColumn("duration_s", "from start to end"),
    TableColumn("queued_s", "response less service"),
    TableColumn("overhead_s", "its transfers, and hand-outs in its name"),
    TableColumn("needs", "jobs that come before, joined by ;", isNumber: false),
    TableColumn("critical", "whether it is on a longest chain of jobs", isNumber: false),
    TableColumn("status", "finished, failed, skipped or unfinished", isNumber: false),
    TableColumn("service_s", "time with a step in progress"),
    TableColumn("response_s", "from first ready to end"),
  ]

  static func row(
    _ job: JobRecord, _ names: inout JobNames, _ label: RunLabel
  ) -> [JSONValue] {
    func seconds(_ time: Nanoseconds?) -> JSONValue { .seconds(time.map { Int128($0) }) }
    func length(_ start: Nanoseconds?) -> JSONValue {
      guard let start, let end = job.end else { return .null }
      return .seconds(Int128(end - start))
    }
    let task = names.tasks[job.task]
    let lane = job.lane.map { names.name(of: $0) }
    return [
      .string(label.id), .numbered(task, UInt64(job.number + 1)), .string(task),
      .text(lane?.id), .text(lane?.name), seconds(job.ready), seconds(job.start),
      seconds(job.end), length(job.start), seconds(job.queued), .seconds(Int128(job.overhead)),
      .text(names.needs(of: job)), .bool(job.isCritical), .string(job.status.rawValue),
      job.start == nil ? .null : .seconds(Int128(job.service)),
      length(job.ready),
    ]
  }
}

/// The rows of a run's jobs, which can be made in any order, and on several threads.
public struct JobRows: Sendable {
  private let run: FinishedRun
  private let label: RunLabel
  private let records: JobRecords

  /// Reads the run's trace; nil where none was kept.
  ///
  /// Memory and cost: linear in jobs and events.
  public init?(_ run: FinishedRun, _ label: RunLabel) {
    guard let records = JobRecords(run) else { return nil }
    self.run = run
    self.label = label
    self.records = records
  }

  /// How many rows there are.
  public var count: Int { records.count }

  /// Gives some of the rows.
  public func forEach(in range: Range<Int>, _ body: ([JSONValue]) throws -> Void) rethrows {
    var names = JobNames(run)
    try records.forEach(in: range) { try body(JobsTable.row($0, &names, label)) }
  }
}

/// The names that the rows of a run's jobs are made of, each made once.
struct JobNames {
  let tasks: [String]
  private let run: FinishedRun
  private let hasNeeds: [Bool]
  private var lanes: [JobRecord.Lane: (id: String, name: String)] = [:]

  init(_ run: FinishedRun) {
    self.run = run
    let definitions = run.plan.scenario.tasks
    tasks = definitions.map(\.name)
    hasNeeds = definitions.map { !$0.each.isEmpty || !$0.after.isEmpty || $0.graph != nil }
  }

  mutating func name(of lane: JobRecord.Lane) -> (id: String, name: String) {
    if let known = lanes[lane] { return known }
    let name = LaneName(lane, run)
    lanes[lane] = (name.id, name.name)
    return (name.id, name.name)
  }

  /// A job of an `each` task or of the task's graph by its number, all jobs of a task as `toast-*`.
  func needs(of job: JobRecord) -> String? {
    guard hasNeeds[job.task] else { return nil }
    let task = run.plan.scenario.tasks[job.task]
    var names = task.each.map { "\(tasks[$0])-\(job.number + 1)" }
    if let graph = task.graph {
      names += graph.predecessors(of: job.number).map { "\(task.name)-\($0 + 1)" }
    }
    names += task.after.map { "\(tasks[$0])-*" }
    return names.joined(separator: ";")
  }
}

/// The name of a lane, and its identifier in tables.
struct LaneName {
  let name: String
  var id: String { Self.id(of: name) }

  init(_ lane: JobRecord.Lane, _ run: FinishedRun) {
    let scenario = run.plan.scenario
    switch lane {
    case .worker(let worker): name = run.plan.name(worker: worker)
    case .unit(let resource, let unit): name = "\(scenario.resources[resource].name) \(unit + 1)"
    case .row(let pool, let row): name = "\(scenario.pools[pool].name) waits \(row + 1)"
    }
  }

  /// "toaster-1"; of a row of waits "cook.waits-1", since a resource may be called cook-waits.
  static func id(of name: String) -> String {
    let words = name.split(separator: " ")
    return words.count == 3
      ? "\(words[0]).\(words[1])-\(words[2])" : words.joined(separator: "-")
  }
}

/// The table `lanes`: one row a worker, unit, row of waits, or the coordinator.
public enum LanesTable {
  /// The columns.
  public static let columns = [
    TableColumn("run_id", "joins the tables", isNumber: false),
    TableColumn("lane_id", "joins the jobs", isNumber: false),
    TableColumn("lane", "its name", isNumber: false),
    TableColumn("pool", "the pool or resource it belongs to", isNumber: false),
    TableColumn("jobs_count", "finished jobs that used it"),
    TableColumn("busy_s", "in use"),
    TableColumn("overhead_s", "a worker's startup, dispatch and transfer"),
    TableColumn("idle_s", "idle, all together"),
    TableColumn("idle_head_s", "before the first hand-out or job"),
    TableColumn("idle_tail_s", "after the last job"),
    TableColumn("utilisation_ratio", "busy over elapsed"),
    TableColumn("kind", "worker, resource, waits or coordinator", isNumber: false),
    TableColumn("width_count", "how many workers or units the row sums up"),
    TableColumn("blocked_s", "a worker's time with a job that queues for a resource"),
  ]

  /// The row of each lane of a run.
  public static func rows(of run: RunResult, _ label: RunLabel) -> [[JSONValue]] {
    run.lanes.map { lane in
      let available = Int128(lane.width) * Int128(run.elapsed)
      let beside = lane.beside
      let idle = beside.map { $0.idleHead + $0.idleMiddle + $0.idleTail }
      return [
        .string(label.id), .string(LaneName.id(of: lane.name)), .string(lane.name),
        .text(lane.group), .count(lane.jobs), .seconds(lane.busy), .seconds(beside?.overhead),
        .seconds(idle ?? available - lane.busy), .seconds(beside?.idleHead),
        .seconds(beside?.idleTail), .ratio(lane.utilisation), .string(lane.kind.rawValue),
        .count(lane.width),
        .seconds(
          beside.flatMap { times in
            idle.map { available - lane.busy - times.overhead - $0 }
          }),
      ]
    }
  }
}
