import Model

/// A run on the wall clock: the one scheduler and its clock, driven by one caller at a time.
///
/// A backend tells what has happened and takes from `takeBegun` what its workers have to do. Instants
/// are nanoseconds since the run began.
struct WallRun: ~Copyable {
  /// What a worker is doing.
  struct Doing {
    var job: Job
    var step: Int32
    var began: Nanoseconds
    let legBegan: Nanoseconds
    let serial: Int
  }

  var scheduler: Scheduler
  var clock: WallClock
  let plan: Plan
  let options: RealOptions
  private let until: Nanoseconds
  /// How much later than the horizon an end may come that was due by then.
  private let grace: Nanoseconds
  var doing: [Doing?]
  /// Workers that died with a job and are not replaced yet.
  var isDown: [Bool]
  private var serial = 0
  private var upCount = 0
  private var publishedAt: Nanoseconds = 0
  /// Whether workers are event loops that see to waits, and only while they are free.
  private let hasLoops: Bool
  var limits: RunLimits
  var losses: [JobKey: Int] = [:]
  private(set) var log: RunLog
  /// How the run ended; nil while it goes on.
  private(set) var end: RunEnd?

  struct JobKey: Hashable {
    let task: Int32
    let number: Int32
  }

  init(
    _ plan: Plan, _ options: RealOptions, into recorder: consuming Recorder, sendsWaits: Bool,
    hasLoops: Bool
  ) {
    self.plan = plan
    self.options = options
    self.hasLoops = hasLoops
    scheduler = Scheduler(plan)
    clock = WallClock(plan, into: recorder, sendsWaits: sendsWaits)
    until = plan.scenario.until ?? .max
    grace = plan.scenario.until.map { Self.grace($0, plan) } ?? 0
    doing = Array(repeating: nil, count: plan.workerCount)
    isDown = Array(repeating: false, count: plan.workerCount)
    limits = RunLimits(options.limit, taskCount: plan.tasks.count)
    log = RunLog(measures: options.measures)
  }

  /// Real ends are always a little late: half of the shortest step, and at most 1 % of the horizon, make
  /// no job that the horizon cuts into one that counts.
  private static func grace(_ until: Nanoseconds, _ plan: Plan) -> Nanoseconds {
    let times = plan.tasks.flatMap { $0.definition.steps.map { $0.duration.expected(job: 0) } }
    return min(until / 100, (times.filter { $0 > 0 }.min() ?? 0) / 2)
  }

  var isOver: Bool { end != nil }

  /// Whether time begins when the workers are up: a queue of guests, or a horizon, cannot wait for them.
  var beginsWithWorkers: Bool {
    (until < .max || plan.scenario.hasArrivals) && plan.scenario.overhead.startup == 0
  }

  /// When the next timer is due that the coordinator sees to.
  var nextTimer: Nanoseconds {
    let timer = clock.timers.first?.time ?? .max
    return hasLoops ? timer : min(timer, nextWait)
  }

  /// When the next wait ends that an event loop sees to.
  var nextWait: Nanoseconds { clock.waits.first?.time ?? .max }

  /// The run begins: what is ready at 0, first arrivals included.
  mutating func begin() {
    for (position, task) in plan.tasks.enumerated() where task.definition.arrive != nil {
      setArrival(after: 0, of: position, at: 0)
    }
    if until < .max { clock.set(.horizon, at: until.addingSaturated(grace)) }
    scheduler.begin(&clock, arrivedAtStart: plan.tasks.map { _ in 1 })
  }

  private mutating func setArrival(after number: Int, of task: Int, at time: Nanoseconds) {
    guard number + 1 < plan.tasks[task].definition.count else { return }
    let gap = plan.arrivalGap(task: task, job: Int32(number))
    clock.set(.arrives(task: task, number: number + 1), at: time.addingSaturated(gap))
  }

  /// The workers of a range are up, lowest first.
  mutating func workersUp(_ workers: Range<Int>, at time: Nanoseconds) {
    guard enter(time) else { return }
    for worker in workers {
      upCount += 1
      scheduler.workerUp(worker, &clock)
    }
    settle()
  }

  /// The step that a worker is in has ended; true if the worker goes on with the leg's next step.
  mutating func stepEnded(
    _ worker: Int, status: Int32, inside: Nanoseconds, processor: Nanoseconds,
    at time: Nanoseconds
  ) -> Bool {
    guard enter(time), let done = doing[worker] else { return false }
    if status == Answer.limitPassed || status != 0 && limits.takeKilled(worker) {
      giveUp(worker, done)
      settle()
      return false
    }
    let leg = plan.legs[Int(done.job.leg)]
    clock.endStep(done.step, of: done.job)
    if !leg.isTransfer { note(done, leg, worker, status, inside, processor) }
    if status == 0, !leg.isTransfer, done.step + 1 < leg.firstStep + leg.stepCount {
      clock.beginStep(done.step + 1, of: done.job)
      doing[worker]?.step += 1
      doing[worker]?.began = clock.now
      return true
    }
    doing[worker] = nil
    _ = limits.takeKilled(worker)
    if status == 0 {
      finished(leg, after: clock.now - done.legBegan)
      endLeg(done.job, leg)
    } else {
      loseAttempt(done.job, leg)
      scheduler.replaced(worker, &clock)
    }
    settle()
    return false
  }

  private mutating func endLeg(_ job: Job, _ leg: Leg) {
    let failed =
      leg.isLast && !leg.isTransfer && leg.mayFail
      && plan.fails(task: Int(leg.task), job: job.number, attempt: job.attempt)
    scheduler.ended(job, failed: failed, &clock)
  }

