import CExecution
import Model

/// Workers in other processes: one coordinator that waits for all their pipes and for timers.
final class ProcessBackend {
  /// A wait that a program's loop sleeps for.
  private struct Sleeping {
    let job: Job
    var step: Int32
    var began: Nanoseconds
    let program: Int
  }

  private var state: WallRun
  private let plan: Plan
  private let options: RealOptions
  private let programs: RunningCrew
  /// When the programs were started, on CLOCK_MONOTONIC.
  private let started = exec_now()
  /// When the run began, on CLOCK_MONOTONIC; nil before.
  private var origin: Int64?
  /// How many jobs behind the one it is in a lane has been sent.
  private var sentAhead: [Int]
  /// Legs for lanes that are not ready.
  private var held: [Int: Job] = [:]
  private var sleeping: [UInt32: Sleeping] = [:]
  private var nextTag: UInt32 = 1 << 31
  private var upCount = 0
  private var readyAt: Nanoseconds = 0
  private var statistics = WorkerStatistics()
  private var toldStatistics = 0
  private static let mostSentAhead = 100
  /// Workers take sixteen times as much in a message.
  private static let mostBytesAhead = 1 << 20
  private static let patience: Nanoseconds = 60 * TimeUnit.second
  private static let farewell: Nanoseconds = TimeUnit.second
  /// How often interrupts are looked at that another thread's handler got.
  private static let look: Nanoseconds = 50 * TimeUnit.millisecond

  private init(
    _ plan: Plan, _ crew: Crew, _ options: RealOptions, into recorder: consuming Recorder
  ) throws(ExecutionError) {
    self.plan = plan
    self.options = options
    programs = try RunningCrew(crew, laneCount: plan.workerCount, folder: options.folder)
    state = WallRun(
      plan, options, into: recorder, sendsWaits: crew.sleepsForWaits, hasLoops: false)
    sentAhead = Array(repeating: 0, count: plan.workerCount)
  }

  static func run(
    _ plan: Plan, on kind: WorkerKind, _ options: RealOptions, into recorder: consuming Recorder
  ) throws(ExecutionError) -> Executed {
    let crew = try Crew(plan, kind, options)
    try crew.check()
    return try ProcessBackend(plan, crew, options, into: recorder).run()
  }

  /// The time of the run; 0 before it begins.
  private var now: Nanoseconds { origin.map { exec_now() - $0 } ?? 0 }

  private func instant(_ time: Nanoseconds) -> Int64 {
    (origin ?? exec_now()).addingSaturated(time)
  }

  private func run() throws(ExecutionError) -> Executed {
    do {
      try programs.start()
      if !state.beginsWithWorkers { begin(at: started) }
      while !state.isOver { try serve() }
    } catch {
      programs.kill()
      throw error
    }
    if state.end?.cause == .settled { dismiss() } else { programs.kill() }
    return Executed(
      recorded: state.finish(), wasInterrupted: options.interrupt.isRaised, log: state.log,
      readyAt: readyAt, statistics: toldStatistics == plan.workerCount ? statistics : nil,
      began: instant(0))
  }

  private func begin(at instant: Int64) {
    guard origin == nil else { return }
    origin = instant
    state.begin()
  }

  /// Waits for what comes next, and sees to it.
  private func serve() throws(ExecutionError) {
    var deadline = min(state.nextTimer, now + Self.look)
    if let turn = nextTurn { deadline = min(deadline, turn) }
    if options.live != nil { deadline = min(deadline, now + LiveTrace.period) }
    let numbers = programs.wait(until: instant(deadline))
    if options.interrupt.isRaised {
      begin(at: exec_now())
      return state.interrupt(at: now)
    }
    // What was said before a limit passed counts.
    for number in numbers { try listen(to: number) }
    if state.nextTimer <= now {
      state.fireTimers(at: now, byLoop: false)
      for lane in state.takePassed() where !programs.giveUp(lane) { state.restartLimit(of: lane) }
      deliver()
    }
    if upCount < plan.workerCount { try admit() }
    if origin != nil { state.publish(at: now) }
  }

