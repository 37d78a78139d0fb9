import Model

/// How long each step takes on this clock, and the ring in which steps of that length end in order.
struct StepTiming: ~Copyable {
  /// A step as the clock needs it.
  struct Step: BitwiseCopyable {
    let source: StepFacts.Source
    /// Whether the time depends on neither job nor worker.
    var isPlain: Bool
    let isWork: Bool
    /// The ring of a plain step, or -1.
    var ring: Int32 = -1
    /// Where a drawn step's values come from, or -1.
    var drawn: Int32 = -1
    let value: Nanoseconds
    let listStart: Int
    let listCount: Int
  }

  /// The most rings: looking at all their heads must stay cheaper than a heap.
  private static let ringLimit = 8

  private let steps: Table<Step>
  private let hasFullSpeed: Bool
  private let plan: Plan
  private let costs: MachineCosts?
  private var drawn: DrawnTimes
  /// How many rings there are.
  let ringCount: Int
  let transferRing: Int
  let handOutRing: Int

  init(_ plan: Plan, on costs: MachineCosts?) {
    self.plan = plan
    self.costs = costs
    var drawn = DrawnTimes(plan)
    var steps = Table<Step>([])
    hasFullSpeed = plan.hasFullSpeed
    let rings = Self.rings(plan)
    ringCount = rings.count
    let overhead = plan.scenario.overhead
    transferRing = rings.firstIndex(of: overhead.transfer) ?? -1
    handOutRing = rings.firstIndex(of: overhead.dispatch) ?? -1
    for (position, task) in plan.tasks.enumerated() {
      for index in task.definition.steps.indices {
        let facts = plan.steps[Int(plan.facts[position].firstStep) + index]
        var step = Step(
          source: facts.source,
          isPlain: costs == nil && facts.source == .fixed
            && (!facts.isWork || plan.hasFullSpeed),
          isWork: facts.isWork, value: facts.value, listStart: facts.listStart,
          listCount: facts.listCount)
        if step.isPlain { step.ring = Int32(rings.firstIndex(of: facts.value) ?? -1) }
        if facts.source == .drawn {
          step.drawn = Int32(
            drawn.add(.init(task: position, step: index), jobs: task.definition.count))
        }
        steps.append(step)
      }
    }
    self.steps = steps
    self.drawn = drawn
  }

  /// The fixed times that at least one in sixteen steps, transfers and hand-outs takes.
  private static func rings(_ plan: Plan) -> [Nanoseconds] {
    var uses: [Nanoseconds: Int] = [:]
    var total = 0
    func count(_ time: Nanoseconds?, _ jobs: Int) {
      total += jobs
      if let time { uses[time, default: 0] += jobs }
    }
    let overhead = plan.scenario.overhead
    for (position, task) in plan.tasks.enumerated() {
      let jobs = task.definition.count
      let first = Int(plan.facts[position].firstStep)
      for step in plan.steps[first..<first + task.definition.steps.count] {
        count(step.source == .fixed ? step.value : nil, jobs)
      }
      if overhead.transfer > 0 { count(overhead.transfer, jobs) }
      if overhead.dispatch > 0 { count(overhead.dispatch, jobs) }
    }
    return uses.filter { 16 * $0.value >= total }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(ringLimit).map(\.key)
  }

  /// Whether the step's time depends on neither job nor worker.
  @inline(__always)
  func isPlain(_ step: Int) -> Bool { steps[step].isPlain }

  @inline(__always)
  func isWork(_ step: Int) -> Bool { steps[step].isWork }

  /// The time and the ring of a plain step.
  @inline(__always)
  func plainTime(_ step: Int) -> (Nanoseconds, Int) { (steps[step].value, Int(steps[step].ring)) }

  /// The time that a step of a job needs on its worker, and on the machine where one is given.
  @inline(__always)
  mutating func time(
    _ position: Int, _ job: Job, _ leg: Leg, _ step: Int32
  ) -> Nanoseconds {
    let time = timeAsWritten(position, job, leg, step)
    guard let costs else { return time }
    return plan.duration(time, task: Int(leg.task), step: Int(step), of: job, with: costs)
  }

  @inline(__always)
  private mutating func timeAsWritten(
    _ position: Int, _ job: Job, _ leg: Leg, _ step: Int32
  ) -> Nanoseconds {
    let facts = steps[position]
    let written: Nanoseconds =
      switch facts.source {
      case .fixed: facts.value
      case .listed:
        // Most lists have a value for each job, and a division costs as much as the rest.
        plan.listed[
          facts.listStart
            + (Int(job.number) < facts.listCount
              ? Int(job.number) : Int(job.number) % facts.listCount)]
      case .drawn:
        facts.drawn >= 0 && job.attempt == 0
          ? drawn.time(of: job.number, from: Int(facts.drawn))
          : plan.drawnDuration(
            task: Int(leg.task), step: Int(step), job: job.number, attempt: job.attempt)
      }
    if hasFullSpeed || !facts.isWork { return written }
    return plan.pools[Int(leg.pool)].speed(of: Int(job.lane)).time(for: written)
  }
}
