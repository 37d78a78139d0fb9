import CExecution
public import Model

/// Measures what a machine adds to the times of a plan, by small runs of its own.
///
/// They are shaped unlike scenarios: waits of 1, 1.5, 6, 25 and 30 ms and work of 4 and 5 ms, on one worker
/// and on twice as many as there are cores. About seven seconds for each kind of worker. Others' load is
/// kept away where the system allows; where it disturbs all the same, all is measured once more.
public struct Calibration {
  private let kind: WorkerKind
  private let execution: ExecutionMode
  private let facts: MachineFacts
  private let options: RealOptions
  /// How long a plan takes in a simulation on a machine.
  private let simulate: (Plan, MachineCosts) -> Nanoseconds
  private var profile: CrewProfile

  private init(
    _ kind: WorkerKind, _ execution: ExecutionMode, _ facts: MachineFacts, _ options: RealOptions,
    simulate: @escaping (Plan, MachineCosts) -> Nanoseconds
  ) {
    self.kind = kind
    self.execution = execution
    self.facts = facts
    self.options = options
    self.simulate = simulate
    profile = CrewProfile(kind: kind.rawValue, execution: execution.rawValue)
  }

  /// Measures workers of one kind.
  ///
  /// `simulate` gives the makespan of a plan on a machine with costs: what a mix of waiting and computing
  /// loses is found by comparing such a run of the calibration's own with its simulation.
  ///
  /// - Throws: Where workers cannot be started.
  public static func measure(
    _ kind: WorkerKind, _ execution: ExecutionMode, on facts: MachineFacts,
    _ options: RealOptions, simulate: @escaping (Plan, MachineCosts) -> Nanoseconds
  ) throws(ExecutionError) -> CrewProfile {
    var calibration = Calibration(kind, execution, facts, options, simulate: simulate)
    // Where the system does not allow it, the profile tells whether others disturbed.
    let isolation = try? Isolation()
    try calibration.measure(isIsolated: isolation != nil)
    if calibration.profile.wasContended, !options.interrupt.isRaised {
      calibration.profile = CrewProfile(kind: kind.rawValue, execution: execution.rawValue)
      try calibration.measure(isIsolated: isolation != nil)
    }
    if let isolation { _ = isolation.end() }
    return calibration.profile
  }

  /// How long it takes now until as many workers as a plan has are up, in nanoseconds: the median of
  /// three starts, of one where there are many.
  ///
  /// Starts differ from minute to minute by more than anything else that is measured once and kept.
  public static func startup(
    of plan: Plan, on kind: WorkerKind, _ options: RealOptions
  ) throws(ExecutionError) -> Nanoseconds {
    var scenario = Scenario(
      name: "calibration", pools: plan.scenario.pools, tasks: [])
    for pool in scenario.pools.indices { scenario.pools[pool].kind = kind }
    scenario.tasks = scenario.pools.indices.map {
      TaskDefinition(name: "job", pool: $0, steps: [Step(.work, .fixed(0))])
    }
    scenario.execution = plan.scenario.execution
    var times: [Int64] = []
    for _ in 0..<(plan.workerCount <= 64 ? 3 : 1) where !options.interrupt.isRaised {
      times.append(try Execution.run(Plan(scenario), on: kind, options).readyAt)
    }
    return Samples(times).median
  }

  private var many: Int { 2 * facts.cores }

  private mutating func measure(isIsolated: Bool) throws(ExecutionError) {
    var gauge = ContentionGauge(facts: facts)
    gauge.begin()
    let processor = Execution.processorTime
    try measureStartup()
    try measureWaits()
    try measureWork()
    try measureShares()
    let own = Execution.processorTime - processor
    var contention = gauge.end(own: own, runQueueWait: nil, involuntarySwitches: nil)
    contention.isIsolated = isIsolated
    profile.wasContended = contention.isContended
  }

