public import Model

/// The counters of a run after all events of one instant.
public struct RunMoment: Sendable {
  /// The instant, in nanoseconds.
  public var time: Nanoseconds
  /// The position of its first event in the trace.
  public var firstEvent: Int
  /// The written length of what has been done so far, failed attempts left out, in nanoseconds: over
  /// the instant it is the speedup so far.
  public var workDone: Double = 0
  /// How fast that grows now: in nanoseconds of written length a nanosecond.
  public var rate: Double = 0
  /// The sum of busy workers over time so far, in nanoseconds.
  public var busySum: Double = 0
  /// How many jobs have become ready so far.
  public var ready: Int32 = 0
  /// How many jobs have a step in progress.
  public var inService: Int32 = 0
  /// The most jobs that had a step in progress at once so far.
  public var peak: Int32 = 0
  /// How many jobs are finished.
  public var finished: Int32 = 0
  /// How many jobs failed for good.
  public var failed: Int32 = 0
  /// How many jobs will never run, since something they depend on failed.
  public var skipped: Int32 = 0
  /// How many workers have a step in progress.
  public var busyWorkers: Int32 = 0

  /// How many jobs are ready, or back in a queue, and have no step in progress.
  public var queued: Int { Int(ready) - Int(inService) - Int(finished) - Int(failed) }
}

/// The counters of a run at every instant at which something happened, and the jobs task by task.
///
/// Memory: 72 bytes an instant and 8 a job.
public struct RunMoments: Sendable {
  /// The instants, in order; the first is 0.
  public private(set) var moments: [RunMoment] = []
  /// What became of each task's jobs, in file order.
  public private(set) var tasks: [TaskMoments]
  private let eventCount: Int

  /// Reads the trace of a run.
  ///
  /// Cost: linear in events.
  init(_ run: FinishedRun, _ trace: Trace) {
    var reader = MomentReader(run)
    var count = 0
    for event in trace.events {
      reader.read(event, at: count)
      count += 1
    }
    reader.finish(at: run.end.elapsed)
    eventCount = count
    moments = reader.moments
    tasks = reader.tasks
  }

  /// The position of the last instant up to a time; 0 for any time before.
  ///
  /// Cost: logarithmic in instants.
  public func index(at time: Nanoseconds) -> Int {
    max(0, moments.indices.firstPosition { moments[$0].time > time } - 1)
  }

  /// The counters at a time.
  ///
  /// Cost: logarithmic in instants.
  public func moment(at time: Nanoseconds) -> RunMoment { moments[index(at: time)] }

  /// The written length of what has been done at a time, in nanoseconds.
  public func workDone(at time: Nanoseconds) -> Double {
    let moment = moment(at: time)
    return moment.workDone + moment.rate * Double(max(0, time - moment.time))
  }

  /// The sum of busy workers over time up to an instant, in nanoseconds.
  public func busySum(at time: Nanoseconds) -> Double {
    let moment = moment(at: time)
    return moment.busySum + Double(moment.busyWorkers) * Double(max(0, time - moment.time))
  }

  /// The positions of an instant's events in the trace.
  public func events(of index: Int) -> Range<Int> {
    let end = index + 1 < moments.count ? moments[index + 1].firstEvent : eventCount
    return moments[index].firstEvent..<end
  }
}

/// When the jobs of one task became ready, began and were settled.
public struct TaskMoments: Sendable {
  /// When jobs became ready, and how many were ready then.
  public fileprivate(set) var ready: [(time: Nanoseconds, total: Int)] = []
  /// When each first began a step, in order.
  public fileprivate(set) var begun: [Nanoseconds] = []
  /// When jobs finished or failed for good, in order.
  public fileprivate(set) var settled: [Nanoseconds] = []

  /// How many jobs were ready at a time.
  public func readyCount(at time: Nanoseconds) -> Int {
    let count = ready.indices.firstPosition { ready[$0].time > time }
    return count == 0 ? 0 : ready[count - 1].total
  }

  /// How many jobs had begun at a time.
  public func begunCount(at time: Nanoseconds) -> Int { Self.count(begun, at: time) }

