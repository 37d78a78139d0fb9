import Model

/// The arrivals still to come, one of each task at a time: by instant, then file order.
struct Arrivals: ~Copyable {
  private struct Arrival: Comparable {
    var time: Nanoseconds
    var tie: UInt64
    let task: Int
    var number: Int32

    static func < (left: Arrival, right: Arrival) -> Bool {
      if left.time != right.time { return left.time < right.time }
      return left.tie != right.tie ? left.tie < right.tie : left.task < right.task
    }
  }

  struct Source: BitwiseCopyable {
    /// How many jobs the task has.
    let count: Int
    /// Where its gaps are drawn in blocks; -1 where they are not.
    let blocks: Int
  }

  private let plan: Plan
  private let ties: TieOrder
  private var gaps: DrawnTimes
  private let sources: Table<Source>
  /// The next arrival, and behind it those of other tasks: with one such task no heap is needed.
  private var first: Arrival?
  private var others = PriorityHeap<Arrival>()
  /// When the next job arrives; the largest instant where none will.
  private(set) var next = Nanoseconds.max

  /// How many jobs of each task arrive with the start of the run; they are not among those to come.
  let atStart: [Int]

  init(_ plan: Plan, ties: TieOrder) {
    self.plan = plan
    self.ties = ties
    var sources: [Source] = []
    var gaps = DrawnTimes(plan)
    for (position, task) in plan.tasks.enumerated() {
      let count = task.definition.count
      let isDrawn = task.definition.arrive?.isDrawn == true
      let blocks = isDrawn ? gaps.add(.init(task: position, step: nil), jobs: count) : -1
      sources.append(Source(count: count, blocks: blocks))
    }
    self.sources = Table(sources)
    self.gaps = gaps
    atStart = plan.tasks.indices.map { Self.countAtStart(plan, task: $0) }
    for (position, task) in plan.tasks.enumerated() where task.definition.arrive != nil {
      if let arrival = arrival(after: Int32(atStart[position] - 1), of: position, at: 0) {
        others.push(arrival)
      }
    }
    if !others.isEmpty { first = others.popFirst() }
    next = first?.time ?? .max
  }

  private static func countAtStart(_ plan: Plan, task: Int) -> Int {
    guard plan.tasks[task].definition.arrive != nil else { return 1 }
    var count = 1
    while count < plan.tasks[task].definition.count,
      plan.arrivalGap(task: task, job: Int32(count - 1)) == 0
    {
      count += 1
    }
    return count
  }

  /// Whether an arrival is due that the clock cannot reach.
  var isBeyond: Bool { first != nil }

  /// Takes the next arrival, which must be due.
  mutating func take() -> (task: Int, number: Int) {
    guard let taken = first else { preconditionFailure("an arrival is due") }
    first = arrival(after: taken.number, of: taken.task, at: taken.time)
    if !others.isEmpty { exchangeWithOthers() }
    next = first?.time ?? .max
    return (taken.task, Int(taken.number))
  }

  /// Sees to it that the first of all stands first.
  private mutating func exchangeWithOthers() {
    guard let own = first else {
      first = others.popFirst()
      return
    }
    guard let other = others.first, other < own else { return }
    first = other
    others.updateFirst { $0 = own }
  }

  private mutating func arrival(
    after number: Int32, of task: Int, at now: Nanoseconds
  ) -> Arrival? {
    let source = sources[task]
    guard Int(number) + 1 < source.count else { return nil }
    let gap =
      source.blocks < 0
      ? plan.arrivalGap(task: task, job: number)
      : gaps.time(of: number, from: source.blocks)
    return Arrival(
      time: now.addingSaturated(gap), tie: ties.place(ofArrival: number, task: task), task: task,
      number: number + 1)
  }
}
