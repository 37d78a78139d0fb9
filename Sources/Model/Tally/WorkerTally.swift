/// What each worker has done so far: its state, since when, and how long it was in each state.
///
/// A worker is a row of one table, so that a change of state costs a few instructions and a million
/// workers take 96 MB.
struct WorkerTally: ~Copyable {
  /// A state of a worker; the raw value is its place in the row.
  enum State: Int64 {
    case idleHead = 3
    case idleMiddle, starting, handedOut, transferring, holding, working, waiting
  }

  // The rest of a row's places.
  private static let since = 0
  private static let state = 1
  private static let jobs = 2
  private static let slowed = 11
  private static let width = 12

  private var cells: Table<Int64>
  /// The written time of each worker's work step, where a step can take longer than written.
  private var written: Table<Nanoseconds>
  private let count: Int

  init(count: Int, canSlow: Bool) {
    self.count = count
    cells = Table(repeating: 0, count: count * Self.width)
    for worker in 0..<count {
      cells[worker * Self.width + Self.state] = State.starting.rawValue
    }
    written = Table(repeating: 0, count: canSlow ? count : 0)
  }

  /// The state that a worker is in.
  @inline(__always)
  func isIn(_ state: State, _ worker: Int) -> Bool {
    cells[worker * Self.width + Self.state] == state.rawValue
  }

  /// Whether a worker is up and without a job.
  @inline(__always)
  func isIdle(_ worker: Int) -> Bool {
    cells[worker * Self.width + Self.state] <= State.idleMiddle.rawValue
  }

  /// Whether no worker has a job.
  var isAtRest: Bool { (0..<count).allSatisfy { isIdle($0) || isIn(.starting, $0) } }

  /// Moves a worker to another state and books the time spent in the old one.
  @inline(__always)
  mutating func enter(_ next: State, _ worker: Int, at now: Nanoseconds) {
    let row = worker * Self.width
    let since = cells[row + Self.since]
    if now != since {
      cells[row + Int(cells[row + Self.state])] += now - since
      cells[row + Self.since] = now
    }
    cells[row + Self.state] = next.rawValue
  }

  /// Notes how long the work step that a worker begins was written to take.
  mutating func write(_ time: Nanoseconds, _ worker: Int) { written[worker] = time }

  /// The parts of the step that a worker is in, up to now; what exceeds the written time is slowed.
  mutating func splitStep(_ worker: Int, at now: Nanoseconds) -> StepTime {
    let time = now - cells[worker * Self.width + Self.since]
    if isIn(.waiting, worker) { return StepTime(wait: time) }
    guard isIn(.working, worker) else { return StepTime() }
    let work = written.count > 0 ? min(time, written[worker]) : time
    return StepTime(work: work, slowed: time - work)
  }

  /// Books the slowed part of the work step that a worker is about to leave.
  mutating func bookSlowed(_ step: StepTime, _ worker: Int) {
    cells[worker * Self.width + Self.slowed] += step.slowed
    cells[worker * Self.width + Int(State.working.rawValue)] -= step.slowed
  }

  @inline(__always)
  mutating func countJob(_ worker: Int) { cells[worker * Self.width + Self.jobs] += 1 }

  /// Books the time up to the end of the run, in the account as well, and sums up.
  mutating func close(at end: Nanoseconds, booking account: inout Account) -> [WorkerTotals] {
    var totals: [WorkerTotals] = []
    totals.reserveCapacity(count)
    for worker in 0..<count { totals.append(close(worker, at: end, booking: &account)) }
    return totals
  }

  private mutating func close(
    _ worker: Int, at end: Nanoseconds, booking account: inout Account
  ) -> WorkerTotals {
    var totals = WorkerTotals()
    if isIn(.idleMiddle, worker) {
      totals.idleTail = end - cells[worker * Self.width + Self.since]
    } else {
      if written.count > 0 { bookSlowed(splitStep(worker, at: end), worker) }
      enter(.starting, worker, at: end)
    }
    let slowed = cells[worker * Self.width + Self.slowed]
    totals.jobs = Int(cells[worker * Self.width + Self.jobs])
    totals.busy = time(.working, worker) + time(.waiting, worker) + slowed
    totals.overhead =
      time(.starting, worker) + time(.handedOut, worker) + time(.transferring, worker)
    totals.idleHead = time(.idleHead, worker)
    totals.idleMiddle = time(.idleMiddle, worker)
    account.work += Int128(time(.working, worker))
    account.wait += Int128(time(.waiting, worker))
    account.slowed += Int128(slowed)
    account.blocked += Int128(time(.holding, worker))
    account.startup += Int128(time(.starting, worker))
    account.dispatch += Int128(time(.handedOut, worker))
    account.transfer += Int128(time(.transferring, worker))
    account.idleHead += Int128(totals.idleHead)
    account.idleMiddle += Int128(totals.idleMiddle)
    account.idleTail += Int128(totals.idleTail)
    return totals
  }

  private func time(_ state: State, _ worker: Int) -> Nanoseconds {
    cells[worker * Self.width + Int(state.rawValue)]
  }
}

/// What one worker did in a run that is over, times in nanoseconds.
public struct WorkerTotals: Sendable {
  /// Finished jobs, where a job keeps its worker.
  public internal(set) var jobs = 0
  /// Doing steps.
  public internal(set) var busy: Nanoseconds = 0
  /// Starting, waiting for the coordinator, transferring.
  public internal(set) var overhead: Nanoseconds = 0
  /// Idle before the first hand-out or job.
  public internal(set) var idleHead: Nanoseconds = 0
  /// Idle between jobs.
  public internal(set) var idleMiddle: Nanoseconds = 0
  /// Idle after the last job.
  public internal(set) var idleTail: Nanoseconds = 0
}

/// Worker time of a step, or of the steps of an attempt.
struct StepTime: Sendable {
  var work: Nanoseconds = 0
  var wait: Nanoseconds = 0
  var slowed: Nanoseconds = 0

  static func += (left: inout StepTime, right: StepTime) {
    left.work += right.work
    left.wait += right.wait
    left.slowed += right.slowed
  }
}