  /// How many jobs were finished, or failed for good, at a time.
  public func settledCount(at time: Nanoseconds) -> Int { Self.count(settled, at: time) }

  private static func count(_ times: [Nanoseconds], at time: Nanoseconds) -> Int {
    times.indices.firstPosition { times[$0] > time }
  }
}

/// Folds events into moments.
private struct MomentReader {
  var moments: [RunMoment] = [RunMoment(time: 0, firstEvent: 0)]
  var tasks: [TaskMoments]
  private let plan: Plan
  private let offsets: [Int]
  /// Whether a step may take longer than written.
  private let maySlow: Bool
  /// For each job, the moment at which its step in progress began.
  private var begun: [Int32]

  init(_ run: FinishedRun) {
    plan = run.plan
    offsets = plan.jobOffsets
    let scenario = plan.scenario
    maySlow =
      scenario.cores != nil || !plan.hasFullSpeed
      || scenario.pools.contains { $0.kind == .pythonThreads }
    begun = [Int32](repeating: -1, count: scenario.jobCount)
    tasks = scenario.tasks.map { _ in TaskMoments() }
  }

  mutating func read(_ event: TraceEvent, at position: Int) {
    if event.time > moments[moments.count - 1].time { open(event.time, position) }
    let last = moments.count - 1
    switch event.kind {
    case .ready:
      moments[last].ready += event.lane
      let total = (tasks[Int(event.task)].ready.last?.total ?? 0) + Int(event.lane)
      tasks[Int(event.task)].ready.append((event.time, total))
    case .stepBegan: begin(event, last)
    case .stepEnded: end(event, last)
    case .finished:
      moments[last].finished += 1
      tasks[Int(event.task)].settled.append(event.time)
    case .failed:
      moments[last].failed += 1
      tasks[Int(event.task)].settled.append(event.time)
    case .skipped: moments[last].skipped += event.lane
    case .up, .assigned, .handOutBegan, .handOutEnded, .transferBegan, .transferEnded, .asked,
      .acquired, .released, .retried, .freed:
      break
    }
  }

  private mutating func open(_ time: Nanoseconds, _ position: Int) {
    var moment = moments[moments.count - 1]
    moment.busySum += Double(moment.busyWorkers) * Double(time - moment.time)
    moment.time = time
    moment.firstEvent = position
    moment.rate = 0
    moments.append(moment)
  }

  private mutating func begin(_ event: TraceEvent, _ last: Int) {
    moments[last].inService += 1
    moments[last].peak = max(moments[last].peak, moments[last].inService)
    if plan.runsOnWorker(task: Int(event.task), step: Int(event.step)) {
      moments[last].busyWorkers += 1
    }
    if event.step == 0, event.detail == 0 { tasks[Int(event.task)].begun.append(event.time) }
    begun[offsets[Int(event.task)] + Int(event.number)] = Int32(last)
  }

  private mutating func end(_ event: TraceEvent, _ last: Int) {
    moments[last].inService -= 1
    if plan.runsOnWorker(task: Int(event.task), step: Int(event.step)) {
      moments[last].busyWorkers -= 1
    }
    let job = offsets[Int(event.task)] + Int(event.number)
    let first = Int(begun[job])
    begun[job] = -1
    let taken = event.time - moments[first].time
    guard taken > 0,
      !plan.fails(task: Int(event.task), job: event.number, attempt: Int32(event.detail))
    else { return }
    var speed = 1.0
    if maySlow {
      let written = plan.duration(
        task: Int(event.task), step: Int(event.step), job: event.number,
        attempt: Int32(event.detail))
      speed = Double(written) / Double(taken)
    }
    // The rate is a change until all events are read.
    moments[first].rate += speed
    moments[last].rate -= speed
  }

  /// Turns changes of rates into rates and sums; steps in progress at the end go at full speed.
  mutating func finish(at end: Nanoseconds) {
    for first in begun where first >= 0 { moments[Int(first)].rate += 1 }
    for index in moments.indices.dropFirst() {
      let before = moments[index - 1]
      moments[index].rate += before.rate
      moments[index].workDone =
        before.workDone + before.rate * Double(moments[index].time - before.time)
    }
  }
}
