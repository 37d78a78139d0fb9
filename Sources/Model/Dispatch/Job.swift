/// A job on its way: a value that travels between scheduler and clock, never an object.
public struct Job: Sendable {
  /// The position of its leg in the plan.
  public var leg: Int32
  /// Its number in its task, from 0.
  public var number: Int32
  /// Its attempt, from 0.
  public var attempt: Int32 = 0
  /// Its worker, or on a wait its row; -1 for neither.
  public var lane: Int32 = -1
  /// Its place in the scheduler's table of held units; -1 while it holds none.
  var holding: Int32 = -1

  init(leg: Int32, number: Int32) {
    self.leg = leg
    self.number = number
  }
}

/// Jobs that wait together: one on its way, or a range of jobs that have not begun.
///
/// A range may have gaps: after each `block` jobs it skips `gap` numbers (blocks dealt in turn).
struct Waiting: Sendable {
  var job: Job
  var count: Int32
  private var left: Int32 = 0
  private var block: Int32 = 0
  private var gap: Int32 = 0

  init(_ job: Job, count: Int32 = 1) {
    self.job = job
    self.count = count
  }

  /// A range of `count` jobs of which the first `left` are neighbours, then blocks with gaps.
  init(_ job: Job, count: Int32, left: Int32, block: Int32, gap: Int32) {
    self.init(job, count: count)
    self.left = left
    self.block = block
    self.gap = gap
  }

  /// Takes the first job off the range.
  mutating func takeFirst() -> Job {
    let first = job
    count -= 1
    job.number += 1
    if block > 0, count > 0 {
      left -= 1
      if left == 0 {
        job.number += gap
        left = block
      }
    }
    return first
  }

  /// Joins `other` to the end of this range where the two are neighbours that have not begun.
  mutating func merge(_ other: Waiting) -> Bool {
    guard block == 0, other.block == 0, job.leg == other.job.leg,
      other.job.number == job.number + count, job.attempt == 0, other.job.attempt == 0,
      job.lane == other.job.lane, job.holding < 0, other.job.holding < 0
    else { return false }
    count += other.count
    return true
  }
}

/// A first-in first-out queue of jobs and ranges of jobs.
struct WaitingQueue: Sendable {
  private var items: [Waiting] = []
  private var head = 0
  /// How many jobs wait.
  private(set) var count = 0

  init() {}

  var isEmpty: Bool { count == 0 }

  var first: Waiting? { head < items.count ? items[head] : nil }

  /// What waits, in order.
  var waiting: ArraySlice<Waiting> { items[head...] }

  mutating func append(_ waiting: Waiting) {
    count += Int(waiting.count)
    if head < items.count, items[items.count - 1].merge(waiting) { return }
    if head > 32, 2 * head > items.count {
      items.removeSubrange(0..<head)
      head = 0
    }
    items.append(waiting)
  }

  mutating func takeFirst() -> Job {
    count -= 1
    let job = items[head].takeFirst()
    if items[head].count == 0 { dropHead() }
    return job
  }

  mutating func takeRange() -> Waiting {
    let range = items[head]
    count -= Int(range.count)
    dropHead()
    return range
  }

  private mutating func dropHead() {
    head += 1
    if head == items.count {
      items.removeAll(keepingCapacity: true)
      head = 0
    }
  }
}