  // MARK: Workers that come

  /// When the next worker may be up, as the scenario has it; nil where that does not matter.
  private var nextTurn: Nanoseconds? {
    guard upCount < plan.workerCount, programs.isReady(upCount) else { return nil }
    let startup = plan.scenario.overhead.startup
    let (time, overflow) = startup.multipliedReportingOverflow(by: Int64(upCount) + 1)
    return startup == 0 || overflow ? nil : time
  }

  private var unreadyCount: Int { (0..<plan.workerCount).count { !programs.isReady($0) } }

  private func admit() throws(ExecutionError) {
    if plan.scenario.overhead.startup == 0 {
      // All at once, so that the first workers do not get all the work of a short run.
      guard unreadyCount == 0 else { return try checkPatience() }
      readyAt = exec_now() - started
      begin(at: exec_now())
      upCount = plan.workerCount
      state.workersUp(0..<plan.workerCount, at: now)
      return deliver()
    }
    while let turn = nextTurn, turn <= now {
      upCount += 1
      readyAt = now
      state.workersUp(upCount - 1..<upCount, at: now)
      deliver()
    }
    if nextTurn == nil { try checkPatience() }
  }

  /// On a machine that is busy many workers take long; as long as some come, others may.
  private func checkPatience() throws(ExecutionError) {
    guard exec_now() - programs.lastSign > Self.patience else { return }
    throw .notReady(count: unreadyCount)
  }

  // MARK: What programs say

  private func listen(to number: Int) throws(ExecutionError) {
    guard let bytes = programs.read(number) else { return }
    if bytes.isEmpty { return try lost(number) }
    guard bytes.count % Answer.size == 0 else { throw .brokenProtocol }
    for place in stride(from: 0, to: bytes.count, by: Answer.size) {
      guard let answer = Answer(bytes[place..<place + Answer.size]) else { throw .brokenProtocol }
      let lanes = programs.lanes(of: number)
      // A program of ours with one lane knows no number.
      try hear(answer, lane: lanes.count == 1 ? lanes.lowerBound : answer.lane, number)
    }
  }

  private func hear(_ answer: Answer, lane: Int, _ number: Int) throws(ExecutionError) {
    guard programs.lanes(of: number).contains(lane) else { throw .brokenProtocol }
    switch answer.kind {
    case .ready: try hearReady(lane, pid: Int32(truncatingIfNeeded: answer.processor), number)
    case .stepOver: hearStep(answer, lane, number)
    case .lost: laneDied(lane, "was killed")
    case .statistics:
      toldStatistics += 1
      statistics.add(
        runQueueWait: answer.began, involuntarySwitches: answer.ended, processor: answer.processor)
    case .cannot:
      throw programs.crew.failure(SystemError(number: answer.status))
    }
    deliver()
  }

  private func hearReady(_ lane: Int, pid: Int32, _ number: Int) throws(ExecutionError) {
    try programs.cameUp(lane, as: pid, of: number)
    if lane < upCount { state.workerReplaced(lane, at: now) }
    if let job = held.removeValue(forKey: lane) { send(job) }
  }

  private func hearStep(_ answer: Answer, _ lane: Int, _ number: Int) {
    if answer.tag >= 1 << 31 {
      guard let wait = sleeping[answer.tag], wait.program == number else { return }
      let leg = plan.legs[Int(wait.job.leg)]
      let isLast = wait.step + 1 == leg.firstStep + leg.stepCount
      sleeping[answer.tag] = isLast ? nil : wait
      sleeping[answer.tag]?.step += 1
      sleeping[answer.tag]?.began = now
      return state.waitEnded(wait.job, step: wait.step, since: wait.began, at: now)
    }
    guard !programs.isGivenUp[lane] else { return }
    _ = state.stepEnded(
      lane, status: answer.status, inside: answer.ended - answer.began,
      processor: answer.processor, at: now)
  }

