import Model

extension FinishedRun {
  /// Why something is missing where no trace was kept.
  static let needsTrace =
    "it needs a kept trace, and this run has too many jobs or events for one (--trace keeps it)"

  /// Says of each null among lanes, tasks, resources and the rest why it is one.
  func explainNulls(
    _ lanes: [LaneResult], _ tasks: [TaskResult], _ resources: [ResourceResult],
    _ baseline: Baseline, _ reasons: inout Reasons
  ) {
    let needsTrace = trace == nil ? Self.needsTrace : nil
    if let needsTrace { reasons.add("fingerprint", needsTrace) }
    if baseline.makespan == nil {
      reasons.add(
        "baseline.makespan_s",
        "the run of \(baseline.name) was cut or stuck, has arrivals, or a job failed for good")
    }
    if sums.span == 0 { reasons.add("parallelism_ratio", "there is no work to divide") }
    if let needsTrace, lanes.contains(where: { $0.jobs == nil }) {
      reasons.add("lanes.jobs_count", needsTrace)
    }
    for list in ["lanes", "resources"] where end.elapsed == 0 {
      reasons.add("\(list).utilisation_ratio", "the run takes no time")
    }
    if resources.contains(where: { $0.queuedMean == nil }) {
      reasons.add("resources.queued_s_mean", "the resource was never granted")
    }
    for name in ["queued", "service", "response"]
    where tasks.contains(where: { $0.times == nil }) {
      reasons.add("tasks.\(name)_s_mean", needsTrace ?? "no job of the task finished")
    }
    for name in ["response", "queued"] {
      for percentile in ["p50", "p95", "p99"]
      where tasks.contains(where: { $0.times?.responses == nil }) {
        reasons.add("tasks.\(name)_s_\(percentile)", needsTrace ?? "no job of the task finished")
      }
    }
  }
}

/// Reasons for nulls, collected in the order in which they are found.
struct Reasons {
  private(set) var list: [Reason] = []

  mutating func add(_ field: String, _ sentence: String) {
    if self[field] == nil { list.append(Reason(field: field, sentence: sentence)) }
  }

  mutating func null(_ field: String, _ sentence: String) -> Double? {
    add(field, sentence)
    return nil
  }

  subscript(field: String) -> String? { list.first { $0.field == field }?.sentence }
}
