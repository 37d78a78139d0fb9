import Model

/// What one worker has done so far: its state, since when, and its share of the account.
struct WorkerTally: Sendable {
  enum State: Sendable {
    case starting, idle, handedOut, transferring, holding, working, waiting
  }

  private(set) var state = State.starting
  private var since: Nanoseconds = 0
  private var written: Nanoseconds = 0
  private var hasHadJob = false
  private(set) var busy: Nanoseconds = 0
  private(set) var times = LaneTimes()
  var jobs = 0

  /// Moves to another state and books the time spent in the old one.
  mutating func enter(
    _ next: State, at now: Nanoseconds, written: Nanoseconds = 0, booking account: inout Account
  ) -> StepTime {
    let time = now - since
    var step = StepTime()
    switch state {
    case .starting:
      account.startup += Int128(time)
      times.overhead += time
    case .handedOut:
      account.dispatch += Int128(time)
      times.overhead += time
    case .transferring:
      account.transfer += Int128(time)
      times.overhead += time
    case .holding: account.blocked += Int128(time)
    case .idle:
      if hasHadJob {
        account.idleMiddle += Int128(time)
        times.idleMiddle += time
      } else {
        account.idleHead += Int128(time)
        times.idleHead += time
      }
    case .working:
      step.work = min(time, self.written)
      step.slowed = time - step.work
      account.work += Int128(step.work)
      account.slowed += Int128(step.slowed)
      busy += time
    case .waiting:
      step.wait = time
      account.wait += Int128(time)
      busy += time
    }
    state = next
    since = now
    self.written = written
    if next != .idle { hasHadJob = true }
    return step
  }

  /// Books the time up to the end of the run.
  mutating func close(at end: Nanoseconds, booking account: inout Account) {
    if state == .idle, hasHadJob {
      account.idleTail += Int128(end - since)
      times.idleTail = end - since
      since = end
    } else {
      _ = enter(state, at: end, booking: &account)
    }
  }
}

/// What a worker's time went into, beside its jobs, in nanoseconds.
struct LaneTimes: Sendable {
  /// Starting, waiting for the coordinator, transferring.
  var overhead: Nanoseconds = 0
  var idleHead: Nanoseconds = 0
  var idleMiddle: Nanoseconds = 0
  var idleTail: Nanoseconds = 0
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
