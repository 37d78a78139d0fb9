/// Takes the events of a run, simulated or real: always folds them, and keeps them where asked to.
///
/// One concrete type, so that the simulator's loop and the folding become one piece of machine code.
public struct Recorder: ~Copyable {
  private var tally: RunTally
  private var buffer: Table<TraceEvent>
  private let keepsTrace: Bool
  private var store: (any TraceStore)?
  private var runEnd = RunEnd(.cut, at: 0)

  /// Prepares to record a plan's run; without a store no trace is kept.
  ///
  /// On a real clock any work step may be slower than written, and any attempt may be lost.
  public init(
    _ plan: Plan, keepingTraceIn store: (any TraceStore)? = nil, onRealClock: Bool = false
  ) {
    tally = RunTally(plan, onRealClock: onRealClock)
    self.store = store
    keepsTrace = store != nil
    buffer = Table(capacity: keepsTrace ? Trace.chunkSize : 0)
  }

  /// Takes the next event; times never go back.
  ///
  /// Cost: constant.
  @inline(__always)
  public mutating func record(_ event: TraceEvent) {
    tally.record(event)
    if keepsTrace { keep(event) }
  }

  /// Takes two events at once: the worker `began.lane` takes a job, alone, and begins a step of it.
  ///
  /// The sums over jobs are left to `recordBegun`, which is told of all jobs of a run at once. Together
  /// the same as recording the events one by one.
  @inline(__always)
  public mutating func recordTakenByWorker(_ began: TraceEvent) {
    tally.takeOnWorker(began)
    if keepsTrace { keepTaken(began) }
  }

  /// Folds that so many jobs of a task began the same step now, which were told of one by one.
  @inline(__always)
  public mutating func recordBegun(_ began: TraceEvent, count: Int) {
    tally.begin(began, count: count)
  }

  /// Takes three events at once: the last step of a job ends, the job is finished, its worker is free.
  ///
  /// The sums over jobs are left to `recordFinished`.
  @inline(__always)
  public mutating func recordFreed(_ ended: TraceEvent) {
    tally.freeWorker(ended)
    if keepsTrace { keepFreed(ended) }
  }

  /// Folds that so many jobs of a task ended their last step and are finished now, which were told of
  /// one by one.
  @inline(__always)
  public mutating func recordFinished(_ finished: TraceEvent, count: Int) {
    tally.finish(finished, count: count)
  }

  private mutating func keepTaken(_ began: TraceEvent) {
    var assigned = began
    assigned.kind = .assigned
    assigned.step = 1
    keep(assigned)
    keep(began)
  }

  private mutating func keepFreed(_ ended: TraceEvent) {
    var finished = ended
    finished.kind = .finished
    finished.step = 0
    keep(ended)
    keep(finished)
    keep(TraceEvent(.freed, at: ended.time, lane: ended.lane))
  }

  /// Gives the store all events so far, for somebody who looks on.
  public mutating func publish() { flush() }

  /// The run is over: no event comes any more.
  public mutating func end(_ end: RunEnd) {
    runEnd = end
    flush()
    store?.end(end)
  }

  /// What was recorded, when the run is over.
  public mutating func finish() -> Recorded {
    Recorded(end: runEnd, totals: tally.close(at: runEnd))
  }

  @inline(__always)
  private mutating func keep(_ event: TraceEvent) {
    if buffer.count == Trace.chunkSize { flush() }
    buffer.append(event)
  }

  @inline(never)
  private mutating func flush() {
    guard buffer.count > 0 else { return }
    store?.take(buffer.elements)
    buffer.removeAll()
  }
}

/// What is left of a run when it is over.
public struct Recorded {
  /// How the run ended.
  public let end: RunEnd
  /// The sums of its events.
  public let totals: RunTotals
}

/// A place for the events of a run, which come in chunks: memory or a file.
public protocol TraceStore: AnyObject {
  /// Takes the next events, in order.
  func take(_ events: [TraceEvent])

  /// The run is over: no events come any more.
  func end(_ end: RunEnd)
}
