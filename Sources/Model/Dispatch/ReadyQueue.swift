/// The queue of a pool, or of a worker under static assignment: by priority, then order, then fifo.
struct ReadyQueue: Sendable {
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
  private var plain = WaitingQueue()
  private var heap = PriorityHeap<Entry>()
  /// How many jobs wait.
  private(set) var count = 0

  init(isPlain: Bool) { self.isPlain = isPlain }

  var isEmpty: Bool { count == 0 }

  /// Adds a job or range; `sequence` grows from one push to the next by the jobs pushed.
  mutating func push(_ waiting: Waiting, task: PlannedTask, sequence: Int64) {
    count += Int(waiting.count)
    if isPlain { return plain.append(waiting) }
    let priority = Int32(task.definition.priority)
    func push(_ waiting: Waiting, countsUp: Bool, sequence: Int64) {
      heap.push(
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

  /// The leg of the first job.
  var firstLeg: Int32? { isPlain ? plain.first?.job.leg : heap.first?.waiting.job.leg }

  /// Takes the first job; the queue must not be empty.
  mutating func takeFirst() -> Job {
    count -= 1
    if isPlain { return plain.takeFirst() }
    if let first = heap.first, first.waiting.count == 1 { return heap.popFirst().waiting.job }
    return heap.updateFirst { $0.takeFirst() }
  }

  /// Takes as many jobs as stand at the head with one key: a whole range, or one job.
  mutating func takeRange() -> Waiting {
    if isPlain {
      let range = plain.takeRange()
      count -= Int(range.count)
      return range
    }
    if let first = heap.first, first.countsUp { return Waiting(takeFirst()) }
    let range = heap.popFirst().waiting
    count -= Int(range.count)
    return range
  }
}
