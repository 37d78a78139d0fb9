import Model

/// The arrivals still to come, one of each task at a time: by instant, then file order.
struct Arrivals {
  private struct Arrival: Comparable {
    let time: Nanoseconds
    let tie: UInt64
    let task: Int
    let number: Int32

    static func < (left: Arrival, right: Arrival) -> Bool {
      if left.time != right.time { return left.time < right.time }
      return left.tie != right.tie ? left.tie < right.tie : left.task < right.task
    }
  }

  private let plan: Plan
  private let ties: TieOrder
  private var heap = PriorityHeap<Arrival>()

  /// How many jobs of each task arrive with the start of the run; they are not among those to come.
  private(set) var atStart: [Int]

  init(_ plan: Plan, ties: TieOrder) {
    self.plan = plan
    self.ties = ties
    atStart = plan.tasks.map { _ in 1 }
    for (position, task) in plan.tasks.enumerated() where task.definition.arrive != nil {
      while atStart[position] < task.definition.count,
        plan.arrivalGap(task: position, job: Int32(atStart[position] - 1)) == 0
      {
        atStart[position] += 1
      }
      schedule(after: Int32(atStart[position] - 1), task: position, at: 0)
    }
  }

  /// When the next job arrives; the largest instant where none will.
  var next: Nanoseconds { heap.first?.time ?? .max }

  /// Whether an arrival is due that the clock cannot reach.
  var isBeyond: Bool { !heap.isEmpty }

  /// Takes the next arrival at this instant.
  mutating func take(at now: Nanoseconds) -> (task: Int, number: Int)? {
    guard let first = heap.first, first.time == now, now < .max else { return nil }
    _ = heap.popFirst()
    schedule(after: first.number, task: first.task, at: now)
    return (first.task, Int(first.number))
  }

  private mutating func schedule(after number: Int32, task: Int, at now: Nanoseconds) {
    guard Int(number) + 1 < plan.tasks[task].definition.count else { return }
    let time = now.addingSaturated(plan.arrivalGap(task: task, job: number))
    // File order, or an order drawn for this job.
    let tie = ties.place(of: UInt64(task) << 32 | UInt64(number))
    heap.push(Arrival(time: time, tie: tie, task: task, number: number + 1))
  }
}
