import Model

/// What the jobs of one task have done so far, as sums over jobs.
struct TaskTally: Sendable {
  private(set) var finished = 0
  private(set) var failed = 0
  private(set) var skipped = 0
  private var readySum: Int128 = 0
  private var finishSum: Int128 = 0
  private(set) var serviceSum: Int128 = 0
  private var inService = 0
  /// Which jobs are finished, where another task needs to know job by job.
  private var isFinished: [UInt64]
  let count: Int

  init(count: Int, keepsJobs: Bool) {
    self.count = count
    isFinished = keepsJobs ? [UInt64](repeating: 0, count: (count + 63) / 64) : []
  }

  mutating func ready(_ event: TraceEvent) {
    readySum += Int128(event.time) * Int128(event.lane)
  }

  mutating func stepBegan(at now: Nanoseconds) {
    serviceSum -= Int128(now)
    inService += 1
  }

  mutating func stepEnded(at now: Nanoseconds) {
    serviceSum += Int128(now)
    inService -= 1
  }

  mutating func settle(_ event: TraceEvent) {
    if event.kind == .failed { return failed += 1 }
    if event.kind == .skipped { return skipped += Int(event.lane) }
    finished += 1
    finishSum += Int128(event.time)
    if !isFinished.isEmpty {
      isFinished[Int(event.number) >> 6] |= 1 << UInt64(event.number & 63)
    }
  }

  mutating func close(at end: Nanoseconds) { serviceSum += Int128(end) * Int128(inService) }

  /// Whether a job is finished; true where that was not kept.
  func hasFinished(_ number: Int) -> Bool {
    isFinished.isEmpty || isFinished[number >> 6] & (1 << UInt64(number & 63)) != 0
  }

  var isFinishedWhole: Bool { finished == count }

  /// The sum of responses where every job is finished; else nil, since the sums mix jobs.
  var responseSum: Int128? { isFinishedWhole ? finishSum - readySum : nil }
}