  private mutating func measureStartup() throws(ExecutionError) {
    var times: [Int: [Int64]] = [:]
    for _ in 0..<7 {
      for workers in [1, many] {
        let plan = plan(workers: workers, [Step(.work, .fixed(0))], count: workers)
        times[workers, default: []].append(try run(plan).readyAt)
      }
    }
    let few = Samples(times[1] ?? []).median
    let all = Samples(times[many] ?? []).median
    profile.startupBase = few
    profile.startupPerWorker = max(0, (all - few) / Int64(many - 1))
  }

  private mutating func measureWaits() throws(ExecutionError) {
    let millisecond = TimeUnit.millisecond
    let shapes = [
      (1, millisecond, 120), (1, 6 * millisecond, 50), (1, 30 * millisecond, 16),
      (many, 3 * millisecond / 2, 40 * many), (many, 6 * millisecond, 30 * many),
      (many, 25 * millisecond, 8 * many),
    ]
    for (workers, time, count) in shapes {
      let plan = plan(workers: workers, [Step(.wait, .fixed(time))], count: count)
      let excess = try run(plan).measurements.map { $0.span - $0.asked }
      switch time {
      case ..<(2 * millisecond): profile.shortOvershoot += excess
      case ..<(10 * millisecond): profile.middleOvershoot += excess
      default: profile.longOvershoot += excess
      }
    }
  }

  private mutating func measureWork() throws(ExecutionError) {
    for workers in [1, facts.cores] {
      let step = Step(.work, .fixed(4 * TimeUnit.millisecond))
      let run = try run(plan(workers: workers, [step], count: 40 * workers))
      for measured in run.measurements {
        // The lock of Python's threads is part of the scenario, not of the machine.
        if workers == 1 || kind != .pythonThreads { profile.handOut.append(measured.handOut) }
        profile.stretch.append(
          Int64(
            clamping: Int128(measured.processor) * 1_000_000_000
              / Int128(max(1, measured.asked))))
      }
    }
  }

  /// What more workers than cores get of the cores, when they compute, and when they wait, too.
  private mutating func measureShares() throws(ExecutionError) {
    guard kind != .pythonThreads else { return }
    let millisecond = TimeUnit.millisecond
    let computing = plan(
      workers: many, [Step(.work, .fixed(5 * millisecond))], count: 20 * many)
    profile.fullShare = try share(of: computing)
    let mixed = plan(
      workers: many, [Step(.work, .fixed(5 * millisecond)), Step(.wait, .fixed(3 * millisecond))],
      count: 20 * many)
    profile.mixedShare = try share(of: mixed)
  }

  /// The share of the cores with which a simulation takes as long as the run: the median of three.
  private func share(of plan: Plan) throws(ExecutionError) -> Double {
    var shares: [Double] = []
    for _ in 0..<3 {
      let run = try run(plan)
      guard !options.interrupt.isRaised else { return 1 }
      let measured = run.recorded.end.elapsed - run.readyAt
      var costs = profile.costs(of: plan, cores: facts.cores)
      costs.startup = 0
      var best = (share: 1.0, miss: Nanoseconds.max)
      for hundredths in stride(from: 400, through: 280, by: -2) {
        costs.cores = Ratio(Int64(hundredths) * Int64(facts.cores), 400)
        let miss = abs(simulate(plan, costs) - measured)
        if miss < best.miss { best = (Double(hundredths) / 400, miss) }
      }
      shares.append(best.share)
    }
    return shares.sorted()[1]
  }

  /// A plan of equal jobs; in async waits come one after another, as they do in sync.
  private func plan(workers: Int, _ steps: [Step], count: Int) -> Plan {
    var steps = steps
    var scenario = Scenario(
      name: "calibration", pools: [Pool(name: "worker", count: workers, kind: kind)], tasks: [])
    if execution == .async {
      scenario.resources = [Resource(name: "slot", capacity: workers)]
      for index in steps.indices where steps[index].kind == .wait {
        steps[index].uses = [Claim(resource: 0)]
      }
    }
    scenario.tasks = [TaskDefinition(name: "job", count: count, steps: steps)]
    scenario.execution = execution
    return Plan(scenario)
  }

  private func run(_ plan: Plan) throws(ExecutionError) -> Executed {
    var options = options
    options.measures = true
    options.limit = nil
    return try Execution.run(plan, on: kind, options)
  }
}
