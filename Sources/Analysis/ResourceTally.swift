import Model

/// What one resource has seen so far: who holds what since when, and who queues since when.
struct ResourceTally: Sendable {
  /// For each unit, the time it was held; while it is held, less the instant at which it was taken.
  private(set) var busy: [Nanoseconds]
  private var isHeld: [Bool]
  private(set) var requests = 0
  private(set) var queued: Int128 = 0
  private var line: [(since: Nanoseconds, count: Int)] = []
  private var head = 0

  init(capacity: Int) {
    busy = [Nanoseconds](repeating: 0, count: capacity)
    isHeld = [Bool](repeating: false, count: capacity)
  }

  mutating func ask(at now: Nanoseconds, count: Int) { line.append((now, count)) }

  /// Takes a unit; false where it is held already.
  mutating func acquire(_ event: TraceEvent) -> Bool {
    if event.detail > 0 { requests += 1 }
    if event.detail == 2 {
      queued += Int128(event.time - line[head].since)
      line[head].count -= 1
      if line[head].count == 0 { head += 1 }
      if head > 1_024, 2 * head > line.count {
        line.removeSubrange(0..<head)
        head = 0
      }
    }
    guard !isHeld[Int(event.lane)] else { return false }
    isHeld[Int(event.lane)] = true
    busy[Int(event.lane)] -= event.time
    return true
  }

  /// Releases a unit; false where it was not held.
  mutating func release(_ event: TraceEvent) -> Bool {
    guard isHeld[Int(event.lane)] else { return false }
    isHeld[Int(event.lane)] = false
    busy[Int(event.lane)] += event.time
    return true
  }

  mutating func close(at end: Nanoseconds) {
    for unit in busy.indices where isHeld[unit] { busy[unit] += end }
  }
}

/// A count that changes over time: its largest value and its area.
///
/// Changes at one instant count as one, so that what ends and what starts there do not overlap.
struct LevelTally: Sendable {
  private(set) var level = 0
  private(set) var peak = 0
  private(set) var area: Int128 = 0
  private var since: Nanoseconds = 0

  mutating func change(by amount: Int, at now: Nanoseconds) {
    if now > since { pass(to: now) }
    level += amount
  }

  mutating func pass(to now: Nanoseconds) {
    guard now > since else { return }
    peak = max(peak, level)
    area += Int128(level) * Int128(now - since)
    since = now
  }
}

/// The time that a numbered row of waits was in use.
struct RowTally: Sendable {
  private(set) var busy: Nanoseconds = 0
  private var since: Nanoseconds?

  mutating func begin(at now: Nanoseconds) { since = now }

  mutating func close(at now: Nanoseconds) {
    busy += now - (since ?? now)
    since = nil
  }
}
