import Model

/// `work` steps that share cores, or the lock of a python-threads pool.
///
/// With r runnable steps on k cores each advances at min(1, k/r); a python-threads pool counts as one
/// runnable and shares its rate equally among its steps. All steps of a pool advance alike, so the
/// pool keeps one number: the service that each of its steps has received since the pool was last
/// without one, in units of 1/720720 ns, rounded down at each change of its rate. 720720 is divisible
/// by 1...16, so that shares of up to 16 are exact.
struct ProcessorSharing {
  private static let unit: Int128 = 720_720

  private struct Active: Comparable {
    /// The pool's service at which the step ends.
    let target: Int128
    let step: Underway

    static func < (left: Active, right: Active) -> Bool {
      left.target != right.target ? left.target < right.target : left.step < right.step
    }

    static func == (left: Active, right: Active) -> Bool { left.step == right.step }
  }

  private struct PoolShare {
    let holdsLock: Bool
    var steps = PriorityHeap<Active>()
    var activeCount = 0
    /// Each step's rate since `anchor`, as numerator over denominator.
    var numerator: Int128 = 1
    var denominator: Int128 = 1
    var anchor: Nanoseconds = 0
    var serviceAtAnchor: Int128 = 0
    var nextEnd: Nanoseconds = .max

    func service(at now: Nanoseconds) -> Int128 {
      serviceAtAnchor + ProcessorSharing.unit * Int128(now - anchor) * numerator / denominator
    }

    /// The first instant at which the service has reached the nearest target.
    var nearestEnd: Nanoseconds {
      guard let first = steps.first else { return .max }
      let missing = (first.target - serviceAtAnchor) * denominator
      let divisor = ProcessorSharing.unit * numerator
      return anchor.addingSaturated(Nanoseconds(clamping: (missing + divisor - 1) / divisor))
    }
  }

  /// How many steps advance at full speed, as numerator over denominator.
  private let cores: (numerator: Int128, denominator: Int128)
  private var pools: [PoolShare]
  private var hasChanged = false
  /// When the next step ends; the largest instant where none will.
  private(set) var nextEnd: Nanoseconds = .max

  /// Nil where every step always has a core of its own and no lock to share.
  ///
  /// A machine may have fewer cores than the scenario.
  init?(_ plan: Plan, cores machine: Ratio?) {
    let scenario = plan.scenario
    let hasLock = scenario.pools.contains { $0.kind == .pythonThreads && $0.count > 1 }
    var cores = Ratio(Int64(scenario.cores ?? plan.workerCount), 1)
    if let machine, machine < cores { cores = machine }
    guard hasLock || cores < Ratio(Int64(plan.workerCount), 1) else { return nil }
    self.cores = (Int128(cores.numerator), Int128(cores.denominator))
    pools = scenario.pools.map { PoolShare(holdsLock: $0.kind == .pythonThreads) }
  }

  /// Whether no step is active.
  var isIdle: Bool { pools.allSatisfy { $0.activeCount == 0 } }

  /// Begins a step that needs `need` nanoseconds at full rate; one that needs none ends this instant.
  mutating func begin(
    _ step: Underway, needing need: Nanoseconds, in pool: Int, at now: Nanoseconds,
    instant: inout EventQueue
  ) {
    if pools[pool].activeCount == 0 {
      pools[pool].serviceAtAnchor = 0
      pools[pool].anchor = now
    }
    pools[pool].activeCount += 1
    hasChanged = true
    if need == 0 { return Self.end(step, at: now, in: &instant) }
    let target = pools[pool].service(at: now) + Self.unit * Int128(need)
    pools[pool].steps.push(Active(target: target, step: step))
  }

  /// A step of a pool has ended.
  mutating func endStep(in pool: Int) {
    pools[pool].activeCount -= 1
    hasChanged = true
  }

  /// Moves the steps that end at this instant to the clock's queue.
  mutating func moveDue(at now: Nanoseconds, to underway: inout EventQueue) {
    guard nextEnd <= now else { return }
    for index in pools.indices where pools[index].nextEnd <= now {
      let service = pools[index].service(at: now)
      while let first = pools[index].steps.first, first.target <= service {
        let step = pools[index].steps.popFirst().step
        Self.end(step, at: now, in: &underway)
      }
      pools[index].nextEnd = pools[index].nearestEnd
    }
    nextEnd = pools.lazy.map(\.nextEnd).min() ?? .max
  }

  private static func end(
    _ step: Underway, at now: Nanoseconds, in underway: inout EventQueue
  ) {
    underway.push(step.job, step: step.step, tie: step.tie, end: now, ring: -1)
  }

  /// Gives each pool its new rate where the number of runnable steps has changed.
  mutating func changeShares(at now: Nanoseconds) {
    guard hasChanged else { return }
    hasChanged = false
    let runnable = pools.reduce(Int128(0)) { sum, pool in
      sum + (pool.holdsLock ? min(1, Int128(pool.activeCount)) : Int128(pool.activeCount))
    }
    for index in pools.indices where pools[index].activeCount > 0 {
      let parts = pools[index].holdsLock ? Int128(pools[index].activeCount) : 1
      let numerator = min(cores.numerator, runnable * cores.denominator)
      let denominator = runnable * parts * cores.denominator
      if numerator * pools[index].denominator != denominator * pools[index].numerator {
        pools[index].serviceAtAnchor = pools[index].service(at: now)
        pools[index].anchor = now
        pools[index].numerator = numerator
        pools[index].denominator = denominator
      }
      pools[index].nextEnd = pools[index].nearestEnd
    }
    nextEnd = pools.lazy.map(\.nextEnd).min() ?? .max
  }
}
