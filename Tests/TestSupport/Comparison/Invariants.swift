package import Analysis
import Model

/// What every run keeps, whatever the order of simultaneous events: counted from the lists of its trace.
package func brokenInvariant(_ run: FinishedRun, _ result: RunResult) -> String? {
  let steps = run.steps
  let holdings = run.holdings
  if let violation = run.violation { return violation }
  if overlap(steps.filter { $0.worker >= 0 }.map { ($0.worker, $0.start, $0.end) }) {
    return "a worker is in two jobs"
  }
  if overlap(steps.map { (Oracle.Job.id($0.task, $0.job), $0.start, $0.end) }) {
    return "a job is in two steps"
  }
  if overlap(holdings.map { (Oracle.Job.id($0.resource, $0.unit), $0.start, $0.end) }) {
    return "a unit is held twice"
  }
  for (resource, definition) in run.plan.scenario.resources.enumerated()
  where holdings.contains(where: { $0.resource == resource && $0.unit >= definition.capacity }) {
    return "more units are held than there are"
  }
  return brokenOrder(run, steps) ?? brokenLane(run, result)
}

/// Whether two stretches of one owner have time in common.
private func overlap(_ stretches: [(owner: Int, start: Int64, end: Int64)]) -> Bool {
  let lasting = stretches.filter { $0.start < $0.end }
  var last: [Int: Int64] = [:]
  for stretch in lasting.sorted(by: { $0.start < $1.start }) {
    if stretch.start < last[stretch.owner, default: 0] { return true }
    last[stretch.owner] = stretch.end
  }
  return false
}

/// Whether a job began before what it depends on was finished, or jobs are lost.
private func brokenOrder(_ run: FinishedRun, _ steps: [Oracle.StepRun]) -> String? {
  var finish: [Int: Int64] = [:]
  var ends: [Int: Int] = [:]
  for event in run.trace?.events.map({ $0 }) ?? [] {
    let job = Oracle.Job.id(Int(event.task), Int(event.number))
    if event.kind == .finished { finish[job] = event.time }
    if [.finished, .failed, .skipped].contains(event.kind) { ends[job, default: 0] += 1 }
  }
  if ends.values.contains(where: { $0 > 1 }) { return "a job ends twice" }
  let tasks = run.plan.scenario.tasks
  for step in steps where step.step == 0 {
    let task = tasks[step.task]
    var before =
      task.graph?.predecessors(of: step.job).map { Oracle.Job.id(step.task, Int($0)) } ?? []
    before += task.each.map { Oracle.Job.id($0, step.job) }
    before += task.after.flatMap { source in
      (0..<tasks[source].count).map { Oracle.Job.id(source, $0) }
    }
    if before.contains(where: { finish[$0].map { $0 > step.start } ?? true }) {
      return "a job begins before what it depends on"
    }
  }
  if run.end.cause == .settled, ends.count != run.plan.scenario.jobCount { return "a job is lost" }
  return nil
}

/// Whether a lane overlaps itself or is not as busy as its spans.
private func brokenLane(_ run: FinishedRun, _ result: RunResult) -> String? {
  let lanes = result.lanes
  for (lane, spans) in zip(lanes, LaneSpans(run, lanes: lanes).spans) {
    if zip(spans, spans.dropFirst()).contains(where: { $0.end > $1.start }) {
      return "\(lane.name) overlaps itself"
    }
    let busy = spans.filter { [.work, .wait, .failed].contains($0.state) }
      .reduce(Int128(0)) { $0 + Int128($1.end - $1.start) }
    if lane.kind != .coordinator, busy != lane.busy {
      return "\(lane.name) is busy \(lane.busy), its spans \(busy)"
    }
  }
  return nil
}
