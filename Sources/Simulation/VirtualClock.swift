import Model

/// The clock of a simulation: what is under way and when it ends.
///
/// Processor sharing, overhead and the drawing of durations live here; the scheduler knows none.
struct VirtualClock: SchedulerDriver, ~Copyable {
  /// What the end of something asks of the scheduler.
  enum Consequence {
    case stillRunning
    case handedOut
    case ended(failed: Bool)
  }

  private(set) var now: Nanoseconds = 0
  private let plan: Plan
  let legs: Table<Leg>
  private let overhead: Overhead
  private let ties: TieOrder
  var recorder: Recorder
  var timing: StepTiming
  var underway: EventQueue
  private var sharing: ProcessorSharing?
  let isShared: Bool
  private var coordinator = Coordinator()
  private let isInOrder: Bool
  let startsPlainly: Bool
  var begun: UInt64 = 0

  init(
    _ plan: Plan, into recorder: consuming Recorder, ties: TieOrder, costs: MachineCosts?
  ) {
    let sharing = ProcessorSharing(plan, cores: costs?.cores)
    let timing = StepTiming(plan, on: costs)
    let ringCount = timing.ringCount
    self.plan = plan
    legs = Table(plan.legs)
    overhead = plan.scenario.overhead
    self.ties = ties
    isInOrder = ties.isInOrder
    isShared = sharing != nil
    startsPlainly = ties.isInOrder && sharing == nil
    self.sharing = sharing
    self.timing = timing
    underway = EventQueue(ringCount: ringCount, workers: plan.workerCount)
    self.recorder = recorder
  }

  consuming func finish(_ end: RunEnd) -> Recorded {
    recorder.end(end)
    return recorder.finish()
  }

  /// When the next thing ends; the largest instant where nothing will.
  var nextEnd: Nanoseconds {
    @inline(__always) get {
      isShared ? min(underway.first.time, sharing?.nextEnd ?? .max) : underway.first.time
    }
  }

  /// Whether something is under way whose end the clock cannot reach.
  var isBeyond: Bool { !underway.isEmpty || sharing?.isIdle == false }

  /// Whether something ends now.
  var hasDue: Bool {
    @inline(__always) get { underway.first.time == now }
  }

  /// Moves to a later instant, or stays.
  @inline(__always)
  mutating func advance(to time: Nanoseconds) {
    now = time
    if isShared { sharing?.moveDue(at: time, to: &underway) }
  }

  /// Takes the next thing that ends now; there must be one.
  @inline(__always)
  mutating func takeDue() -> Underway { underway.takeFirst() }

  /// Ends what was taken: its next step begins, or the scheduler must be told.
  @inline(__always)
  mutating func end(_ due: Underway) -> Consequence {
    let leg = legs[due.job.leg]
    let step = due.step
    if step >= Underway.handOut { return endOverhead(due, leg) }
    note(event(.stepEnded, leg, due.job, step: step))
    if isShared, timing.isWork(Int(leg.stepBase &+ step)) {
      sharing?.endStep(in: Int(leg.pool))
    }
    if step + 1 < leg.firstStep + leg.stepCount {
      begin(step + 1, of: due.job, leg, tie: due.tie)
      return .stillRunning
    }
    let failed =
      leg.isLast && leg.mayFail
      && plan.fails(task: Int(leg.task), job: due.job.number, attempt: due.job.attempt)
    return .ended(failed: failed)
  }

  @inline(never)
  private mutating func endOverhead(_ due: Underway, _ leg: Leg) -> Consequence {
    if due.step == Underway.transfer {
      note(event(.transferEnded, leg, due.job, step: 0))
      return .ended(failed: false)
    }
    note(event(.handOutEnded, leg, due.job, step: 0))
    coordinator.isBusy = false
    serveNext()
    return .handedOut
  }

  /// Shares of the cores change once per instant, after all its events.
  @inline(__always)
  mutating func changeShares() {
    if isShared { sharing?.changeShares(at: now) }
  }

  @inline(__always)
  mutating func startTaken(_ jobs: TakenJobs, by workers: inout FreeSets) {
    if jobs.count == 1 {
      var job = jobs.first
      job.lane = Int32(
        truncatingIfNeeded: jobs.firstWorker &+ workers.takeLowest(of: jobs.pool))
      startTaken(job, jobs.task)
    } else {
      startRun(jobs, by: &workers)
    }
  }

