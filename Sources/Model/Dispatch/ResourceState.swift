/// A resource during a run: its free units, its queue, and which units one claim holds together.
struct ResourceState: Sendable {
  private(set) var free: FreeSet
  var queue = WaitingQueue()
  /// For each held unit the next one of the same claim, or -1; made when a claim needs several.
  private var next: [Int32] = []
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    free = FreeSet(capacity: capacity, filled: true)
  }

  /// Whether a claim on `units` would be granted at once: nobody waits and the units are free.
  func grantsAtOnce(_ units: Int32) -> Bool { queue.isEmpty && free.count >= Int(units) }

  /// Takes the lowest free units and returns the first; `each` is told of every one.
  mutating func take(_ units: Int32, _ each: (Int) -> Void) -> Int32 {
    var first: Int32 = -1
    var last: Int32 = -1
    if units > 1, next.isEmpty { next = [Int32](repeating: -1, count: capacity) }
    for _ in 0..<units {
      guard let unit = free.takeLowest() else { preconditionFailure("units were counted") }
      each(unit)
      if last >= 0 { next[Int(last)] = Int32(unit) } else { first = Int32(unit) }
      last = Int32(unit)
    }
    if !next.isEmpty { next[Int(last)] = -1 }
    return first
  }

  /// Frees the units of the claim whose first unit is given; `each` is told of every one.
  mutating func release(_ first: Int32, _ each: (Int) -> Void) {
    var unit = first
    while unit >= 0 {
      free.insert(Int(unit))
      each(Int(unit))
      unit = next.isEmpty ? -1 : next[Int(unit)]
    }
  }

  /// The units of a claim, lowest first.
  func units(from first: Int32) -> [Int] {
    var units: [Int] = []
    var unit = first
    while unit >= 0 {
      units.append(Int(unit))
      unit = next.isEmpty ? -1 : next[Int(unit)]
    }
    return units
  }
}

/// What jobs hold: one row of first units a job that holds something, reused when it holds nothing.
struct HoldingTable: Sendable {
  private let width: Int
  private var units: [Int32] = []
  private var unused: [Int32] = []

  init(width: Int) { self.width = width }

  mutating func note(_ unit: Int32, claim: Int32, of job: inout Job) {
    if job.holding < 0 {
      if let row = unused.popLast() {
        job.holding = row
      } else {
        job.holding = Int32(units.count / width)
        units.append(contentsOf: repeatElement(-1, count: width))
      }
    }
    units[Int(job.holding) * width + Int(claim)] = unit
  }

  mutating func forget(claim: Int32, of job: Job) -> Int32 {
    let index = Int(job.holding) * width + Int(claim)
    defer { units[index] = -1 }
    return units[index]
  }

  mutating func close(_ job: inout Job) {
    guard job.holding >= 0 else { return }
    unused.append(job.holding)
    job.holding = -1
  }

  /// The first unit of each claim of a job, -1 where it is not held.
  func row(of job: Job) -> [Int32] {
    guard job.holding >= 0 else { return [] }
    return Array(units[Int(job.holding) * width..<(Int(job.holding) + 1) * width])
  }
}
