import Model

/// The clock of a simulation: what is under way and when it ends.
///
/// Processor sharing, overhead and the drawing of durations live here; the scheduler knows none.
struct VirtualClock<Sink: EventSink>: SchedulerDriver, ~Copyable {
  /// What the end of something asks of the scheduler.
  enum Consequence {
    case stillRunning
    case handedOut
    case ended(failed: Bool)
  }

  private(set) var now: Nanoseconds = 0
  private let plan: Plan
  private let overhead: Overhead
  private let ties: TieOrder
  private var sink: Sink
  private var underway = PriorityHeap<Underway>()
  private var sharing: ProcessorSharing?
  private var coordinator = Coordinator()
  private var begun: UInt64 = 0

  init(_ plan: Plan, into sink: consuming Sink, ties: TieOrder) {
    self.plan = plan
    overhead = plan.scenario.overhead
    self.ties = ties
    self.sink = sink
    sharing = ProcessorSharing(plan)
  }

  consuming func finish() -> Sink { sink }

  /// When the next thing ends; the largest instant where nothing will.
  var nextEnd: Nanoseconds { min(underway.first?.end ?? .max, sharing?.nextEnd ?? .max) }

  /// Whether something is under way whose end the clock cannot reach.
  var isBeyond: Bool { !underway.isEmpty || sharing?.isIdle == false }

  /// Whether something ends now.
  var hasDue: Bool { underway.first?.end == now }

  /// Moves to a later instant, or stays.
  mutating func advance(to time: Nanoseconds) {
    now = time
    sharing?.moveDue(at: time, to: &underway)
  }

  /// Takes the next thing that ends now.
  mutating func takeDue() -> Underway? {
    guard let first = underway.first, first.end == now else { return nil }
    return underway.popFirst()
  }

  /// Ends what was taken: its next step begins, or the scheduler must be told.
  mutating func end(_ due: Underway) -> Consequence {
    let leg = plan.legs[Int(due.job.leg)]
    if due.step == Underway.handOut {
      note(event(.handOutEnded, leg, due.job, step: 0))
      coordinator.isBusy = false
      serveNext()
      return .handedOut
    }
    if due.step == Underway.transfer {
      note(event(.transferEnded, leg, due.job, step: 0))
      return .ended(failed: false)
    }
    note(event(.stepEnded, leg, due.job, step: due.step))
    if sharing != nil, plan.isWork(task: Int(leg.task), step: Int(due.step)) {
      sharing?.endStep(in: Int(plan.facts[Int(leg.task)].pool))
    }
    if due.step + 1 < leg.firstStep + leg.stepCount {
      begin(due.step + 1, of: due.job, leg, tie: due.tie)
      return .stillRunning
    }
    let failed =
      leg.isLast
      && plan.fails(task: Int(leg.task), job: due.job.number, attempt: due.job.attempt)
    return .ended(failed: failed)
  }

  /// Shares of the cores change once per instant, after all its events.
  mutating func changeShares() { sharing?.changeShares(at: now) }

  mutating func start(_ job: Job) {
    let leg = plan.legs[Int(job.leg)]
    let tie = nextTie()
    guard leg.isTransfer else { return begin(leg.firstStep, of: job, leg, tie: tie) }
    note(event(.transferBegan, leg, job, step: 0))
    let end = now.addingSaturated(overhead.transfer)
    underway.push(Underway(end: end, tie: tie, job: job, step: Underway.transfer))
  }

  mutating func handOut(_ job: Job, count: Int) {
    coordinator.append(job, count: count)
    if !coordinator.isBusy { serveNext() }
  }

  mutating func note(_ event: TraceEvent) {
    var event = event
    event.time = now
    sink.record(event)
  }

  private mutating func begin(_ step: Int32, of job: Job, _ leg: Leg, tie: UInt64) {
    let written = plan.duration(
      task: Int(leg.task), step: Int(step), job: job.number, attempt: job.attempt)
    note(event(.stepBegan, leg, job, step: step))
    var time = written
    if sharing != nil || !plan.hasFullSpeed, plan.isWork(task: Int(leg.task), step: Int(step)) {
      let pool = Int(plan.facts[Int(leg.task)].pool)
      time = plan.pools[pool].speed(of: Int(job.lane)).time(for: written)
      if sharing != nil {
        let step = Underway(end: now, tie: tie, job: job, step: step)
        sharing?.begin(step, needing: time, in: pool, at: now, instant: &underway)
        return
      }
    }
    underway.push(Underway(end: now.addingSaturated(time), tie: tie, job: job, step: step))
  }

  /// The coordinator serves one hand-out at a time, first come first served.
  private mutating func serveNext() {
    guard let job = coordinator.takeNext() else { return }
    coordinator.isBusy = true
    note(event(.handOutBegan, plan.legs[Int(job.leg)], job, step: 0))
    let end = now.addingSaturated(overhead.dispatch)
    underway.push(Underway(end: end, tie: nextTie(), job: job, step: Underway.handOut))
  }

  private mutating func nextTie() -> UInt64 {
    begun += 1
    return ties.place(of: begun)
  }

  private func event(
    _ kind: TraceEvent.Kind, _ leg: Leg, _ job: Job, step: Int32
  ) -> TraceEvent {
    TraceEvent(
      kind, task: leg.task, number: job.number, lane: job.lane, step: step, detail: job.attempt)
  }
}

/// The hand-outs that wait for the coordinator: single ones and ranges of jobs.
struct Coordinator {
  var isBusy = false
  private var waiting: [(job: Job, count: Int)] = []
  private var head = 0

  mutating func append(_ job: Job, count: Int) { waiting.append((job, count)) }

  mutating func takeNext() -> Job? {
    guard head < waiting.count else {
      waiting.removeAll(keepingCapacity: true)
      head = 0
      return nil
    }
    let job = waiting[head].job
    waiting[head].job.number += 1
    waiting[head].count -= 1
    if waiting[head].count == 0 { head += 1 }
    if head > 1_024, 2 * head > waiting.count {
      waiting.removeSubrange(0..<head)
      head = 0
    }
    return job
  }
}
