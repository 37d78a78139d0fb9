/// What the resources have seen so far: who holds what since when, and who queues since when.
struct ResourceTally: ~Copyable {
  struct Sums: BitwiseCopyable {
    var requests = 0
    var queued: Int128 = 0
    let firstUnit: Int
    let capacity: Int
  }

  struct Asked: BitwiseCopyable {
    let since: Nanoseconds
    var count: Int
  }

  private static let free = Nanoseconds.min

  private var sums: Table<Sums> = Table([])
  /// For each unit, since when it is held, or `free`; and how long it was held.
  private var since: Table<Nanoseconds> = Table([])
  private var busy: Table<Nanoseconds> = Table([])
  private var lines: LinkedQueues<Asked>

  init(capacities: [Int]) {
    for capacity in capacities {
      sums.append(Sums(firstUnit: since.count, capacity: capacity))
      since.append(repeating: Self.free, count: capacity)
      busy.append(repeating: 0, count: capacity)
    }
    lines = LinkedQueues(count: capacities.count)
  }

  /// Whether no unit is held.
  var isAtRest: Bool { (0..<since.count).allSatisfy { since[$0] == Self.free } }

  @inline(__always)
  mutating func ask(_ event: TraceEvent) {
    let (resource, count) = (Int(event.step), Int(event.lane))
    let joins =
      !lines.isEmpty(resource)
      && lines.changeLast(of: resource) { last in
        guard last.since == event.time else { return false }
        last.count += count
        return true
      }
    if !joins { lines.append(Asked(since: event.time, count: count), to: resource) }
  }

  /// Takes a unit; false where it is held already, or where nobody queued for what had to be queued for.
  @inline(__always)
  mutating func acquire(_ event: TraceEvent) -> Bool {
    let resource = Int(event.step)
    if event.detail > 0 { sums[resource].requests += 1 }
    if event.detail == 2 {
      guard !lines.isEmpty(resource) else { return false }
      let (since, isLast) = lines.changeFirst(of: resource) { first in
        first.count -= 1
        return (first.since, first.count == 0)
      }
      sums[resource].queued += Int128(event.time - since)
      if isLast { lines.dropFirst(of: resource) }
    }
    let unit = sums[resource].firstUnit + Int(event.lane)
    guard since[unit] == Self.free else { return false }
    since[unit] = event.time
    return true
  }

  /// Releases a unit; false where it was not held.
  @inline(__always)
  mutating func release(_ event: TraceEvent) -> Bool {
    let unit = sums[Int(event.step)].firstUnit + Int(event.lane)
    guard since[unit] != Self.free else { return false }
    busy[unit] += event.time - since[unit]
    since[unit] = Self.free
    return true
  }

  /// Books what is held up to the end of the run and sums up.
  func close(at end: Nanoseconds) -> [ResourceTotals] {
    var totals: [ResourceTotals] = []
    for resource in 0..<sums.count {
      let own = sums[resource]
      var times: [Nanoseconds] = []
      for unit in own.firstUnit..<own.firstUnit + own.capacity {
        times.append(busy[unit] + (since[unit] == Self.free ? 0 : end - since[unit]))
      }
      totals.append(ResourceTotals(busy: times, requests: own.requests, queued: own.queued))
    }
    return totals
  }
}

/// What one resource saw in a run that is over.
public struct ResourceTotals: Sendable {
  /// For each unit, how long it was held.
  public let busy: [Nanoseconds]
  /// How many claims were granted.
  public let requests: Int
  /// How long they had queued.
  public let queued: Int128
}

/// The numbered rows of waits of each pool: how long each was in use.
struct RowTally: ~Copyable {
  private var since: [[Nanoseconds]]
  private var busy: [[Nanoseconds]]
  private static let free = Nanoseconds.min

  init(poolCount: Int) {
    since = [[Nanoseconds]](repeating: [], count: poolCount)
    busy = since
  }

  /// Takes a row; false where it is in use.
  mutating func begin(_ row: Int, of pool: Int, at now: Nanoseconds) -> Bool {
    while since[pool].count <= row {
      since[pool].append(Self.free)
      busy[pool].append(0)
    }
    guard since[pool][row] == Self.free else { return false }
    since[pool][row] = now
    return true
  }

  /// Frees a row; false where it is not in use.
  mutating func end(_ row: Int, of pool: Int, at now: Nanoseconds) -> Bool {
    guard row < since[pool].count, since[pool][row] != Self.free else { return false }
    busy[pool][row] += now - since[pool][row]
    since[pool][row] = Self.free
    return true
  }

  /// Books what is in use up to the end of the run.
  mutating func close(at end: Nanoseconds) -> [[Nanoseconds]] {
    for pool in since.indices {
      for row in since[pool].indices where since[pool][row] != Self.free {
        busy[pool][row] += end - since[pool][row]
      }
    }
    return busy
  }
}

/// How many steps are in progress, and the most there ever were.
///
/// Changes at one instant count as one, so that what ends and what starts there do not overlap.
struct LevelTally: BitwiseCopyable {
  private var level = 0
  private var since: Nanoseconds = 0
  private(set) var peak = 0

  @inline(__always)
  mutating func change(by amount: Int, at now: Nanoseconds) {
    if now != since { pass(to: now) }
    level += amount
  }

  @inline(__always)
  mutating func pass(to now: Nanoseconds) {
    guard now > since else { return }
    peak = max(peak, level)
    since = now
  }
}
