import Analysis
import Model

/// The comparison of two runs in machine-readable form: what stands under `differences`.
public enum ComparisonJSON {
  /// The object; changes are second run less first.
  public static func object(_ runs: ComparedRuns) -> JSONValue {
    let comparison = runs.comparison
    return .object([
      ("run_id_before", .string(runs.before)), ("run_id_after", .string(runs.after)),
      ("is_same", .bool(comparison.isSame)),
      ("tolerance_s", seconds(comparison.tolerance)),
      ("makespan_change_s", seconds(comparison.makespanChange)),
      ("jobs", .object(changes(comparison.jobs, comparison))),
      (
        "tasks",
        .array(
          comparison.tasks.map { task in
            .object(
              [
                ("task", .string(task.name)), ("jobs_count_before", .count(task.countBefore)),
                ("jobs_count_after", .count(task.countAfter)),
              ] + changes(task.jobs, comparison))
          })
      ),
      ("worker_time", .array(workerTime(comparison))),
      ("parting", parting(runs)),
      ("moved_most", .array(comparison.movedMost.map { moved($0, runs) })),
      ("last_chain_before", chain(runs, isBefore: true)),
      ("last_chain_after", chain(runs, isBefore: false)),
      ("reasons", reasons(comparison)),
    ])
  }

  private static func reasons(_ comparison: RunComparison) -> JSONValue {
    guard comparison.makespanChange == nil else { return .object([]) }
    let sentence = "a run that was cut or stuck has no makespan"
    return .object([("makespan_change_s", .string(sentence))])
  }

  private static func seconds(_ time: Nanoseconds?) -> JSONValue {
    .seconds(time.map { Int128($0) })
  }

  private static func changes(
    _ jobs: JobChanges, _ comparison: RunComparison
  ) -> [(String, JSONValue)] {
    func summary(_ change: ChangeSummary) -> JSONValue {
      .object([
        ("sum_s", .seconds(change.count > 0 ? change.sum : nil)), ("mean_s", .seconds(change.mean)),
        ("largest_s", change.count > 0 ? seconds(change.largest) : .null),
      ])
    }
    return [
      ("matched_count", .count(jobs.count)), ("earlier_count", .count(jobs.earlier)),
      ("later_count", .count(jobs.later)), ("same_count", .count(jobs.same)),
      ("ends_only_before_count", .count(jobs.endsOnlyBefore)),
      ("ends_only_after_count", .count(jobs.endsOnlyAfter)),
      ("other_status_count", .count(jobs.otherStatus)), ("moved_count", .count(jobs.moved)),
      ("changed_pool_count", .count(jobs.changedPool)),
      ("reordered_count", .count(jobs.reordered)), ("end_change", summary(jobs.end)),
      ("queued_change", summary(jobs.queued)), ("service_change", summary(jobs.service)),
      ("causes", causes(comparison.causes, jobs.timesBefore, jobs.timesAfter)),
    ]
  }

  /// The causes that took time in one of the runs.
  private static func causes(
    _ causes: [TimeCause], _ before: [Int128], _ after: [Int128]
  ) -> JSONValue {
    .array(
      causes.indices.filter { before[$0] != 0 || after[$0] != 0 }.map { place in
        .object([("cause", .string(causes[place].name))] + pair(before[place], after[place]))
      })
  }

  private static func pair(_ before: Int128, _ after: Int128) -> [(String, JSONValue)] {
    [
      ("before_s", .seconds(before)), ("after_s", .seconds(after)),
      ("change_s", .seconds(after - before)),
    ]
  }

  private static func workerTime(_ comparison: RunComparison) -> [JSONValue] {
    comparison.workerTimes.map {
      .object([("entry", .string($0.name))] + pair($0.before, $0.after))
    }
  }

  private static func parting(_ runs: ComparedRuns) -> JSONValue {
    guard let job = runs.comparison.parting else { return .null }
    return .object([
      ("job", .string(runs.name(of: job))), ("start_s_before", seconds(job.before.start)),
      ("start_s_after", seconds(job.after.start)), ("lane_before", .text(runs.laneBefore(job))),
      ("lane_after", .text(runs.laneAfter(job))),
    ])
  }

  private static func moved(_ job: ComparedJob, _ runs: ComparedRuns) -> JSONValue {
    let most = runs.comparison.causeChangedMost(of: job)
    return .object([
      ("job", .string(runs.name(of: job))), ("end_s_before", seconds(job.before.end)),
      ("end_s_after", seconds(job.after.end)), ("end_change_s", seconds(job.endChange)),
      ("lane_before", .text(runs.laneBefore(job))), ("lane_after", .text(runs.laneAfter(job))),
      ("cause_changed_most", .text(most?.cause.name)), ("cause_change_s", .seconds(most?.change)),
    ])
  }

  /// The jobs that made a run as long as it is, at most a hundred of them, and what they waited for.
  private static func chain(_ runs: ComparedRuns, isBefore: Bool) -> JSONValue {
    let comparison = runs.comparison
    guard let chain = isBefore ? comparison.chainBefore : comparison.chainAfter else {
      return .null
    }
    let run = isBefore ? comparison.before : comparison.after
    let times =
      isBefore ? comparison.times(ofChainBefore: chain) : comparison.times(ofChainAfter: chain)
    return .object([
      ("jobs_count", .count(chain.links.count)),
      (
        "jobs",
        .array(
          chain.links.suffix(100).map {
            .string(run.plan.name(task: $0.task, number: $0.number))
          })
      ),
      ("arrival_s", seconds(chain.arrival)),
      (
        "causes",
        .array(
          comparison.causes.indices.filter { times[$0] != 0 }.map { place in
            .object([
              ("cause", .string(comparison.causes[place].name)), ("time_s", .seconds(times[place])),
            ])
          })
      ),
    ])
  }
}
