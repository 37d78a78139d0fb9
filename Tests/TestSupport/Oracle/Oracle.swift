package import Model

/// A second engine: slow, with an object a job and linear searches everywhere, written from the
/// rules alone.
///
/// It shares the scenario's types and the random function with the product, and nothing else. Its clock
/// counts in 128 bits, so that what passes the largest instant is seen and not wrapped.
package final class Oracle {
  /// An instant or a length of time, in nanoseconds, without a largest one.
  typealias Time = Int128

  /// How it ended.
  package enum End: Equatable {
    case settled, cut, deadlock, beyondClock
  }

  /// A job that waits for a resource while nothing is under way.
  package struct Stuck: Equatable {
    package let job: String
    package let holds: [String]
    package let waitsFor: String
  }

  final class Worker {
    let name: String
    let number: Int
    let pool: Int
    let speed: Ratio
    var isUp = false
    var hasJob = false
    var hadJob = false
    var own: [Job] = []
    /// What it does now: the column of the account that time goes to.
    var doing = "startup"
    var idlePending: Int128 = 0
    /// Its own part of the account, steps left out.
    var beside: [String: Int128] = [:]

    init(name: String, number: Int, pool: Int, speed: Ratio) {
      (self.name, self.number, self.pool, self.speed) = (name, number, pool, speed)
    }
  }

  final class Job {
    let task: Int
    let number: Int
    var attempt = 0
    var operations: [Operation] = []
    var next = 0
    var worker: Worker?
    var row: Int?
    var held: [(resource: Int, units: [Int], since: Time)] = []
    var askedAt: Time = 0
    var missing: Int
    var isReady = false
    var isSettled = false
    var isSkipped = false
    var readyAt: Time = 0
    var ticket = 0
    var chain: Int64?
    var finishedAt: Time?
    var attemptTime: [String: Int128] = [:]

    init(task: Int, number: Int, missing: Int) {
      (self.task, self.number, self.missing) = (task, number, missing)
    }
  }

  /// What a job does in turn.
  enum Operation {
    case transfer
    case take(resource: Int, units: Int)
    case needWorker
    case dropWorker
    /// A wait that no resource shows takes a numbered row.
    case takeRow
    /// Steps that follow each other with the same claims.
    case run([Int])
    case dropRow
    case release(resource: Int)
  }

  final class Activity {
    enum Kind { case handOut, transfer, step }
    let kind: Kind
    let job: Job
    let steps: [Int]
    let order: UInt64
    var position = 0
    var began: Time = 0
    var written: Time = 0
    var end: Time?
    var target: Int128?

    init(_ kind: Kind, _ job: Job, steps: [Int] = [], order: UInt64) {
      (self.kind, self.job, self.steps, self.order) = (kind, job, steps, order)
    }

    var step: Int { steps[position] }
  }

  struct Share {
    var start: Time = 0
    var service: Int128 = 0
    var top: Int128 = 1
    var bottom: Int128 = 1

    func service(at time: Time) -> Int128 {
      service + 720_720 * (time - start) * top / bottom
    }
  }

  package let scenario: Scenario
  let chance: Chance
  let ties: OracleTies
  var time: Time = 0
  var workers: [Worker] = []
  var jobs: [[Job]] = []
  var all: [Job] = []
  var queues: [[Job]]
  var wanting: [[Job]]
  var lines: [[Job]]
  var freeUnits: [[Int]]
  var rows: [[Bool]]
  var activities: [Activity] = []
  var coordinatorLine: [Job] = []
  var isCoordinatorBusy = false
  var shares: [Share]
  var begun: UInt64 = 0
  var tickets = 0
  var nextArrival: [(time: Time, number: Int)?]
  var workersUp = 0
  var openAfter: [Int]
  /// For each resource, how many claims were granted and how long they had queued.
  var grants: [(count: Int, queued: Int128)]

  package internal(set) var steps: [StepRun] = []
  package internal(set) var holdings: [Holding] = []
  package internal(set) var account: [String: Int128] = [:]
  package internal(set) var end = End.settled
  package internal(set) var elapsed: Int64 = 0
  package internal(set) var stuck: [Stuck] = []
  var coordinatorTime: Int128 = 0
  var rowRuns: [RowRun] = []

  /// Prepares a run of one replication.
  ///
  /// With `shuffleTies`, simultaneous ends and arrivals come in the order that the seed gives.
  package init(_ scenario: Scenario, replication: Int = 0, shuffleTies: UInt64? = nil) {
    self.scenario = scenario
    chance = Chance(seed: scenario.seed, replication: replication)
    ties = OracleTies(seed: shuffleTies)
    queues = scenario.pools.map { _ in [] }
    wanting = queues
    shares = scenario.pools.map { _ in Share() }
    rows = scenario.pools.map { _ in [] }
    lines = scenario.resources.map { _ in [] }
    freeUnits = scenario.resources.map { Array(0..<$0.capacity) }
    grants = scenario.resources.map { _ in (0, 0) }
    nextArrival = scenario.tasks.map { _ in nil }
    openAfter = scenario.tasks.map(\.after.count)
    for (position, pool) in scenario.pools.enumerated() { hire(pool, position) }
    for (position, task) in scenario.tasks.enumerated() {
      let missing = task.each.count + (task.arrive == nil ? 0 : 1)
      jobs.append(
        (0..<task.count).map { number in
          let others = task.graph?.predecessors(of: number).count ?? 0
          return Job(task: position, number: number, missing: missing + others)
        })
    }
    all = jobs.flatMap { $0 }
  }

  private func hire(_ pool: Pool, _ position: Int) {
    for index in 0..<pool.count {
      workers.append(
        Worker(
          name: "\(pool.name) \(index + 1)", number: workers.count, pool: position,
          speed: pool.speeds[index % pool.speeds.count]))
    }
  }

  var isAsync: Bool { scenario.execution == .async }
}

/// The order of simultaneous ends and arrivals: that of their beginning and of the file, or one that a
/// seed gives.
///
/// The seed's order is that of a number mixed one-to-one with it: for what ends the number of its
/// beginning, counted from 1, within 40 bits; for an arrival 2^32 x task + the number of the task's
/// arrival before it, within 64 bits.
struct OracleTies {
  let seed: UInt64?

  func place(ofBeginning number: UInt64) -> UInt64 { mixed(number, bits: 40) }

  func place(ofArrivalAfter number: Int, task: Int) -> UInt64 {
    mixed(UInt64(task) << 32 | UInt64(number), bits: 64)
  }

  private func mixed(_ number: UInt64, bits: UInt64) -> UInt64 {
    guard let seed else { return number }
    let mask = UInt64.max >> (64 - bits)
    var z = (number ^ seed) & mask
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9 & mask
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb & mask
    return z ^ (z >> 31)
  }
}
