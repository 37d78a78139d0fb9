/// The resources during a run: their free units, their queues, and which units one claim holds together.
struct ResourceTable: ~Copyable {
  private var free: FreeSets
  var queues: WaitingQueues
  /// For each held unit the next one of the same claim, or -1; made where a claim needs several.
  private var next: Table<Int32>
  /// Where the units of each resource begin in `next`.
  private let firstUnits: [Int]
  let count: Int

  /// Makes the table of a plan's resources, all units free.
  init(_ plan: Plan) {
    let capacities = plan.scenario.resources.map(\.capacity)
    count = capacities.count
    free = FreeSets(capacities: capacities, filled: true)
    queues = WaitingQueues(count: capacities.count)
    var total = 0
    firstUnits = capacities.map { capacity in
      defer { total += capacity }
      return total
    }
    let takesSeveral = plan.legs.contains { $0.units > 1 }
    next = Table(repeating: -1, count: takesSeveral ? total : 0)
  }

  /// Whether a claim would be granted at once: nobody waits and the units are free.
  @inline(__always)
  func grantsAtOnce(_ units: Int32, of resource: Int) -> Bool {
    free.count(resource) >= Int(units) && queues.isEmpty(resource)
  }

  /// Whether so many units are free.
  @inline(__always)
  func hasFree(_ units: Int32, of resource: Int) -> Bool { free.count(resource) >= Int(units) }

  /// Takes the lowest free units and returns the first; `each` is told of every one.
  @inline(__always)
  mutating func take(_ units: Int32, of resource: Int, _ each: (Int) -> Void) -> Int32 {
    let first = free.takeLowest(of: resource)
    each(first)
    if next.count > 0 { takeMore(units - 1, of: resource, after: first, each) }
    return Int32(first)
  }

  private mutating func takeMore(
    _ units: Int32, of resource: Int, after first: Int, _ each: (Int) -> Void
  ) {
    var last = first
    for _ in 0..<units {
      let unit = free.takeLowest(of: resource)
      each(unit)
      next[firstUnits[resource] + last] = Int32(unit)
      last = unit
    }
    next[firstUnits[resource] + last] = -1
  }

  /// Frees the units of the claim whose first unit is given; `each` is told of every one.
  @inline(__always)
  mutating func release(_ first: Int32, of resource: Int, _ each: (Int) -> Void) {
    free.insert(Int(first), in: resource)
    each(Int(first))
    guard next.count > 0 else { return }
    var unit = next[firstUnits[resource] + Int(first)]
    while unit >= 0 {
      free.insert(Int(unit), in: resource)
      each(Int(unit))
      unit = next[firstUnits[resource] + Int(unit)]
    }
  }

  /// The units of a claim, lowest first.
  func units(from first: Int32, of resource: Int) -> [Int] {
    var units: [Int] = []
    var unit = first
    while unit >= 0 {
      units.append(Int(unit))
      unit = next.count == 0 ? -1 : next[firstUnits[resource] + Int(unit)]
    }
    return units
  }
}

/// What jobs hold: one row of first units a job that holds something, used again when it holds nothing.
///
/// Where no job has two claims, the unit stands in the job itself.
struct HoldingTable: ~Copyable {
  private let width: Int
  private var units: Table<Int32> = Table([])
  private var unused: Table<Int32> = Table([])
  private var unusedCount = 0

  init(width: Int) { self.width = width }

  @inline(__always)
  mutating func note(_ unit: Int32, claim: Int32, of job: inout Job) {
    if width == 1 { return job.holding = unit }
    if job.holding < 0 { job.holding = takeRow() }
    units[Int(job.holding) * width + Int(claim)] = unit
  }

  @inline(__always)
  mutating func forget(claim: Int32, of job: Job) -> Int32 {
    if width == 1 { return job.holding }
    let index = Int(job.holding) * width + Int(claim)
    defer { units[index] = -1 }
    return units[index]
  }

  @inline(__always)
  mutating func close(_ job: inout Job) {
    guard job.holding >= 0 else { return }
    if width > 1 { giveBack(job.holding) }
    job.holding = -1
  }

  private mutating func takeRow() -> Int32 {
    if unusedCount > 0 {
      unusedCount -= 1
      return unused[unusedCount]
    }
    let row = Int32(units.count / width)
    units.append(repeating: -1, count: width)
    return row
  }

  private mutating func giveBack(_ row: Int32) {
    if unusedCount < unused.count { unused[unusedCount] = row } else { unused.append(row) }
    unusedCount += 1
  }

  /// The first unit of each claim of a job, -1 where it is not held.
  func row(of job: Job) -> [Int32] {
    guard job.holding >= 0 else { return [] }
    if width == 1 { return [job.holding] }
    return (0..<width).map { units[Int(job.holding) * width + $0] }
  }
}
