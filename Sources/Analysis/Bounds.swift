public import Model

/// What no run of a plan can beat, and, where Graham's theorem holds, what no run exceeds.
public struct Bounds: Equatable, Sendable {
  /// No run is shorter, in nanoseconds.
  public var lower: Int128
  /// What makes it so: `span`, `workers`, `cores`, a python-threads pool, or a resource.
  public var binds: String
  /// The pool whose workers bind, where there are several pools.
  public var bindingPool: String?
  /// No run is longer; nil where the theorem does not apply.
  public var upper: Int128?
  /// The largest speedup that more workers could give; nil without work.
  public var ceiling: Double?
  /// What sets the ceiling.
  public var ceilingBinds: String?

  /// What binds, in the words of a report: where there are several pools, whose workers.
  public var bindsText: String { bindingPool.map { "\($0) \(binds)" } ?? binds }

  /// The bounds of a plan's runs.
  public init(_ plan: Plan, _ sums: WorkSums) {
    let fixed = Self.fixedTerms(plan, sums)
    let workers = Self.workerTerms(plan, sums)
    var best = fixed[0]
    for term in workers + fixed.dropFirst() where term.isLonger(than: best) { best = term }
    lower = best.roundedUp
    binds = best.name
    bindingPool = plan.pools.count > 1 ? best.pool : nil
    var largest = fixed[0]
    for term in fixed where term.isLonger(than: largest) { largest = term }
    if largest.numerator > 0 {
      ceiling = Double(sums.t1) * Double(largest.denominator) / Double(largest.numerator)
      ceilingBinds = largest.name
    }
    upper = Self.graham(plan, sums)
  }

  /// A time as a fraction: numerator over denominator nanoseconds.
  private struct Term {
    let name: String
    let numerator: Int128
    let denominator: Int128
    /// The pool whose workers it counts.
    var pool: String?

    func isLonger(than other: Term) -> Bool {
      // Whole parts first, since the product of large terms could pass 128 bits.
      let (mine, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
      let (theirs, otherRest) = other.numerator.quotientAndRemainder(dividingBy: other.denominator)
      if mine != theirs { return mine > theirs }
      return Double(rest) / Double(denominator) > Double(otherRest) / Double(other.denominator)
    }

    var roundedUp: Int128 {
      let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
      return rest > 0 ? quotient + 1 : quotient
    }
  }

  /// The terms that more workers would not change: span, cores, locks, resources.
  private static func fixedTerms(_ plan: Plan, _ sums: WorkSums) -> [Term] {
    let scenario = plan.scenario
    let tasks = tasksOfPools(scenario)
    var terms = [Term(name: "span", numerator: Int128(sums.fastestSpan), denominator: 1)]
    if let cores = scenario.cores {
      let work = sums.tasks.reduce(Int128(0)) { $0 + $1.fastestWork }
      terms.append(Term(name: "cores", numerator: work, denominator: Int128(cores)))
    }
    for (position, pool) in scenario.pools.enumerated() where pool.kind == .pythonThreads {
      let work = tasks[position].reduce(Int128(0)) { $0 + sums.tasks[$1].fastestWork }
      terms.append(Term(name: pool.name, numerator: work, denominator: 1))
    }
    for (resource, demand) in zip(scenario.resources, demands(scenario, sums)) {
      terms.append(
        Term(name: resource.name, numerator: demand, denominator: Int128(resource.capacity)))
    }
    return terms
  }

  /// The tasks of each pool.
  private static func tasksOfPools(_ scenario: Scenario) -> [[Int]] {
    var tasks = scenario.pools.map { _ in [Int]() }
    for (position, task) in scenario.tasks.enumerated() { tasks[task.pool].append(position) }
    return tasks
  }

  /// D_r: the unit-time for which each resource must be held.
  private static func demands(_ scenario: Scenario, _ sums: WorkSums) -> [Int128] {
    var demands = scenario.resources.map { _ in Int128(0) }
    for (position, task) in scenario.tasks.enumerated() {
      let steps = sums.tasks[position].fastestSteps
      let whole = steps.reduce(0, +)
      for claim in task.uses { demands[claim.resource] += Int128(claim.units) * whole }
      for (index, step) in task.steps.enumerated() {
        for claim in step.uses { demands[claim.resource] += Int128(claim.units) * steps[index] }
      }
    }
    return demands
  }

