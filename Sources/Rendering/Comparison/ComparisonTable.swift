import Analysis
import Model

/// The table `differences`: one row a job that is in both of two runs, in the first run's file order.
public enum ComparisonTable {
  /// The columns.
  public static let columns = [
    TableColumn("run_id_before", "joins the tables", isNumber: false),
    TableColumn("run_id_after", "joins the tables", isNumber: false),
    TableColumn("job_id", "task and number, from 1; joins the jobs", isNumber: false),
    TableColumn("kind", "the task", isNumber: false),
    TableColumn("start_s_before", "when its first step began"),
    TableColumn("start_s_after", "the same in the second run"),
    TableColumn("end_s_before", "when it finished or failed for good"),
    TableColumn("end_s_after", "the same in the second run"),
    TableColumn("end_change_s", "how much later it ended, negative for earlier"),
    TableColumn("queued_s_before", "response less service"),
    TableColumn("queued_s_after", "the same in the second run"),
    TableColumn("service_s_before", "time with a step in progress"),
    TableColumn("service_s_after", "the same in the second run"),
    TableColumn("lane_before", "the lane it ran on", isNumber: false),
    TableColumn("lane_after", "the same in the second run", isNumber: false),
    TableColumn("status_before", "finished, failed, skipped or unfinished", isNumber: false),
    TableColumn("status_after", "the same in the second run", isNumber: false),
    TableColumn(
      "cause_changed_most", "what of its response changed most, as service, worker, chunk",
      isNumber: false),
    TableColumn("cause_change_s", "by how much"),
  ]

  /// Gives the row of each job that is in both runs.
  public static func forEachRow(
    of runs: ComparedRuns, _ body: ([JSONValue]) throws -> Void
  ) rethrows {
    var names = (JobNames(runs.comparison.before), JobNames(runs.comparison.after))
    func seconds(_ time: Nanoseconds?) -> JSONValue { .seconds(time.map { Int128($0) }) }
    func service(_ job: JobRecord) -> JSONValue {
      job.start == nil ? .null : seconds(job.service)
    }
    try runs.comparison.forEachJob { job in
      let task = names.0.tasks[job.before.task]
      let most = runs.comparison.causeChangedMost(of: job)
      try body([
        .string(runs.before), .string(runs.after),
        .numbered(task, UInt64(job.before.number + 1)), .string(task),
        seconds(job.before.start), seconds(job.after.start), seconds(job.before.end),
        seconds(job.after.end), seconds(job.endChange), seconds(job.before.queued),
        seconds(job.after.queued), service(job.before), service(job.after),
        .text(job.before.lane.map { names.0.name(of: $0).name }),
        .text(job.after.lane.map { names.1.name(of: $0).name }),
        .string(job.before.status.rawValue), .string(job.after.status.rawValue),
        .text(most?.cause.name), .seconds(most?.change),
      ])
    }
  }
}
