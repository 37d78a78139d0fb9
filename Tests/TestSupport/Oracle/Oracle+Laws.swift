import Model

/// What can be said of a scenario without a run, job by job.
extension Oracle {
  /// The sums of a scenario's first attempts.
  struct Sums {
    var work: Time = 0
    var wait: Time = 0
    /// The longest chain of dependent jobs.
    var span: Time = 0
  }

  /// A bound as a fraction: `top` nanoseconds over `bottom`, and what makes it so.
  struct Term {
    var name: String
    var top: Int128
    var bottom: Int128

    static func < (left: Term, right: Term) -> Bool {
      left.top * right.bottom < right.top * left.bottom
    }
  }

  var sums: Sums {
    Sums(
      work: total { $0.kind == .work ? $1 : 0 }, wait: total { $0.kind == .wait ? $1 : 0 },
      span: span { _, time, _ in time })
  }

  /// The jobs that a job waits for.
  func before(_ job: Job) -> [Job] {
    let task = scenario.tasks[job.task]
    let own = task.graph?.predecessors(of: job.number).map { jobs[job.task][Int($0)] } ?? []
    return own + task.each.map { jobs[$0][job.number] } + task.after.flatMap { jobs[$0] }
  }

  /// A sum over the steps of all first attempts, or of those of some tasks.
  private func total(
    of tasks: [Int]? = nil, _ part: (Step, Time) -> Time
  ) -> Time {
    (tasks ?? Array(jobs.indices)).flatMap { jobs[$0] }.reduce(0) { $0 + length($1, part) }
  }

  private func length(_ job: Job, _ part: (Step, Time) -> Time) -> Time {
    scenario.tasks[job.task].steps.enumerated().reduce(0) { sum, step in
      sum + part(step.element, duration(job.task, step.offset, job.number, attempt: 0))
    }
  }

  /// The longest chain of jobs, each as long as `time` says of its pool and a step.
  private func span(_ time: (Int, Time, Step) -> Time) -> Time {
    var known: [Job.ID: Time] = [:]
    func end(_ job: Job) -> Time {
      if let end = known[job.id] { return end }
      let pool = scenario.tasks[job.task].pool
      let end = (before(job).map(end).max() ?? 0) + length(job) { time(pool, $1, $0) }
      known[job.id] = end
      return end
    }
    return all.map(end).max() ?? 0
  }

  /// The time of a step at the fastest speed of a pool.
  private func fastest(_ step: Step, _ time: Time, in pool: Int) -> Time {
    guard step.kind == .work else { return time }
    return speeds(of: pool).map { Self.need(time, at: $0) }.min() ?? time
  }

  private func speeds(of pool: Int) -> [Ratio] {
    workers.filter { $0.pool == pool }.map(\.speed)
  }

  /// Whether every worker runs at full speed.
  var hasFullSpeed: Bool { workers.allSatisfy { $0.speed == .one } }

  /// The terms of the lower bound: those without the number of workers, and those with it.
  func terms() -> (fixed: [Term], workers: [Term]) {
    let chain = span { pool, time, step in fastest(step, time, in: pool) }
    var fixed = [Term(name: "span", top: chain, bottom: 1)]
    func tasks(of pool: Int) -> [Int] {
      scenario.tasks.indices.filter { scenario.tasks[$0].pool == pool }
    }
    func fastWork(_ pool: Int) -> Time {
      total(of: tasks(of: pool)) { $0.kind == .work ? fastest($0, $1, in: pool) : 0 }
    }
    if let cores = scenario.cores {
      let work = scenario.pools.indices.reduce(Time(0)) { $0 + fastWork($1) }
      fixed.append(Term(name: "cores", top: work, bottom: Int128(cores)))
    }
    for (pool, definition) in scenario.pools.enumerated() where definition.kind == .pythonThreads {
      fixed.append(Term(name: definition.name, top: fastWork(pool), bottom: 1))
    }
    for (resource, definition) in scenario.resources.enumerated() {
      fixed.append(
        Term(name: definition.name, top: demand(resource), bottom: Int128(definition.capacity)))
    }
    let workers = scenario.pools.enumerated().map { pool, definition in
      let time = total(of: tasks(of: pool)) { $0.kind == .work || !isAsync ? $1 : 0 }
      return Term(name: "workers", top: time, bottom: Int128(definition.count))
    }
    return (fixed, workers)
  }

  /// D_r: how long all units of a resource must be held, together.
  private func demand(_ resource: Int) -> Time {
    all.reduce(0) { sum, job in
      let task = scenario.tasks[job.task]
      func units(_ claims: [Claim]) -> Time {
        claims.reduce(0) { $0 + ($1.resource == resource ? Time($1.units) : 0) }
      }
      return sum
        + length(job) { step, time in
          (units(task.uses) + units(step.uses)) * fastest(step, time, in: task.pool)
        }
    }
  }

  /// The steps of jobs that come before or after every other job.
  var serialTime: Time {
    var known: [Job.ID: Set<Job.ID>] = [:]
    func earlier(_ job: Job) -> Set<Job.ID> {
      if let found = known[job.id] { return found }
      var found: Set<Job.ID> = []
      for other in before(job) { found.formUnion(earlier(other).union([other.id])) }
      known[job.id] = found
      return found
    }
    return all.reduce(0) { sum, job in
      let isTied = all.allSatisfy {
        $0 === job || earlier(job).contains($0.id) || earlier($0).contains(job.id)
      }
      return sum + (isTied ? length(job) { $1 } : 0)
    }
  }
}