  /// T1/N of each pool in sync, W/N in async; with speeds (W + s_min x wait) / sum of s.
  private static func workerTerms(_ plan: Plan, _ sums: WorkSums) -> [Term] {
    let scenario = plan.scenario
    let tasks = tasksOfPools(scenario)
    return scenario.pools.indices.map { position in
      let pool = plan.pools[position]
      let own = tasks[position]
      let work = own.reduce(Int128(0)) { $0 + sums.tasks[$1].work }
      var wait = own.reduce(Int128(0)) { $0 + sums.tasks[$1].wait }
      if scenario.execution == .async { wait = 0 }
      let speeds = pool.definition.speedsInUse
      if speeds.allSatisfy({ $0 == .one }) {
        return Term(
          name: "workers", numerator: work + wait,
          denominator: Int128(pool.definition.count), pool: pool.definition.name)
      }
      // Speeds over a common denominator; each rounded step may be half a nanosecond short.
      // In lowest terms, b / a tells what a lacks to be a multiple of b.
      let scale = speeds.reduce(Int64(1)) { $0 * Ratio($1.denominator, $0).numerator }
      func scaled(_ speed: Ratio) -> Int128 {
        Int128(speed.numerator) * Int128(scale) / Int128(speed.denominator)
      }
      let total = pool.workers.reduce(Int128(0)) { $0 + scaled(pool.speed(of: $1)) }
      let slowest = speeds.map(scaled).min() ?? 1
      let fastest = speeds.map(scaled).max() ?? 1
      let rounded = own.reduce(0) { $0 + sums.tasks[$1].roundedSteps }
      let slack = (fastest * Int128(rounded) + 1) / 2
      let numerator = work * Int128(scale) + slowest * wait - slack
      return Term(
        name: "workers", numerator: max(0, numerator), denominator: total,
        pool: pool.definition.name)
    }
  }

  /// Graham (1969): T1/N + (1 - 1/N) span in sync; W/N + span in async.
  private static func graham(_ plan: Plan, _ sums: WorkSums) -> Int128? {
    let scenario = plan.scenario
    guard obstacleToUpper(plan, sums) == nil else { return nil }
    let workers = Int128(scenario.workerCount)
    let span = Int128(sums.fastestSpan)
    let work = sums.tasks.reduce(Int128(0)) { $0 + $1.fastestWork }
    if scenario.execution == .async { return (work + workers * span) / workers }
    return (work + sums.wait + (workers - 1) * span) / workers
  }

  /// Why Graham's upper bound does not hold for a plan; nil where it does.
  static func obstacleToUpper(_ plan: Plan, _ sums: WorkSums) -> String? {
    let scenario = plan.scenario
    let isSync = scenario.execution == .sync
    let pool = scenario.pools[0]
    if scenario.pools.count > 1 { return "it knows one pool" }
    if Set(pool.speedsInUse.map { [$0.numerator, $0.denominator] }).count > 1 {
      return "it knows workers of one speed"
    }
    if isSync, pool.count > 1, scenario.schedule.assign != .dynamic {
      return "it knows dynamic assignment"
    }
    if isSync, pool.count > 1, !hasSingleJobChunks(scenario) { return "it knows chunks of one job" }
    if scenario.tasks.contains(where: { !$0.uses.isEmpty || $0.steps.contains { !$0.uses.isEmpty } }
    ) {
      return "it knows no resource"
    }
    if scenario.overhead != Overhead() { return "it knows no overhead" }
    if scenario.tasks.contains(where: { $0.failureProbability > 0 }) {
      return "it knows no failure"
    }
    if scenario.hasArrivals { return "it knows no arrivals" }
    if pool.kind == .pythonThreads, pool.count > 1, sums.work > 0 {
      return "it knows no interpreter lock"
    }
    if let cores = scenario.cores, cores < scenario.workerCount {
      return "it wants a core for every worker"
    }
    return nil
  }

  private static func hasSingleJobChunks(_ scenario: Scenario) -> Bool {
    switch scenario.schedule.chunk {
    case .standard: true
    case .jobs(let count): count == 1
    case .auto: scenario.tasks.allSatisfy { $0.count <= 4 * scenario.pools[$0.pool].count }
    }
  }
}
