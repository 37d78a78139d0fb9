public import Model

/// A job in both of two runs.
public struct ComparedJob: Equatable, Sendable {
  /// What became of it in the first run.
  public let before: JobRecord
  /// What became of it in the second; its task may stand at another place there.
  public let after: JobRecord
  /// Whether it ran on another lane: another worker, or for a job without one another unit or row.
  public let hasMoved: Bool
  /// Whether that lane is of another pool or resource.
  public let hasChangedPool: Bool

  /// How much later it ended, in nanoseconds, negative for earlier; nil where it did not end in both.
  public var endChange: Nanoseconds? { Self.change(before.end, after.end) }

  /// How much later it started, in nanoseconds; nil where it did not start in both.
  public var startChange: Nanoseconds? { Self.change(before.start, after.start) }

  /// How much longer it queued, in nanoseconds; nil where it did not end in both.
  public var queuedChange: Nanoseconds? { Self.change(before.queued, after.queued) }

  private static func change(_ before: Nanoseconds?, _ after: Nanoseconds?) -> Nanoseconds? {
    guard let before, let after else { return nil }
    return after - before
  }
}

/// A change of a time over some jobs: its sum and the largest one.
public struct ChangeSummary: Equatable, Sendable {
  /// The sum of the changes, in nanoseconds.
  public private(set) var sum: Int128 = 0
  /// The change that is largest by size, in nanoseconds; the first of equal ones.
  public private(set) var largest: Nanoseconds = 0
  /// How many jobs.
  public private(set) var count = 0

  mutating func add(_ change: Nanoseconds) {
    sum += Int128(change)
    count += 1
    if change.magnitude > largest.magnitude { largest = change }
  }

  /// The mean change in nanoseconds, to the nearest; nil where there is no job.
  public var mean: Int128? {
    guard count > 0 else { return nil }
    let half = Int128(count) / 2
    return (sum + (sum < 0 ? -half : half)) / Int128(count)
  }
}

/// What changed for some jobs that are in both of two runs.
public struct JobChanges: Equatable, Sendable {
  /// How many jobs are in both runs.
  public internal(set) var count = 0
  /// How many end earlier in the second run.
  public internal(set) var earlier = 0
  /// How many end later.
  public internal(set) var later = 0
  /// How many end at the same time.
  public internal(set) var same = 0
  /// How many end in the first run only.
  public internal(set) var endsOnlyBefore = 0
  /// How many end in the second run only.
  public internal(set) var endsOnlyAfter = 0
  /// How many ended in another way, finished or failed.
  public internal(set) var otherStatus = 0
  /// How many ran on another lane.
  public internal(set) var moved = 0
  /// How many of those ran on a lane of another pool or resource.
  public internal(set) var changedPool = 0
  /// The fewest jobs that would have to start at another place for the order of starts to be the same.
  public internal(set) var reordered = 0
  /// The change of the end, over jobs that end in both runs.
  public internal(set) var end = ChangeSummary()
  /// The change of queued time, over the same jobs.
  public internal(set) var queued = ChangeSummary()
  /// The change of the time in service, over the same jobs.
  public internal(set) var service = ChangeSummary()
  /// What their responses went into in the first run: a sum for each cause of the comparison.
  public internal(set) var timesBefore: [Int128]
  /// The same in the second run.
  public internal(set) var timesAfter: [Int128]

  init(causes: Int) {
    timesBefore = Array(repeating: 0, count: causes)
    timesAfter = timesBefore
  }

  /// How many jobs end in both runs.
  public var ended: Int { earlier + later + same }

  mutating func add(_ job: ComparedJob, tolerance: Nanoseconds) {
    count += 1
    if job.hasMoved { moved += 1 }
    if job.hasChangedPool { changedPool += 1 }
    if job.before.status != job.after.status { otherStatus += 1 }
    guard let change = job.endChange else {
      if job.before.end != nil { endsOnlyBefore += 1 }
      if job.after.end != nil { endsOnlyAfter += 1 }
      return
    }
    end.add(change)
    if let queued = job.queuedChange { self.queued.add(queued) }
    service.add(job.after.service - job.before.service)
    if change.magnitude <= tolerance.magnitude {
      same += 1
    } else if change < 0 {
      earlier += 1
    } else {
      later += 1
    }
  }
}
