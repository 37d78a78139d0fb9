import CExecution
import Model

/// The clock of a real run: what the scheduler asks for, and what happens at an instant.
///
/// Steps on workers are left to the backend, which takes them from `begun`. Waits without a worker,
/// hand-outs and arrivals are timers here.
struct WallClock: SchedulerDriver, ~Copyable {
  /// Something that happens at an instant.
  struct Timer: Comparable {
    enum Kind {
      case waitEnds(Job, step: Int32)
      case handOutEnds(Job)
      case arrives(task: Int, number: Int)
      case horizon
      /// Worker `worker` is still in its assignment number `serial`.
      case limit(worker: Int, serial: Int)
    }

    let time: Nanoseconds
    let order: Int
    let kind: Kind

    static func < (left: Timer, right: Timer) -> Bool {
      left.time != right.time ? left.time < right.time : left.order < right.order
    }

    static func == (left: Timer, right: Timer) -> Bool { left.order == right.order }
  }

  /// The instant of what is handled, in nanoseconds since the run began.
  private(set) var now: Nanoseconds = 0
  let plan: Plan
  var recorder: Recorder
  /// The legs that workers have to begin, in order.
  var begun: [Job] = []
  /// Timers of the coordinator.
  private(set) var timers = PriorityHeap<Timer>()
  /// Waits without a worker that an event loop has to see to.
  private(set) var waits = PriorityHeap<Timer>()
  /// How many waits without a worker are under way.
  private(set) var waitingCount = 0
  private let dispatch: Nanoseconds
  /// Whether the backend's workers sleep for waits without a worker, too.
  private let sendsWaits: Bool
  private var handOuts: [(job: Job, count: Int)] = []
  private var isHandingOut = false
  /// How many arrivals are still to come that are known.
  private var arrivalsLeft = 0
  private var order = 0

  init(_ plan: Plan, into recorder: consuming Recorder, sendsWaits: Bool) {
    self.plan = plan
    self.recorder = recorder
    self.sendsWaits = sendsWaits
    dispatch = plan.scenario.overhead.dispatch
  }

  /// Moves to an instant; time never goes back.
  mutating func advance(to time: Nanoseconds) { now = max(now, time) }

  mutating func note(_ event: TraceEvent) {
    var event = event
    event.time = now
    recorder.record(event)
  }

  mutating func start(_ job: Job) {
    let leg = plan.legs[Int(job.leg)]
    if leg.isTransfer {
      note(event(.transferBegan, leg, job, step: 0))
    } else {
      note(event(.stepBegan, leg, job, step: leg.firstStep))
    }
    if leg.place == .worker || sendsWaits {
      begun.append(job)
    } else {
      beginWait(leg.firstStep, of: job, leg, at: now)
    }
    if leg.place != .worker { waitingCount += 1 }
  }

  /// The next step of a leg begins on its worker.
  mutating func beginStep(_ step: Int32, of job: Job) {
    note(event(.stepBegan, plan.legs[Int(job.leg)], job, step: step))
  }

  /// A step has ended.
  mutating func endStep(_ step: Int32, of job: Job) {
    let leg = plan.legs[Int(job.leg)]
    note(event(leg.isTransfer ? .transferEnded : .stepEnded, leg, job, step: step))
  }

  /// A wait without a worker is over.
  mutating func endWaiting() { waitingCount -= 1 }

  /// Begins a wait; one that follows another begins when that one should have ended.
  mutating func beginWait(_ step: Int32, of job: Job, _ leg: Leg, at begin: Nanoseconds) {
    let time = plan.duration(
      task: Int(leg.task), step: Int(step), job: job.number, attempt: job.attempt)
    order += 1
    waits.push(
      Timer(
        time: begin.addingSaturated(time), order: order, kind: .waitEnds(job, step: step)))
  }

  mutating func handOut(_ job: Job, count: Int) {
    handOuts.append((job, count))
    if !isHandingOut { serveNext() }
  }

  /// The hand-out of a job is over.
  mutating func endHandOut(_ job: Job) {
    note(event(.handOutEnded, plan.legs[Int(job.leg)], job, step: 0))
    isHandingOut = false
    serveNext()
  }

  /// The coordinator serves one hand-out at a time, first come first served.
  private mutating func serveNext() {
    guard !handOuts.isEmpty else { return }
    let job = handOuts[0].job
    handOuts[0].count -= 1
    if handOuts[0].count == 0 {
      handOuts.removeFirst()
    } else {
      handOuts[0].job.number += 1
    }
    isHandingOut = true
    note(event(.handOutBegan, plan.legs[Int(job.leg)], job, step: 0))
    set(.handOutEnds(job), at: now.addingSaturated(dispatch))
  }

  mutating func set(_ kind: Timer.Kind, at time: Nanoseconds) {
    order += 1
    if case .arrives = kind { arrivalsLeft += 1 }
    timers.push(Timer(time: time, order: order, kind: kind))
  }

  /// Whether no timer is left that could change anything.
  var isWithoutEvents: Bool {
    waits.isEmpty && handOuts.isEmpty && !isHandingOut && arrivalsLeft == 0
  }

  /// Takes the next timer that is due, of the coordinator or, with `loops`, of the event loops.
  mutating func takeDue(by time: Nanoseconds, loops: Bool) -> Timer? {
    let timer = timers.first.flatMap { $0.time <= time ? $0 : nil }
    let wait = loops ? waits.first.flatMap { $0.time <= time ? $0 : nil } : nil
    guard let timer else { return wait == nil ? nil : waits.popFirst() }
    if let wait, wait < timer { return waits.popFirst() }
    if case .arrives = timer.kind { arrivalsLeft -= 1 }
    return timers.popFirst()
  }

  mutating func finish(_ end: RunEnd) -> Recorded {
    recorder.end(end)
    return recorder.finish()
  }

  private func event(
    _ kind: TraceEvent.Kind, _ leg: Leg, _ job: Job, step: Int32
  ) -> TraceEvent {
    TraceEvent(
      kind, at: now, task: leg.task, number: job.number, lane: job.lane, step: step,
      detail: job.attempt)
  }
}