  mutating func startOneByOne(_ jobs: TakenJobs, by workers: inout FreeSets) {
    var job = jobs.first
    for _ in 0..<jobs.count {
      job.lane = Int32(jobs.firstWorker + workers.takeLowest(of: jobs.pool))
      startTaken(job, jobs.task)
      job.number &+= 1
    }
  }

  /// Starts one job that its worker has taken.
  @inline(__always)
  private mutating func startTaken(_ job: Job, _ task: Int32) {
    if isShared || legs[job.leg].isTransfer {
      note(TraceEvent(assigning: job, of: task, chunkOf: 1))
      return start(job)
    }
    let first = legs[job.leg].firstStep
    let began = TraceEvent(
      .stepBegan, at: now, task: task, number: job.number, lane: job.lane, step: first,
      detail: job.attempt)
    recorder.recordTakenByWorker(began)
    recorder.recordBegun(began, count: 1)
    run(first, of: job, tie: nextTie())
  }

  @inline(never)
  mutating func start(_ job: Job) {
    let leg = legs[job.leg]
    let tie = nextTie()
    if leg.isTransfer { return beginTransfer(job, leg, tie: tie) }
    begin(leg.firstStep, of: job, leg, tie: tie)
  }

  @inline(never)
  private mutating func beginTransfer(_ job: Job, _ leg: Leg, tie: Tie) {
    note(event(.transferBegan, leg, job, step: 0))
    underway.push(
      job, step: Underway.transfer, tie: tie, end: now.addingSaturated(overhead.transfer),
      ring: timing.transferRing)
  }

  mutating func handOut(_ job: Job, count: Int) {
    coordinator.append(job, count: count)
    if !coordinator.isBusy { serveNext() }
  }

  @inline(__always)
  mutating func note(_ event: TraceEvent) {
    var event = event
    event.time = now
    recorder.record(event)
  }

  @inline(__always)
  private mutating func begin(_ step: Int32, of job: Job, _ leg: Leg, tie: Tie) {
    note(event(.stepBegan, leg, job, step: step))
    run(step, of: job, tie: tie)
  }

  /// Finds when a step that has begun will end.
  @inline(__always)
  private mutating func run(_ step: Int32, of job: Job, tie: Tie) {
    let position = Int(legs[job.leg].stepBase &+ step)
    guard !isShared, timing.isPlain(position) else { return runSlowly(step, of: job, tie: tie) }
    let (time, ring) = timing.plainTime(position)
    underway.push(job, step: step, tie: tie, end: now.addingSaturated(time), ring: ring)
  }

  /// Finds when a step will end whose time is listed or drawn, or depends on its worker or on others.
  @inline(never)
  private mutating func runSlowly(_ step: Int32, of job: Job, tie: Tie) {
    let leg = legs[job.leg]
    let position = Int(leg.stepBase &+ step)
    let time = timing.time(position, job, leg, step)
    if isShared, timing.isWork(position) {
      return share(step, of: job, leg, tie: tie, needing: time)
    }
    underway.push(job, step: step, tie: tie, end: now.addingSaturated(time), ring: -1)
  }

  @inline(never)
  private mutating func share(
    _ step: Int32, of job: Job, _ leg: Leg, tie: Tie, needing time: Nanoseconds
  ) {
    // The order of shared steps rests on their tie alone.
    let step = Underway(end: 0, tie: tie, job: job, step: step)
    sharing?.begin(step, needing: time, in: Int(leg.pool), at: now, instant: &underway)
  }

  /// The coordinator serves one hand-out at a time, first come first served.
  private mutating func serveNext() {
    guard let job = coordinator.takeNext() else { return }
    coordinator.isBusy = true
    note(event(.handOutBegan, legs[job.leg], job, step: 0))
    underway.push(
      job, step: Underway.handOut, tie: nextTie(), end: now.addingSaturated(overhead.dispatch),
      ring: timing.handOutRing)
  }

  @inline(__always)
  private mutating func nextTie() -> Tie {
    begun += 1
    return isInOrder ? Tie(rank: begun << 24) : ties.place(of: begun)
  }

  @inline(__always)
  func event(
    _ kind: TraceEvent.Kind, _ leg: Leg, _ job: Job, step: Int32
  ) -> TraceEvent {
    TraceEvent(
      kind, at: now, task: leg.task, number: job.number, lane: job.lane, step: step,
      detail: job.attempt)
  }
}