  // MARK: Programs that die

  private func laneDied(_ lane: Int, _ cause: String) {
    programs.wentDown(lane)
    sentAhead[lane] = 0
    state.workerDied(lane, cause: cause, at: now)
  }

  private func lost(_ number: Int) throws(ExecutionError) {
    let cause = programs.end(number)
    // Whoever was told to end has ended.
    guard !state.isOver else { return }
    guard !programs.isHopeless(number) else { throw programs.crew.failure(cause) }
    for lane in programs.lanes(of: number) where programs.isReady(lane) { laneDied(lane, cause) }
    for tag in sleeping.keys.sorted() {
      guard let wait = sleeping[tag], wait.program == number else { continue }
      sleeping[tag] = nil
      state.waitDied(wait.job, step: wait.step, at: now)
    }
    guard !state.isOver else { return }
    try programs.restart(number)
    deliver()
  }

  // MARK: What programs are told

  private func deliver() {
    for job in state.takeBegun() { send(job) }
  }

  private func send(_ job: Job) {
    let leg = plan.legs[Int(job.leg)]
    guard leg.place == .worker else { return sendWait(job, leg) }
    let lane = Int(job.lane)
    if sentAhead[lane] > 0 {
      sentAhead[lane] -= 1
      return
    }
    guard programs.isReady(lane) else { return held[lane] = job }
    var orders = [order(job, tag: UInt32(lane), began: state.stepBegan(lane))]
    var size = orders[0].size
    for next in state.chunkRest(of: lane, limit: Self.mostSentAhead) {
      let order = order(next, tag: UInt32(lane), began: nil)
      size += order.size
      guard size <= Self.mostBytesAhead else { break }
      orders.append(order)
    }
    sentAhead[lane] = orders.count - 1
    programs.write(Message.chunk(lane: lane, orders), to: programs.number(of: lane))
  }

  private func sendWait(_ job: Job, _ leg: Leg) {
    let workers = plan.pools[Int(leg.pool)].workers
    let lane = workers.lowerBound + Int(job.number) % workers.count
    nextTag = nextTag == .max ? 1 << 31 : nextTag + 1
    let number = programs.number(of: lane)
    sleeping[nextTag] = Sleeping(
      job: job, step: leg.firstStep, began: state.clock.now, program: number)
    let order = order(job, tag: nextTag, began: state.clock.now)
    programs.write(Message.chunk(lane: lane, [order]), to: number)
  }

  private func order(_ job: Job, tag: UInt32, began: Nanoseconds?) -> LegOrder {
    let steps = state.orders(of: job)
    let end = began.flatMap { began in
      steps[0].kind == .wait ? instant(began).addingSaturated(steps[0].time) : nil
    }
    return LegOrder(tag: tag, deadline: end ?? 0, limit: limit(of: job), steps: steps)
  }

  /// Programs with several lanes cannot be killed for one of them, so they keep known limits themselves.
  private func limit(of job: Job) -> Int64 {
    guard programs.crew.keepsLimits,
      let limit = state.limits.time(for: Int(plan.legs[Int(job.leg)].task))
    else { return 0 }
    return exec_now().addingSaturated(limit)
  }

  // MARK: The end

  /// Lets the programs tell their statistics and end.
  private func dismiss() {
    programs.writeToAll(.quit)
    let deadline = now + Self.farewell
    while toldStatistics < plan.workerCount, now < deadline, !options.interrupt.isRaised {
      for number in programs.wait(until: instant(min(deadline, now + Self.look))) {
        do {
          try listen(to: number)
        } catch {
          break
        }
        if toldStatistics == plan.workerCount { break }
      }
    }
    programs.dismiss(by: exec_now() + Self.farewell)
  }
}
