import Model

/// Drawn durations and gaps, sixteen jobs at a time where jobs come in order.
///
/// A draw is a long chain of operations that each wait for the one before; draws of sixteen jobs wait for
/// nothing of each other, so the processor works on several at once (measured: a third of the time). The
/// values are those of single draws: each is a function of its job's number alone.
struct DrawnTimes: ~Copyable {
  /// What is drawn: a step's duration, or with no step the gap after an arrival.
  struct Source {
    let task: Int
    let step: Int?
  }

  private static let blockSize = 16
  /// More sources than this draw job by job, so that the blocks stay in the processor's cache.
  private static let sourceLimit = 32

  private let plan: Plan
  private var sources: [Source] = []
  private var blocks: Table<Int32> = Table([])
  private var values: Table<Nanoseconds> = Table([])

  init(_ plan: Plan) { self.plan = plan }

  /// Adds a source of values for so many jobs and returns its position; -1 where blocks do not pay.
  mutating func add(_ source: Source, jobs: Int) -> Int {
    guard sources.count < Self.sourceLimit, jobs >= 2 * Self.blockSize else { return -1 }
    sources.append(source)
    blocks.append(-1)
    values.append(repeating: 0, count: Self.blockSize)
    return sources.count - 1
  }

  /// The value for the first attempt of a job.
  @inline(__always)
  mutating func time(of job: Int32, from source: Int) -> Nanoseconds {
    if blocks[source] != job >> 4 { return drawnTime(of: job, from: source) }
    return values[source << 4 | Int(job & 15)]
  }

  /// Draws a block where the job is the first of one, else for this job alone.
  @inline(never)
  private mutating func drawnTime(of job: Int32, from source: Int) -> Nanoseconds {
    let (task, step) = (sources[source].task, sources[source].step)
    guard job & 15 == 0 else {
      guard let step else { return plan.arrivalGap(task: task, job: job) }
      return plan.drawnDuration(task: task, step: step, job: job, attempt: 0)
    }
    let drawn = plan.drawnBlock(task: task, step: step, firstJob: job)
    for offset in 0..<Self.blockSize { values[source << 4 | offset] = drawn[offset] }
    blocks[source] = job >> 4
    return drawn[0]
  }
}
