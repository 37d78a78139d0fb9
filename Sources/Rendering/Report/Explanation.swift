import Analysis
import Model

/// "Why not 4x?" in words: where the workers' time went, and what holds the run back.
struct Explanation {
  let run: RunResult
  let times: TimeText

  /// A question and its answer, a sentence each.
  func sentences() -> [String] {
    if let stuck = stuck() { return stuck }
    guard let speedup = run.speedup else {
      let reason = run.reason(for: "speedup_ratio") ?? "the run has no makespan"
      return ["No speedup: \(reason)."] + unfinished()
    }
    if run.baseline.name != "t1" {
      return ["\(fixed(speedup, 2))x as fast as \(run.baseline.name)."] + losses()
    }
    if run.scenario.execution == .async { return overlap(speedup) }
    let workers = run.scenario.workerCount
    if losses().isEmpty {
      if workers == 1, speedup == 1 { return [alone()] }
      if speedup == Double(workers) {
        return ["\(workers) workers, \(workers)x: nobody waits, and nothing is shared."]
      }
      return [
        "\(fixed(speedup, 2))x with \(workers == 1 ? "1 worker" : "\(workers) workers"): fast workers."
      ]
    }
    return [workers == 1 ? "Why not faster?" : "Why not \(workers)x?"] + losses() + limit()
  }

  /// One worker that is never idle: T1 itself, by definition.
  private func alone() -> String {
    guard run.account.wait > 0 else { return "One worker, always working: this is the baseline." }
    let share = percent(Double(run.account.wait) / Double(run.account.total))
    return "One worker, one thing after another: this is the baseline. For \(share) of its time it "
      + "stands by and waits; in async it could do something else meanwhile."
  }

  private func stuck() -> [String]? {
    guard case .deadlock(let jobs) = run.cause else { return nil }
    let lines = jobs.prefix(6).map { "\($0)." }
    let more = jobs.count > 6 ? ["And \(jobs.count - 6) more."] : []
    return ["Deadlock at \(times.text(Int128(run.elapsed))): nobody can go on."] + lines + more
  }

  private func unfinished() -> [String] {
    let total = run.scenario.jobCount
    guard run.cause == .cut else { return [] }
    let finished = fixed(
      run.finishedCount, run.finishedCount == run.finishedCount.rounded() ? 0 : 1)
    return ["\(finished) of \(total) jobs are finished at the horizon."]
  }

  /// In async: overlap, and what sets its limit.
  private func overlap(_ speedup: Double) -> [String] {
    var sentences = ["\(fixed(speedup, 2))x by overlap."]
    // Little's law: where nothing is slowed and nothing costs extra, the two are one number.
    if let mean = run.meanConcurrency, (mean - speedup).magnitude < 1e-9 * mean {
      sentences = [
        "\(fixed(speedup, 2))x, since \(fixed(mean, 2)) jobs are in service at once on average."
      ]
    }
    guard let bounds = run.bounds, run.isAtLowerBound else { return sentences }
    if let resource = run.resources.first(where: { $0.name == bounds.binds }),
      bounds.binds == bounds.ceilingBinds, let ceiling = bounds.ceiling
    {
      sentences.append(
        "The \(resource.name) alone needs \(times.text(bounds.lower)): more workers cannot help (at "
          + "most \(fixed(ceiling, 2))x), another \(resource.name) could.")
    } else {
      sentences.append("What binds is \(bindingName(bounds)).")
    }
    return sentences
  }