  private mutating func note(
    _ done: Doing, _ leg: Leg, _ worker: Int, _ status: Int32, _ inside: Nanoseconds,
    _ processor: Nanoseconds
  ) {
    let step = plan.tasks[Int(leg.task)].definition.steps[Int(done.step)]
    if options.allowsCommands, let command = step.command {
      if status != 0 {
        let how = status < 0 ? "was ended by signal \(-status)" : "ended with exit code \(status)"
        log.add("the command of \(name(of: done.job)) \(how)")
      }
      log.add(
        CommandRecord(
          job: name(of: done.job), attempt: Int(done.job.attempt) + 1,
          worker: plan.name(worker: worker), began: done.began, runtime: inside, status: status,
          command: command))
    }
    guard log.measures else { return }
    log.add(
      StepMeasurement(
        task: leg.task, number: done.job.number, step: done.step, attempt: done.job.attempt,
        asked: asked(done.step, of: done.job, leg), span: clock.now - done.began, inside: inside,
        processor: processor))
  }

  /// Sees to timers that are due; with `byLoop` to waits that event loops see to as well.
  mutating func fireTimers(at time: Nanoseconds, byLoop: Bool) {
    guard enter(time) else { return }
    while end == nil, let timer = clock.takeDue(by: time, loops: byLoop || !hasLoops) {
      fire(timer)
    }
    settle()
  }

  private mutating func fire(_ timer: WallClock.Timer) {
    switch timer.kind {
    case .waitEnds(let job, let step):
      let leg = plan.legs[Int(job.leg)]
      let began = timer.time - asked(step, of: job, leg)
      if endWait(job, step, leg, since: began) {
        clock.beginWait(step + 1, of: job, leg, at: timer.time)
      }
    case .handOutEnds(let job):
      clock.endHandOut(job)
      scheduler.handedOut(job, &clock)
    case .arrives(let task, let number):
      scheduler.arrived(task: task, number: number, &clock)
      setArrival(after: number, of: task, at: timer.time)
    case .horizon: end = RunEnd(.cut, at: until)
    case .limit(let worker, let serial):
      if doing[worker]?.serial == serial { limits.pass(worker) }
    }
  }

  /// Ends a wait without a worker; true if the next one of its leg has begun.
  private mutating func endWait(
    _ job: Job, _ step: Int32, _ leg: Leg, since began: Nanoseconds
  ) -> Bool {
    clock.endStep(step, of: job)
    if log.measures {
      log.add(
        StepMeasurement(
          task: leg.task, number: job.number, step: step, attempt: job.attempt,
          asked: asked(step, of: job, leg), span: clock.now - began, inside: clock.now - began,
          processor: 0))
    }
    if step + 1 < leg.firstStep + leg.stepCount {
      clock.beginStep(step + 1, of: job)
      return true
    }
    clock.endWaiting()
    endLeg(job, leg)
    return false
  }

  /// A wait that a worker program slept for has ended.
  mutating func waitEnded(
    _ job: Job, step: Int32, since began: Nanoseconds, at time: Nanoseconds
  ) {
    guard enter(time) else { return }
    if !endWait(job, step, plan.legs[Int(job.leg)], since: began) { settle() }
  }

  /// Somebody wants the run to end now.
  mutating func interrupt(at time: Nanoseconds) {
    guard enter(time) else { return }
    end = RunEnd(.cut, at: clock.now)
  }

  /// Moves the clock; false where nothing is handled any more.
  mutating func enter(_ time: Nanoseconds) -> Bool {
    if end != nil { return false }
    clock.advance(to: min(time, until))
    if time > until.addingSaturated(grace) { end = RunEnd(.cut, at: until) }
    return end == nil
  }

  /// After what happened: free workers take jobs, and the run may be over.
  mutating func settle() {
    guard end == nil else { return }
    if scheduler.unsettledCount == 0 {
      end = RunEnd(.settled, at: clock.now)
      return
    }
    if clock.now < until { scheduler.dispatch(&clock) }
    if isStuck { end = RunEnd(.deadlock(scheduler.blockedJobs(limit: 1_000)), at: clock.now) }
  }

  /// Whether jobs are left and nothing will ever happen again.
  private var isStuck: Bool {
    // Nothing is dispatched at the horizon: that nothing is under way then is no deadlock.
    guard clock.now < until, clock.begun.isEmpty, clock.waitingCount == 0, clock.isWithoutEvents,
      upCount == plan.workerCount
    else { return false }
    return doing.allSatisfy { $0 == nil } && !isDown.contains(true)
  }

  /// Takes the legs that workers have to begin; each is noted as what its worker does.
  mutating func takeBegun() -> [Job] {
    if clock.begun.isEmpty { return [] }
    let jobs = clock.begun
    clock.begun.removeAll(keepingCapacity: true)
    for job in jobs where plan.legs[Int(job.leg)].place == .worker { noteDoing(job) }
    return jobs
  }

  private mutating func noteDoing(_ job: Job) {
    serial += 1
    let (worker, leg) = (Int(job.lane), plan.legs[Int(job.leg)])
    doing[worker] = Doing(
      job: job, step: leg.firstStep, began: clock.now, legBegan: clock.now, serial: serial)
    if let limit = limits.time(for: Int(leg.task)) { setLimit(limit, for: worker) }
  }

  mutating func add(incident: String) { log.add(incident) }

  /// Shows what came meanwhile to whoever looks on.
  mutating func publish(at time: Nanoseconds) {
    guard let live = options.live, time >= publishedAt + LiveTrace.period else { return }
    publishedAt = time
    clock.recorder.publish()
    live.note(time)
  }

  /// What was recorded, when the run is over.
  mutating func finish() -> Recorded {
    guard let end else { preconditionFailure("a run ends with a cause") }
    return clock.finish(end)
  }
}
