import Model

/// Follows the jobs of a trace and books what each does from one event to the next.
struct CauseReader {
  /// What a job does since when.
  private struct State: BitwiseCopyable {
    var since: Nanoseconds = 0
    /// The cell that its time goes to; -1 where it is not ready, or has ended.
    var column: Int16 = -1
    /// The step in progress.
    var step: UInt16 = 0
    var attempt: UInt8 = 0
  }

  /// When a worker took its chunk, and when the coordinator had handed it out.
  private struct Taken: BitwiseCopyable {
    var at: Nanoseconds = 0
    var handedOut: Nanoseconds = 0
  }

  private enum Column {
    static let service: Int16 = 0
    static let slowed = 1
    static let failed = 2
    static let startup = 3
    static let worker: Int16 = 4
    static let chunk = 5
    static let dispatch: Int16 = 6
    static let transfer: Int16 = 7
  }

  private let plan: Plan
  private let isSync: Bool
  private let handsOut: Bool
  let tasks: [TaskCells]
  private(set) var cells: [Nanoseconds]
  private var states: [State]
  private var taken: [Taken]
  /// When each pool's first worker was up.
  private var firstUp: [Nanoseconds]
  /// In sync, the worker whose job has just ended: what it does next is told by the next event.
  private var leaving: Int32 = -1

  init(_ plan: Plan) {
    self.plan = plan
    isSync = plan.scenario.execution == .sync
    handsOut = plan.scenario.overhead.dispatch > 0
    var (first, offset) = (0, 0)
    tasks = plan.scenario.tasks.map { task in
      let columns = TaskCells(task, first: first, offset: offset)
      first += columns.width * task.count
      offset += task.count
      return columns
    }
    cells = [Nanoseconds](repeating: 0, count: first)
    states = [State](repeating: State(), count: offset)
    taken = [Taken](repeating: Taken(), count: plan.workerCount)
    firstUp = plan.pools.map { _ in .max }
  }

  mutating func read(_ event: TraceEvent) {
    if leaving >= 0 { readNext(event) }
    let task = Int(event.task)
    let number = Int(event.number)
    switch event.kind {
    case .up:
      let pool = plan.pool(of: Int(event.lane))
      firstUp[pool] = min(firstUp[pool], event.time)
    case .ready:
      for other in number..<number + Int(event.lane) { queue(task, other, at: event.time) }
    case .assigned:
      go(task, number, to: isSync && handsOut ? Column.dispatch : Column.worker, at: event.time)
      if isSync { taken[Int(event.lane)] = Taken(at: event.time, handedOut: event.time) }
    case .handOutBegan: go(task, number, to: Column.dispatch, at: event.time)
    case .handOutEnded:
      go(task, number, to: Column.worker, at: event.time)
      if isSync { taken[Int(event.lane)].handedOut = event.time }
    case .transferBegan: go(task, number, to: Column.transfer, at: event.time)
    case .asked:
      let column = Int16(tasks[task].column(of: Int(event.step)))
      for other in number..<number + Int(event.lane) {
        go(task, other, to: column, at: event.time)
      }
    // Further units of a claim tell nothing new.
    case .acquired where event.detail == 0: break
    case .acquired, .transferEnded, .stepEnded:
      go(task, number, to: Column.worker, at: event.time)
    case .stepBegan: begin(event)
    case .finished, .retried, .failed: settle(event)
    case .released, .skipped, .freed: break
    }
  }

  /// The run is over: jobs without an end are told up to here.
  mutating func close(at end: Nanoseconds) {
    for (task, columns) in tasks.enumerated() {
      for number in 0..<plan.scenario.tasks[task].count
      where states[columns.offset + number].column >= 0 {
        go(task, number, to: -1, at: end)
      }
    }
  }

  /// A worker that has ended a job goes on with its chunk, without a word of its own: the next event but
  /// for what the end set free is that of the chunk's next job, or the worker is free.
  private mutating func readNext(_ event: TraceEvent) {
    switch event.kind {
    case .ready, .skipped: return
    case .freed: leaving = -1
    default:
      let chunk = taken[Int(leaving)]
      leaving = -1
      guard event.task >= 0 else { return }
      let (task, number) = (Int(event.task), Int(event.number))
      let state = states[tasks[task].offset + number]
      guard state.column == Column.worker, event.kind != .assigned else { return }
      go(task, number, to: Column.dispatch, at: max(state.since, chunk.at))
      go(task, number, to: Int16(Column.chunk), at: max(state.since, chunk.handedOut))
      go(task, number, to: Column.worker, at: event.time)
    }
  }

  private mutating func begin(_ event: TraceEvent) {
    let (task, number) = (Int(event.task), Int(event.number))
    go(task, number, to: Column.service, at: event.time)
    let job = tasks[task].offset + number
    states[job].step = event.step
    states[job].attempt = event.detail
  }

  private mutating func settle(_ event: TraceEvent) {
    let (task, number) = (Int(event.task), Int(event.number))
    go(task, number, to: -1, at: event.time)
    if event.kind != .finished {
      // Earlier attempts were moved before, so this is the last one's.
      let first = cell(task, number, 0)
      cells[first + Column.failed] += cells[first] + cells[first + Column.slowed]
      cells[first] = 0
      cells[first + Column.slowed] = 0
      if event.kind == .retried { queue(task, number, at: event.time) }
    }
    if isSync { leaving = event.lane }
  }

  /// A job joins the queue: in async with a cost of hand-outs, that of the coordinator.
  private mutating func queue(_ task: Int, _ number: Int, at time: Nanoseconds) {
    go(task, number, to: !isSync && handsOut ? Column.dispatch : Column.worker, at: time)
  }

  /// Books what a job has done up to now; from now on it does something else.
  private mutating func go(_ task: Int, _ number: Int, to column: Int16, at time: Nanoseconds) {
    let job = tasks[task].offset + number
    let state = states[job]
    if state.column >= 0, state.since < time { book(task, number, state, until: time) }
    states[job].since = time
    states[job].column = column
  }

  private mutating func book(_ task: Int, _ number: Int, _ state: State, until time: Nanoseconds) {
    let first = cell(task, number, 0)
    let length = time - state.since
    switch state.column {
    case Column.service:
      let written = written(task, number, state) ?? length
      cells[first] += min(written, length)
      cells[first + Column.slowed] += max(0, length - written)
    case Column.worker, Column.dispatch:
      let up = firstUp[plan.tasks[task].definition.pool]
      let startup = max(0, min(time, up) - state.since)
      cells[first + Column.startup] += startup
      cells[first + Int(state.column)] += length - startup
    default: cells[first + Int(state.column)] += length
    }
  }

  /// The written time of the `work` step that a job is in; nil for a wait.
  private func written(_ task: Int, _ number: Int, _ state: State) -> Nanoseconds? {
    guard plan.isWork(task: task, step: Int(state.step)) else { return nil }
    return plan.duration(
      task: task, step: Int(state.step), job: Int32(number), attempt: Int32(state.attempt))
  }

  private func cell(_ task: Int, _ number: Int, _ column: Int) -> Int {
    tasks[task].first + number * tasks[task].width + column
  }
}