  /// The largest losses of worker time.
  private func losses() -> [String] {
    let account = run.account
    let total = account.total
    guard total > 0 else { return [] }
    let isOne = run.scenario.workerCount == 1
    let their = isOne ? "its" : "their"
    let parts: [(Int128, String)] = [
      (account.idleHead, "idle before \(their) first job"),
      (account.idleMiddle, "idle between jobs"),
      (account.idleTail, "idle after \(their) last job"),
      (account.blocked, "queueing for a resource"), (account.slowed, slowedReason),
      (account.startup, "starting"), (account.dispatch, "waiting for the coordinator"),
      (account.transfer, "moving arguments and results"),
      (account.failed, "on attempts that failed"),
    ]
    // The sort must not depend on its algorithm: equal losses keep the account's order.
    let lost = parts.enumerated().filter { $0.element.0 > 0 }
      .sorted { ($1.element.0, $0.offset) < ($0.element.0, $1.offset) }.map(\.element)
    guard !lost.isEmpty else { return [] }
    let shown = lost.prefix(3).enumerated().map { index, loss in
      let share = percent(Double(loss.0) / Double(total))
      return index == 0
        ? "\(share) of \(their) time \(loss.1)" : "\(share) \(loss.1)"
    }
    let who = isOne ? "The worker spends" : "The workers spend"
    return ["\(who) \(shown.joined(separator: ", "))."]
  }

  private var slowedReason: String {
    let scenario = run.scenario
    var reasons: [String] = []
    if scenario.pools.contains(where: { $0.kind == .pythonThreads && $0.count > 1 }) {
      reasons.append("by the interpreter lock")
    }
    if let cores = scenario.cores, cores < scenario.workerCount {
      reasons.append("for want of cores")
    }
    if scenario.pools.contains(where: { $0.speedsInUse.contains { $0 < .one } }) {
      reasons.append("as slow workers")
    }
    return "slowed " + reasons.joined(separator: " or ")
  }

  /// What no number of workers would change, or what the next worker would.
  private func limit() -> [String] {
    var sentences: [String] = []
    if let law = run.amdahl, law.parallelFraction < 1, run.scenario.jobCount > 1 {
      let most = amdahlSpeedup(parallelFraction: law.parallelFraction, workers: .infinity)
      sentences.append(
        "Serial jobs are \(percent(1 - law.parallelFraction)) of the work: Amdahl allows "
          + "\(fixed(law.speedup, 2))x, and \(fixed(most, 2))x however many workers.")
    }
    if let bounds = run.bounds, bounds.binds != "workers" || bounds.bindingPool != nil,
      run.isAtLowerBound
    {
      sentences.append("What binds is \(bindingName(bounds)).")
    } else if let rounds = uneven() {
      sentences.append(rounds)
    }
    return sentences
  }

  private func bindingName(_ bounds: Bounds) -> String {
    let least = times.text(bounds.lower)
    switch bounds.binds {
    case "span": return "the longest chain of jobs, \(least)"
    case "workers":
      let whose = bounds.bindingPool.map { " of \($0)" } ?? ""
      return "the number of workers\(whose): \(least)"
    case "cores": return "the number of cores: \(least)"
    case let name where run.scenario.pools.contains { $0.name == name }:
      return "the interpreter lock of \(name): it alone needs \(least)"
    default: return "the \(bounds.binds): it alone needs \(least)"
    }
  }

  /// 100 toasts on 8 workers: a thirteenth round that runs half empty.
  private func uneven() -> String? {
    let scenario = run.scenario
    let isPlain =
      scenario.pools.count == 1 && scenario.schedule == Schedule()
      && scenario.overhead == Overhead() && !scenario.isRandom && !scenario.hasArrivals
      && scenario.pools[0].speedsInUse.allSatisfy { $0 == .one }
    guard isPlain, let task = scenario.tasks.max(by: { $0.count < $1.count }),
      task.steps.allSatisfy({ if case .fixed = $0.duration { true } else { false } }),
      task.count > scenario.workerCount, task.count % scenario.workerCount != 0
    else { return nil }
    let workers = scenario.workerCount
    let rounds = (task.count + workers - 1) / workers
    return "\(task.count) \(task.name) jobs do not divide by \(workers): in round \(rounds) only "
      + "\(task.count % workers) of \(workers) workers have one."
  }
}
