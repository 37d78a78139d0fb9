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

  private let plan: Plan
  private let ties: TieOrder
  private var gaps: DrawnTimes
  /// For each task, where its gaps are drawn in blocks; -1 where they are not.
  private let caches: [Int]
  private var heap = PriorityHeap<Arrival>()
  /// When the next job arrives; the largest instant where none will.
  private(set) var next = Nanoseconds.max

  /// How many jobs of each task arrive with the start of the run; they are not among those to come.
  private(set) var atStart: [Int]

  init(_ plan: Plan, ties: TieOrder) {
    self.plan = plan
    self.ties = ties
    var caches: [Int] = []
    var gaps = DrawnTimes()
    for (position, task) in plan.tasks.enumerated() {
      let isDrawn = task.definition.arrive?.isDrawn == true
      caches.append(
        isDrawn ? gaps.add(.init(task: position, step: nil), jobs: task.definition.count) : -1)
    }
    self.caches = caches
    self.gaps = gaps
    atStart = plan.tasks.map { _ in 1 }
    for (position, task) in plan.tasks.enumerated() where task.definition.arrive != nil {
      while atStart[position] < task.definition.count,
        plan.arrivalGap(task: position, job: Int32(atStart[position] - 1)) == 0
      {
        atStart[position] += 1
      }
      schedule(after: Int32(atStart[position] - 1), task: position, at: 0)
    }
    next = heap.first?.time ?? .max
  }

  /// Whether an arrival is due that the clock cannot reach.
  var isBeyond: Bool { !heap.isEmpty }

  /// Takes the next arrival, which must be due.
  mutating func take() -> (task: Int, number: Int) {
    let now = next
    let first = heap.popFirst()
    schedule(after: first.number, task: first.task, at: now)
    next = heap.first?.time ?? .max
    return (first.task, Int(first.number))
  }

  private mutating func schedule(after number: Int32, task: Int, at now: Nanoseconds) {
    guard Int(number) + 1 < plan.tasks[task].definition.count else { return }
    let gap =
      caches[task] < 0
      ? plan.arrivalGap(task: task, job: number) : gaps.time(of: number, from: caches[task], plan)
    let time = now.addingSaturated(gap)
    let tie = ties.place(ofArrival: number, task: task)
    heap.push(Arrival(time: time, tie: tie, task: task, number: number + 1))
  }
}
