/// What the jobs of one task have done so far, as sums over jobs.
public struct TaskTally: BitwiseCopyable, Sendable {
  /// How many are finished.
  public private(set) var finished = 0
  private(set) var inService = 0
  /// The time of all their steps together.
  public private(set) var serviceSum: Int128 = 0
  private var finishSum: Int128 = 0
  private var readySum: Int128 = 0
  /// Where the task's steps begin among the steps of all tasks.
  let firstStep: Int
  /// Where the bits of its finished jobs begin; -1 where nobody needs to know job by job.
  private let firstBit: Int
  /// How many have failed for good.
  public private(set) var failed = 0
  /// How many will never run.
  public private(set) var skipped = 0
  /// How many jobs the task has.
  public let count: Int

  init(count: Int, firstStep: Int, firstBit: Int) {
    self.count = count
    self.firstStep = firstStep
    self.firstBit = firstBit
  }

  /// So many times an instant; most often it is one, and a multiplication of 128 bits is long.
  @inline(__always)
  private static func sum(of instant: Nanoseconds, _ count: Int) -> Int128 {
    count == 1 ? Int128(instant) : Int128(instant) * Int128(count)
  }

  @inline(__always)
  mutating func ready(_ event: TraceEvent) {
    readySum += Self.sum(of: event.time, Int(event.lane))
  }

  @inline(__always)
  mutating func stepBegan(at now: Nanoseconds) {
    serviceSum -= Int128(now)
    inService += 1
  }

  @inline(__always)
  mutating func stepEnded(at now: Nanoseconds) {
    serviceSum += Int128(now)
    inService -= 1
  }

  @inline(__always)
  mutating func finish(at now: Nanoseconds) {
    finished += 1
    finishSum += Int128(now)
  }

  @inline(__always)
  mutating func stepsBegan(_ count: Int, at now: Nanoseconds) {
    serviceSum -= Self.sum(of: now, count)
    inService += count
  }

  @inline(__always)
  mutating func stepsEndedAndFinished(_ count: Int, at now: Nanoseconds) {
    serviceSum += Self.sum(of: now, count)
    inService -= count
    finished += count
    finishSum += Self.sum(of: now, count)
  }

  mutating func fail() { failed += 1 }

  mutating func skip(_ count: Int) { skipped += count }

  /// Whether each job is finished, failed for good or skipped, and no step goes on.
  var isSettled: Bool { finished + failed + skipped == count && inService == 0 }

  mutating func close(at end: Nanoseconds) { serviceSum += Int128(end) * Int128(inService) }

  /// Where the bit of a job stands, or nil where it is not kept.
  @inline(__always)
  func bit(of number: Int) -> (word: Int, mask: UInt64)? {
    firstBit < 0 ? nil : (firstBit + number >> 6, 1 << UInt64(number & 63))
  }

  var isFinishedWhole: Bool { finished == count }

  /// The sum of responses where every job is finished; else nil, since the sums mix jobs.
  public var responseSum: Int128? { isFinishedWhole ? finishSum - readySum : nil }
}
