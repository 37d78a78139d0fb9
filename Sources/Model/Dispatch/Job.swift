/// A job on its way: a value of 16 bytes that travels between scheduler and clock, never an object.
public struct Job: BitwiseCopyable, Sendable {
  /// The most legs that a plan may have, since a job keeps its attempt beside the leg's position.
  static let legLimit = 1 << 24

  private var attemptAndLeg: UInt32
  /// Its number in its task, from 0.
  public var number: Int32
  /// Its worker, or on a wait its row; -1 for neither.
  public var lane: Int32 = -1
  /// What it holds, as the scheduler's table of held units knows it; -1 while it holds nothing.
  var holding: Int32 = -1

  /// No job, to fill memory with.
  public static let none = Job(leg: 0, number: -1)

  init(leg: Int32, number: Int32, attempt: Int32 = 0) {
    attemptAndLeg = UInt32(attempt) << 24 | UInt32(leg)
    self.number = number
  }

  /// The position of its leg in the plan.
  @inline(__always)
  public var leg: Int32 { Int32(attemptAndLeg & (1 << 24 - 1)) }

  /// Its attempt, from 0.
  @inline(__always)
  public var attempt: Int32 { Int32(attemptAndLeg >> 24) }

  /// Goes on to the next leg of its task.
  @inline(__always)
  mutating func moveOn() { attemptAndLeg += 1 }

  func numbered(_ number: Int) -> Job {
    var job = self
    job.number = Int32(number)
    return job
  }
}

/// Jobs that wait together: one on its way, or a range of jobs that have not begun.
///
/// A range may have gaps: after each `block` jobs it skips `gap` numbers (blocks dealt in turn).
struct Waiting: BitwiseCopyable, Sendable {
  var job: Job
  var count: Int32
  private var left: Int32 = 0
  private var block: Int32 = 0
  private var gap: Int32 = 0

  @inline(__always)
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

  var isWithoutGaps: Bool { block == 0 }

  /// Takes the first job off the range.
  @inline(__always)
  mutating func takeFirst() -> Job {
    let first = job
    count -= 1
    job.number += 1
    if block > 0, count > 0 { skipGap() }
    return first
  }

  private mutating func skipGap() {
    left -= 1
    if left == 0 {
      job.number += gap
      left = block
    }
  }

  /// Joins `other` to the end of this range where the two are neighbours that have not begun.
  @inline(__always)
  mutating func merge(_ other: Waiting) -> Bool {
    guard other.job.number == job.number + count, job.leg == other.job.leg,
      job.lane == other.job.lane, block == 0, other.block == 0, job.attempt == 0,
      other.job.attempt == 0, job.holding < 0, other.job.holding < 0
    else { return false }
    count += other.count
    return true
  }
}

/// First-in first-out queues of jobs and ranges of jobs.
struct WaitingQueues: ~Copyable {
  private var items: LinkedQueues<Waiting>
  private var counts: Table<Int>

  /// Makes empty queues, numbered from 0.
  init(count: Int) {
    items = LinkedQueues(count: count)
    counts = Table(repeating: 0, count: count)
  }

  @inline(__always)
  func isEmpty(_ queue: Int) -> Bool { items.isEmpty(queue) }

  /// How many jobs wait in a queue.
  @inline(__always)
  func count(_ queue: Int) -> Int { counts[queue] }

  /// The first job of a queue, which must not be empty.
  @inline(__always)
  func first(of queue: Int) -> Job { items.first(of: queue).job }

  /// What waits in a queue, in order.
  func waiting(in queue: Int) -> [Waiting] { items.elements(of: queue) }

  @inline(__always)
  mutating func append(_ waiting: Waiting, to queue: Int) {
    counts[queue] += Int(waiting.count)
    if !items.isEmpty(queue), items.changeLast(of: queue, { $0.merge(waiting) }) { return }
    items.append(waiting, to: queue)
  }

  @inline(__always)
  mutating func takeFirst(of queue: Int) -> Job {
    counts[queue] -= 1
    let (job, isLast) = items.changeFirst(of: queue) { ($0.takeFirst(), $0.count == 0) }
    if isLast { items.dropFirst(of: queue) }
    return job
  }

  /// Takes neighbours from the head, at most `limit`: the first of them and how many.
  @inline(__always)
  mutating func takeNeighbours(of queue: Int, upTo limit: Int) -> (first: Job, count: Int) {
    let head = items.first(of: queue)
    guard head.isWithoutGaps else { return (takeFirst(of: queue), 1) }
    let count = min(limit, Int(head.count))
    counts[queue] -= count
    if count == Int(head.count) {
      items.dropFirst(of: queue)
    } else {
      items.changeFirst(of: queue) {
        $0.job.number += Int32(count)
        $0.count -= Int32(count)
      }
    }
    return (head.job, count)
  }

  mutating func takeRange(of queue: Int) -> Waiting {
    let range = items.first(of: queue)
    counts[queue] -= Int(range.count)
    items.dropFirst(of: queue)
    return range
  }
}
