public import Model

/// Workers that die, and attempts that are given up.
extension WallRun {
  /// A worker died with what it was doing; `workerReplaced` tells when there is another one.
  mutating func workerDied(_ worker: Int, cause: String, at time: Nanoseconds) {
    guard enter(time) else { return }
    let who = plan.name(worker: worker)
    guard let done = doing[worker] else { return log(who, "\(cause) while it had no job") }
    isDown[worker] = true
    doing[worker] = nil
    clock.endStep(done.step, of: done.job)
    let leg = plan.legs[Int(done.job.leg)]
    if limits.takeKilled(worker) {
      add(incident: limits.sentence(for: name(of: done.job)))
      loseAttempt(done.job, leg)
      return settle()
    }
    let key = JobKey(task: leg.task, number: done.job.number)
    losses[key, default: 0] += 1
    let count = losses[key] ?? 1
    let isRetried = count <= options.retries
    log(
      who,
      "\(cause) with \(name(of: done.job)), which "
        + (isRetried
          ? "is tried again" : "has ended \(count) worker\(count == 1 ? "" : "s") and is given up"))
    scheduler.lost(done.job, retrying: isRetried, &clock)
    settle()
  }

  private mutating func log(_ who: String, _ what: String) { add(incident: "\(who) \(what)") }

  /// The program that slept for a wait without a worker died; the wait's attempt is tried again.
  mutating func waitDied(_ job: Job, step: Int32, at time: Nanoseconds) {
    guard enter(time) else { return }
    clock.endStep(step, of: job)
    clock.endWaiting()
    scheduler.lost(job, retrying: true, &clock)
    settle()
  }

  /// A worker that died with a job has been replaced.
  mutating func workerReplaced(_ worker: Int, at time: Nanoseconds) {
    guard isDown[worker], enter(time) else { return }
    isDown[worker] = false
    scheduler.replaced(worker, &clock)
    settle()
  }

  /// An attempt passed its limit on a worker that lives on.
  mutating func giveUp(_ worker: Int, _ done: Doing) {
    _ = limits.takeKilled(worker)
    add(incident: limits.sentence(for: name(of: done.job)))
    doing[worker] = nil
    clock.endStep(done.step, of: done.job)
    loseAttempt(done.job, plan.legs[Int(done.job.leg)])
    scheduler.replaced(worker, &clock)
  }

  /// An attempt failed in the middle: it is repeated as often as the scenario allows.
  mutating func loseAttempt(_ job: Job, _ leg: Leg) {
    let isRetried = job.attempt < plan.facts[Int(leg.task)].retries
    scheduler.lost(job, retrying: isRetried, &clock)
  }

  /// A leg ended well after so long; the first few tell what is usual, also for those under way.
  mutating func finished(_ leg: Leg, after time: Nanoseconds) {
    let task = Int(leg.task)
    let wasKnown = limits.time(for: task) != nil
    limits.finished(task, after: time)
    guard !wasKnown, let limit = limits.time(for: task) else { return }
    for worker in doing.indices {
      guard let other = doing[worker]?.job, plan.legs[Int(other.leg)].task == leg.task
      else { continue }
      setLimit(limit, for: worker)
    }
  }

  mutating func setLimit(_ limit: Nanoseconds, for worker: Int) {
    guard let done = doing[worker] else { return }
    setLimit(limit, of: done, on: worker, from: done.legBegan)
  }

  /// The limit of what a worker has to begin passed before it could: it counts from now.
  mutating func restartLimit(of worker: Int) {
    guard limits.takeKilled(worker), let done = doing[worker],
      let limit = limits.time(for: Int(plan.legs[Int(done.job.leg)].task))
    else { return }
    setLimit(limit, of: done, on: worker, from: clock.now)
  }

  private mutating func setLimit(
    _ limit: Nanoseconds, of done: Doing, on worker: Int, from begin: Nanoseconds
  ) {
    clock.set(.limit(worker: worker, serial: done.serial), at: begin.addingSaturated(limit))
  }

  /// The workers whose attempts passed their limit: the backend has to stop them.
  mutating func takePassed() -> [Int] { limits.takePassed() }
}

/// How long an attempt may take before it is given up.
public enum AttemptLimit: Equatable, Sendable {
  /// This long, in nanoseconds.
  case time(Nanoseconds)
  /// So many times the median of the task's legs that have ended, from the third one on.
  case ofMedian(Double)
}

/// The limits of a run's attempts, by task.
struct RunLimits {
  private let limit: AttemptLimit?
  /// The times of each task's legs that ended, in increasing order.
  private var ended: [[Nanoseconds]]
  private var passed: [Int] = []
  private var killed: Set<Int> = []
  private static let fewest = 3
  /// More would hardly move a median.
  private static let most = 1_001

  init(_ limit: AttemptLimit?, taskCount: Int) {
    self.limit = limit
    ended = Array(repeating: [], count: taskCount)
  }

  /// The limit for a leg that begins now; nil for none.
  func time(for task: Int) -> Nanoseconds? {
    switch limit {
    case nil: return nil
    case .time(let time): return time
    case .ofMedian(let factor):
      guard ended[task].count >= Self.fewest else { return nil }
      return Nanoseconds(Double(ended[task][ended[task].count / 2]) * factor)
    }
  }

  mutating func finished(_ task: Int, after time: Nanoseconds) {
    guard case .ofMedian = limit, ended[task].count < Self.most else { return }
    let place = ended[task].firstIndex { $0 > time } ?? ended[task].count
    ended[task].insert(time, at: place)
  }

  mutating func pass(_ worker: Int) {
    passed.append(worker)
    killed.insert(worker)
  }

  mutating func takePassed() -> [Int] {
    defer { passed = [] }
    // Some may have ended meanwhile.
    return passed.filter(killed.contains)
  }

  /// Whether a worker is stopped for its limit; it is not asked twice.
  mutating func takeKilled(_ worker: Int) -> Bool { killed.remove(worker) != nil }

  func sentence(for job: String) -> String {
    if case .ofMedian(let factor) = limit {
      return "\(job) was given up after \(Int(factor * 100)) % of the median time"
    }
    return "\(job) was given up at its limit"
  }
}
