/// The queues of pools, or of workers under static assignment: by priority, then order, then fifo.
struct ReadyQueues: ~Copyable {
  private struct Entry: Comparable, Sendable {
    var waiting: Waiting
    let priority: Int32
    /// Whether the key is the job's number and so grows as jobs are taken.
    let countsUp: Bool
    var key: Int64
    var sequence: Int64

    static func < (left: Entry, right: Entry) -> Bool {
      if left.priority != right.priority { return left.priority > right.priority }
      if left.key != right.key { return left.key < right.key }
      return left.sequence < right.sequence
    }

    static func == (left: Entry, right: Entry) -> Bool { left.sequence == right.sequence }

    mutating func takeFirst() -> Job {
      let job = waiting.takeFirst()
      sequence += 1
      if countsUp { key = Int64(waiting.job.number) }
      return job
    }
  }

  /// Whether all keys are alike, so that first come is first served.
  private let isPlain: Bool
  private var plain: WaitingQueues
  private var heaps: [PriorityHeap<Entry>]
  private var heapCounts: [Int]

  /// Makes empty queues, numbered from 0.
  init(count: Int, isPlain: Bool) {
    self.isPlain = isPlain
    plain = WaitingQueues(count: isPlain ? count : 0)
    heaps = [PriorityHeap<Entry>](repeating: PriorityHeap(), count: isPlain ? 0 : count)
    heapCounts = heaps.map { _ in 0 }
  }

  @inline(__always)
  func isEmpty(_ queue: Int) -> Bool { isPlain ? plain.isEmpty(queue) : heapCounts[queue] == 0 }

  /// How many jobs wait in a queue.
  func count(_ queue: Int) -> Int { isPlain ? plain.count(queue) : heapCounts[queue] }

  /// Adds a job or range; `sequence` grows from one push to the next by the jobs pushed.
  @inline(__always)
  mutating func push(
    _ waiting: Waiting, to queue: Int, task: Int, of plan: Plan, sequence: Int64
  ) {
    if isPlain { return plain.append(waiting, to: queue) }
    pushByKey(waiting, to: queue, task: plan.tasks[task], sequence: sequence)
  }

  @inline(never)
  private mutating func pushByKey(
    _ waiting: Waiting, to queue: Int, task: PlannedTask, sequence: Int64
  ) {
    heapCounts[queue] += Int(waiting.count)
    let priority = Int32(task.definition.priority)
    func push(_ waiting: Waiting, countsUp: Bool, sequence: Int64) {
      heaps[queue].push(
        Entry(
          waiting: waiting, priority: priority, countsUp: countsUp,
          key: task.keys.key(of: waiting.job.number), sequence: sequence))
    }
    switch task.keys {
    case .uniform: push(waiting, countsUp: false, sequence: sequence)
    case .number: push(waiting, countsUp: true, sequence: sequence)
    case .perJob:
      var rest = waiting
      var place = sequence
      while rest.count > 0 {
        push(Waiting(rest.takeFirst()), countsUp: false, sequence: place)
        place += 1
      }
    }
  }

  /// The leg of the first job of a queue, which must not be empty.
  @inline(__always)
  mutating func firstLeg(of queue: Int) -> Int32 {
    isPlain ? plain.first(of: queue).leg : firstLegByKey(of: queue)
  }

  @inline(never)
  private mutating func firstLegByKey(of queue: Int) -> Int32 {
    guard let first = heaps[queue].first else { preconditionFailure("the queue has a first job") }
    return first.waiting.job.leg
  }

  /// Takes the first job of a queue, which must not be empty.
  @inline(__always)
  mutating func takeFirst(of queue: Int) -> Job {
    isPlain ? plain.takeFirst(of: queue) : takeByKey(from: queue)
  }

  /// Takes neighbours from the head of a queue, at most `limit`: the first of them and how many.
  @inline(__always)
  mutating func takeNeighbours(of queue: Int, upTo limit: Int) -> (first: Job, count: Int) {
    isPlain ? plain.takeNeighbours(of: queue, upTo: limit) : (takeByKey(from: queue), 1)
  }

  @inline(never)
  private mutating func takeByKey(from queue: Int) -> Job {
    heapCounts[queue] -= 1
    if let first = heaps[queue].first, first.waiting.count == 1 {
      return heaps[queue].popFirst().waiting.job
    }
    return heaps[queue].updateFirst { $0.takeFirst() }
  }

  /// Takes as many jobs as stand at the head with one key: a whole range, or one job.
  mutating func takeRange(of queue: Int) -> Waiting {
    if isPlain { return plain.takeRange(of: queue) }
    if let first = heaps[queue].first, first.countsUp { return Waiting(takeByKey(from: queue)) }
    let range = heaps[queue].popFirst().waiting
    heapCounts[queue] -= Int(range.count)
    return range
  }
}
