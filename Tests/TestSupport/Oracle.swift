package import Model

/// A second engine: slow, with an object a job and linear searches everywhere, written from the
/// rules alone.
///
/// It shares the scenario's types and the random function with the product, and nothing else.
package final class Oracle {
  /// A step as it was run.
  package struct StepRun: Hashable, Comparable, CustomStringConvertible {
    package let start: Int64
    package let end: Int64
    package let task: Int
    package let job: Int
    package let attempt: Int
    package let step: Int
    /// The worker's number among all, or -1.
    package let worker: Int

    package init(
      start: Int64, end: Int64, task: Int, job: Int, attempt: Int, step: Int, worker: Int
    ) {
      (self.start, self.end, self.task, self.job) = (start, end, task, job)
      (self.attempt, self.step, self.worker) = (attempt, step, worker)
    }

    package static func < (left: StepRun, right: StepRun) -> Bool {
      (left.start, left.end, left.task, left.job, left.attempt, left.step)
        < (right.start, right.end, right.task, right.job, right.attempt, right.step)
    }

    package var description: String {
      "\(start)..\(end) task \(task) job \(job) attempt \(attempt) step \(step) worker \(worker)"
    }
  }

  /// A unit as it was held.
  package struct Holding: Hashable, Comparable {
    package let start: Int64
    package let end: Int64
    package let resource: Int
    package let unit: Int
    package let task: Int
    package let job: Int

    package init(start: Int64, end: Int64, resource: Int, unit: Int, task: Int, job: Int) {
      (self.start, self.end, self.resource, self.unit) = (start, end, resource, unit)
      (self.task, self.job) = (task, job)
    }

    package static func < (left: Holding, right: Holding) -> Bool {
      (left.start, left.end, left.resource, left.unit, left.job)
        < (right.start, right.end, right.resource, right.unit, right.job)
    }
  }

  /// How it ended.
  package enum End: Equatable {
    case settled, cut, deadlock
  }

  final class Worker {
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

    init(number: Int, pool: Int, speed: Ratio) {
      (self.number, self.pool, self.speed) = (number, pool, speed)
    }
  }

  final class Job {
    let task: Int
    let number: Int
    var attempt = 0
    var operations: [Operation] = []
    var next = 0
    var worker: Worker?
    var held: [(resource: Int, units: [Int], since: Int64)] = []
    var missing: Int
    var isReady = false
    var isSettled = false
    var readyAt: Int64 = 0
    var ticket = 0
    var chain: Int64?
    var finishedAt: Int64?
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
    /// Steps that follow each other with the same claims.
    case run([Int])
    case release(resource: Int)
  }

  final class Activity {
    enum Kind { case handOut, transfer, step }
    let kind: Kind
    let job: Job
    let steps: [Int]
    let order: Int
    var position = 0
    var began: Int64 = 0
    var end: Int64?
    var target: Int128?

    init(_ kind: Kind, _ job: Job, steps: [Int] = [], order: Int) {
      (self.kind, self.job, self.steps, self.order) = (kind, job, steps, order)
    }

    var step: Int { steps[position] }
  }

  struct Share {
    var start: Int64 = 0
    var service: Int128 = 0
    var top: Int128 = 1
    var bottom: Int128 = 1

    func service(at time: Int64) -> Int128 {
      service + Int128(720_720) * Int128(time - start) * top / bottom
    }
  }

  let scenario: Scenario
  let chance: Chance
  var time: Int64 = 0
  var workers: [Worker] = []
  var jobs: [[Job]] = []
  var queues: [[Job]]
  var wanting: [[Job]]
  var lines: [[Job]]
  var freeUnits: [[Int]]
  var activities: [Activity] = []
  var coordinatorLine: [Job] = []
  var isCoordinatorBusy = false
  var shares: [Share]
  var begun = 0
  var tickets = 0
  var nextArrival: [(time: Int64, number: Int)?]
  var workersUp = 0
  var openAfter: [Int]

  package private(set) var steps: [StepRun] = []
  package private(set) var holdings: [Holding] = []
  package var account: [String: Int128] = [:]
  package private(set) var end = End.settled
  package private(set) var elapsed: Int64 = 0

  package init(_ scenario: Scenario) {
    self.scenario = scenario
    chance = Chance(seed: scenario.seed)
    for (position, pool) in scenario.pools.enumerated() {
      for index in 0..<pool.count {
        workers.append(
          Worker(
            number: workers.count, pool: position, speed: pool.speeds[index % pool.speeds.count]))
      }
    }
    queues = scenario.pools.map { _ in [] }
    wanting = queues
    shares = scenario.pools.map { _ in Share() }
    lines = scenario.resources.map { _ in [] }
    freeUnits = scenario.resources.map { Array(0..<$0.capacity) }
    nextArrival = scenario.tasks.map { _ in nil }
    openAfter = scenario.tasks.map(\.after.count)
    for (position, task) in scenario.tasks.enumerated() {
      let missing = task.each.count + (task.arrive == nil ? 0 : 1)
      jobs.append(
        (0..<task.count).map { number in
          let others = task.graph?.predecessors(of: number).count ?? 0
          return Job(task: position, number: number, missing: missing + others)
        })
    }
  }

  var all: [Job] { jobs.flatMap { $0 } }
  var isAsync: Bool { scenario.execution == .async }

  package var finishedCount: Int { all.filter { $0.finishedAt != nil }.count }
  /// For each task, the sum of finish minus first ready over finished jobs.
  package var responses: [Int128] {
    jobs.map {
      $0.reduce(0) { sum, job in
        sum + (job.finishedAt.map { Int128($0 - job.readyAt) } ?? 0)
      }
    }
  }

  // MARK: The loop

  package func run() {
    for (position, task) in scenario.tasks.enumerated() {
      if task.arrive != nil {
        arrive(position, 0)
        while let next = nextArrival[position], next.time == 0 { arrive(position, next.number) }
      } else if openAfter[position] == 0 {
        for job in jobs[position] where job.missing == 0 { becomeReady(job) }
      }
    }
    while true {
      guard let next = nextTime() else {
        end = time == scenario.until ? .cut : .deadlock
        elapsed = time
        break
      }
      if let until = scenario.until, next > until {
        pass(to: until)
        end = .cut
        elapsed = until
        break
      }
      pass(to: next)
      instant()
      if all.allSatisfy(\.isSettled) {
        elapsed = time
        break
      }
    }
    close()
  }

  private func nextTime() -> Int64? {
    var times = activities.compactMap(endTime)
    times += nextArrival.compactMap { $0?.time }
    if workersUp < workers.count { times.append(scenario.overhead.startup * Int64(workersUp + 1)) }
    return times.min()
  }

  private func endTime(_ activity: Activity) -> Int64? {
    if let end = activity.end { return end }
    guard let target = activity.target else { return nil }
    let share = shares[pool(of: activity.job)]
    // The first nanosecond at which the share's service reaches the target, by search.
    let guess = (target - share.service) * share.bottom / (720_720 * share.top)
    var end = share.start + Int64(guess)
    while share.service(at: end) < target { end += 1 }
    while end > share.start, share.service(at: end - 1) >= target { end -= 1 }
    return max(end, time)
  }

  private func instant() {
    repeat {
      while workersUp < workers.count,
        scenario.overhead.startup * Int64(workersUp + 1) == time
      {
        let worker = workers[workersUp]
        workersUp += 1
        worker.isUp = true
        worker.doing = "idle"
      }
      while let due = activities.filter({ endTime($0) == time }).min(by: { $0.order < $1.order }) {
        finish(due)
      }
      while let task = nextArrival.indices.first(where: { nextArrival[$0]?.time == time }) {
        arrive(task, nextArrival[task]?.number ?? 0)
      }
      if time != scenario.until { dispatch() }
    } while activities.contains { endTime($0) == time } && !all.allSatisfy(\.isSettled)
    share()
  }

  private func pool(of job: Job) -> Int { scenario.tasks[job.task].pool }

  // MARK: Becoming ready

  private func arrive(_ task: Int, _ number: Int) {
    nextArrival[task] = nil
    if number + 1 < jobs[task].count, let rule = scenario.tasks[task].arrive {
      nextArrival[task] = (time + rule.expected(job: number), number + 1)
    }
    signal(jobs[task][number])
  }

  private func signal(_ job: Job) {
    if job.isSettled { return }
    job.missing -= 1
    if job.missing == 0, openAfter[job.task] == 0 { becomeReady(job) }
  }

  private func becomeReady(_ job: Job) {
    job.isReady = true
    job.readyAt = time
    enqueue(job)
  }

  private func enqueue(_ job: Job) {
    tickets += 1
    job.ticket = tickets
    job.next = 0
    job.operations = operations(of: job.task)
    queues[pool(of: job)].append(job)
  }

  private func operations(of task: Int) -> [Operation] {
    let task = scenario.tasks[task]
    var list: [Operation] = []
    if scenario.overhead.transfer > 0 { list += isAsync ? [.needWorker, .transfer] : [.transfer] }
    list += task.uses.map { .take(resource: $0.resource, units: $0.units) }
    var index = 0
    while index < task.steps.count {
      let step = task.steps[index]
      list += step.uses.map { .take(resource: $0.resource, units: $0.units) }
      var run = [index]
      if step.uses.isEmpty {
        while let last = run.last, last + 1 < task.steps.count, task.steps[last + 1].uses.isEmpty,
          !isAsync || task.steps[last + 1].kind == step.kind
        {
          run.append(last + 1)
        }
      }
      if isAsync { list.append(step.kind == .work ? .needWorker : .dropWorker) }
      list.append(.run(run))
      list += step.uses.map { .release(resource: $0.resource) }
      index += run.count
    }
    list += task.uses.map { .release(resource: $0.resource) }
    return list
  }

  // MARK: Going on

  /// Takes a job on until time passes or it has to queue.
  private func goOn(_ job: Job) {
    while job.next < job.operations.count {
      switch job.operations[job.next] {
      case .transfer:
        let activity = begin(.transfer, job)
        activity.end = time + scenario.overhead.transfer
        job.worker?.doing = "transfer"
        return
      case .take(let resource, let units):
        if !lines[resource].isEmpty || freeUnits[resource].count < units {
          if isAsync { drop(job) }
          job.worker?.doing = "blocked"
          lines[resource].append(job)
          return
        }
        take(job, resource, units)
        job.next += 1
      case .needWorker:
        if job.worker == nil {
          tickets += 1
          job.ticket = tickets
          wanting[pool(of: job)].append(job)
          return
        }
        job.next += 1
      case .dropWorker:
        drop(job)
        job.next += 1
      case .run(let steps):
        let activity = begin(.step, job, steps)
        beginStep(activity)
        return
      case .release(let resource):
        job.next += 1
        release(job, resource)
      }
    }
    endAttempt(job)
  }

  private func begin(_ kind: Activity.Kind, _ job: Job, _ steps: [Int] = []) -> Activity {
    begun += 1
    let activity = Activity(kind, job, steps: steps, order: begun)
    activities.append(activity)
    return activity
  }

  private func drop(_ job: Job) {
    job.worker?.hasJob = false
    job.worker?.doing = "idle"
    job.worker = nil
  }

  private func take(_ job: Job, _ resource: Int, _ units: Int) {
    let taken = Array(freeUnits[resource].prefix(units))
    freeUnits[resource].removeFirst(units)
    job.held.append((resource, taken, time))
  }

  private func release(_ job: Job, _ resource: Int) {
    guard let index = job.held.firstIndex(where: { $0.resource == resource }) else { return }
    let claim = job.held.remove(at: index)
    for unit in claim.units { log(claim.since, time, resource, unit, job) }
    freeUnits[resource] = (freeUnits[resource] + claim.units).sorted()
    while let head = lines[resource].first,
      case .take(_, let units) = head.operations[head.next], freeUnits[resource].count >= units
    {
      lines[resource].removeFirst()
      take(head, resource, units)
      head.next += 1
      goOn(head)
    }
  }

  private func log(_ start: Int64, _ end: Int64, _ resource: Int, _ unit: Int, _ job: Job) {
    holdings.append(
      Holding(
        start: start, end: end, resource: resource, unit: unit, task: job.task, job: job.number))
  }

  // MARK: Steps

  private func written(_ activity: Activity) -> Int64 {
    scenario.tasks[activity.job.task].steps[activity.step].duration.expected(
      job: activity.job.number)
  }

  private func isWork(_ activity: Activity) -> Bool {
    scenario.tasks[activity.job.task].steps[activity.step].kind == .work
  }

  private func beginStep(_ activity: Activity) {
    let job = activity.job
    activity.began = time
    activity.end = nil
    activity.target = nil
    if isWork(activity), let worker = job.worker {
      worker.doing = "step"
      let need = worker.speed.time(for: written(activity))
      let pool = pool(of: job)
      if !activities.contains(where: { $0 !== activity && isShared($0, pool) }) {
        shares[pool].start = time
        shares[pool].service = 0
      }
      activity.target = shares[pool].service(at: time) + Int128(720_720) * Int128(need)
    } else {
      job.worker?.doing = "step"
      activity.end = time + written(activity)
    }
  }

  private func isShared(_ activity: Activity, _ pool: Int) -> Bool {
    activity.kind == .step && activity.target != nil && self.pool(of: activity.job) == pool
  }

  /// New shares, once per instant.
  private func share() {
    let active = scenario.pools.indices.map { pool in
      activities.filter { isShared($0, pool) }.count
    }
    var runnable = 0
    for (pool, count) in active.enumerated() {
      runnable += scenario.pools[pool].kind == .pythonThreads ? min(count, 1) : count
    }
    let cores = scenario.cores ?? workers.count
    for (pool, count) in active.enumerated() where count > 0 {
      let isLocked = scenario.pools[pool].kind == .pythonThreads
      let top = Int128(runnable <= cores ? 1 : cores)
      let bottom = Int128(runnable <= cores ? 1 : runnable) * Int128(isLocked ? count : 1)
      if top * shares[pool].bottom != bottom * shares[pool].top {
        shares[pool] = Share(
          start: time, service: shares[pool].service(at: time), top: top, bottom: bottom)
      }
    }
  }

  private func finish(_ activity: Activity) {
    let job = activity.job
    switch activity.kind {
    case .handOut:
      activities.removeAll { $0 === activity }
      isCoordinatorBusy = false
      serve()
      job.worker?.doing = "blocked"
      goOn(job)
    case .transfer:
      activities.removeAll { $0 === activity }
      job.worker?.doing = "blocked"
      job.next += 1
      goOn(job)
    case .step:
      endStep(activity, at: time)
      if activity.position + 1 < activity.steps.count {
        activity.position += 1
        beginStep(activity)
        return
      }
      activities.removeAll { $0 === activity }
      job.worker?.doing = "blocked"
      job.next += 1
      goOn(job)
    }
  }

  private func endStep(_ activity: Activity, at end: Int64) {
    let job = activity.job
    steps.append(
      StepRun(
        start: activity.began, end: end, task: job.task, job: job.number, attempt: job.attempt,
        step: activity.step, worker: job.worker?.number ?? -1))
    guard job.worker != nil else { return }
    let taken = end - activity.began
    func book(_ column: String, _ time: Int64) {
      account[column, default: 0] += Int128(time)
      job.attemptTime[column, default: 0] += Int128(time)
    }
    if isWork(activity) {
      book("work", min(taken, written(activity)))
      book("slowed", max(0, taken - written(activity)))
    } else {
      book("wait", taken)
    }
  }

  // MARK: The end of an attempt

  private func endAttempt(_ job: Job) {
    let task = scenario.tasks[job.task]
    let draw = Chance.Draw(
      stream: chance.stream(of: task.name), purpose: .failure, job: Int32(job.number),
      attempt: Int32(job.attempt))
    let fails = task.failureProbability > 0 && chance.unit(draw) < task.failureProbability
    let time = job.attemptTime
    job.attemptTime = [:]
    if fails {
      for (column, amount) in time {
        account[column, default: 0] -= amount
        account["failed", default: 0] += amount
      }
    }
    let worker = job.worker
    job.worker = nil
    if fails, job.attempt < task.retries {
      job.attempt += 1
      enqueue(job)
    } else if fails {
      job.isSettled = true
      skipFollowers(of: job)
    } else {
      job.isSettled = true
      job.finishedAt = self.time
      signalFollowers(of: job)
    }
    guard let worker else { return }
    if worker.own.isEmpty {
      worker.hasJob = false
      worker.doing = "idle"
    } else {
      let next = worker.own.removeFirst()
      next.worker = worker
      goOn(next)
    }
  }

  /// The jobs of its own task that wait for a job.
  private func graphFollowers(of job: Job) -> [Job] {
    guard let graph = scenario.tasks[job.task].graph else { return [] }
    return jobs[job.task].filter { other in
      graph.predecessors(of: other.number).contains { Int($0) == job.number }
    }
  }

  private func signalFollowers(of job: Job) {
    for follower in graphFollowers(of: job) { signal(follower) }
    let isWhole = jobs[job.task].allSatisfy { $0.finishedAt != nil }
    for (position, task) in scenario.tasks.enumerated() {
      if task.each.contains(job.task) { signal(jobs[position][job.number]) }
      if task.after.contains(job.task), isWhole {
        openAfter[position] -= 1
        guard openAfter[position] == 0 else { continue }
        for job in jobs[position] where job.missing == 0 && !job.isReady && !job.isSettled {
          becomeReady(job)
        }
      }
    }
  }

  private func skipFollowers(of lost: Job) {
    for job in graphFollowers(of: lost) where !job.isSettled {
      job.isSettled = true
      skipFollowers(of: job)
    }
    for (position, task) in scenario.tasks.enumerated() {
      var skipped: [Job] = []
      if task.after.contains(lost.task) { skipped = jobs[position] }
      if task.each.contains(lost.task) { skipped.append(jobs[position][lost.number]) }
      for job in skipped where !job.isSettled {
        job.isSettled = true
        skipFollowers(of: job)
      }
    }
  }

  // MARK: Dispatch

  private func dispatch() {
    if isAsync {
      for pool in queues.indices where workers.contains(where: { $0.pool == pool && $0.isUp }) {
        while let job = first(of: queues[pool]) {
          queues[pool].removeAll { $0 === job }
          if scenario.overhead.dispatch > 0 {
            coordinatorLine.append(job)
            if !isCoordinatorBusy { serve() }
          } else {
            goOn(job)
          }
        }
      }
      for worker in workers where worker.isUp && !worker.hasJob {
        guard let job = first(of: wanting[worker.pool]) else { continue }
        wanting[worker.pool].removeAll { $0 === job }
        give(worker)
        job.worker = worker
        job.next += 1
        goOn(job)
      }
      return
    }
    for worker in workers where worker.isUp && !worker.hasJob {
      let chunk = nextChunk(for: worker)
      guard let job = chunk.first else { continue }
      queues[worker.pool].removeAll { queued in chunk.contains { $0 === queued } }
      give(worker)
      worker.own = Array(chunk.dropFirst())
      job.worker = worker
      if scenario.overhead.dispatch > 0 {
        worker.doing = "dispatch"
        coordinatorLine.append(job)
        if !isCoordinatorBusy { serve() }
      } else {
        goOn(job)
      }
    }
  }

  private func give(_ worker: Worker) {
    worker.hasJob = true
    worker.doing = "blocked"
    account[worker.hadJob ? "idle_middle" : "idle_head", default: 0] += worker.idlePending
    worker.idlePending = 0
    worker.hadJob = true
  }

  private func serve() {
    guard !coordinatorLine.isEmpty else { return }
    isCoordinatorBusy = true
    begin(.handOut, coordinatorLine.removeFirst()).end = time + scenario.overhead.dispatch
  }

  private func nextChunk(for worker: Worker) -> [Job] {
    var queue = queues[worker.pool]
    let schedule = scenario.schedule
    let count = scenario.pools[worker.pool].count
    if schedule.assign == .static { queue = queue.filter { owner(of: $0) == worker.number } }
    guard let head = first(of: queue) else { return [] }
    let n = jobs[head.task].count
    var size: Int
    switch schedule.chunk {
    case .standard: size = schedule.assign == .static ? .max : 1
    case .jobs(let k): size = k
    case .auto: size = Int((Double(n) / Double(4 * count)).rounded(.up))
    }
    if schedule.assign == .guided {
      size = max(size, Int((Double(queue.count) / Double(count)).rounded(.up)))
    }
    var chunk: [Job] = []
    while chunk.count < size, let job = first(of: queue) {
      queue.removeAll { $0 === job }
      chunk.append(job)
    }
    return chunk
  }

  /// Deals the jobs of a task to the workers of its pool, one by one, as static assignment says.
  private func owner(of job: Job) -> Int {
    let pool = pool(of: job)
    let own = workers.filter { $0.pool == pool }.map(\.number)
    let n = jobs[job.task].count
    var sizes: [Int]
    switch scenario.schedule.chunk {
    case .standard:
      sizes = own.indices.map { n / own.count + ($0 < n % own.count ? 1 : 0) }
    case .jobs(let k):
      sizes = Array(repeating: k, count: n / k + 1)
    case .auto:
      let k = Int((Double(n) / Double(4 * own.count)).rounded(.up))
      sizes = Array(repeating: k, count: n / k + 1)
    }
    var first = 0
    for (block, size) in sizes.enumerated() {
      if job.number < first + size { return own[block % own.count] }
      first += size
    }
    return own[0]
  }

  // MARK: Order

  private func first(of queue: [Job]) -> Job? {
    queue.min { left, right in
      let (a, b) = (scenario.tasks[left.task].priority, scenario.tasks[right.task].priority)
      if a != b { return a > b }
      let (x, y) = (key(left), key(right))
      return x != y ? x < y : left.ticket < right.ticket
    }
  }

  private func length(_ job: Job) -> Int64 {
    scenario.tasks[job.task].steps.reduce(0) { $0 + $1.duration.expected(job: job.number) }
  }

  private func chain(_ job: Job) -> Int64 {
    if let known = job.chain { return known }
    var longest = graphFollowers(of: job).map(chain).max() ?? 0
    for (position, task) in scenario.tasks.enumerated() {
      if task.each.contains(job.task) { longest = max(longest, chain(jobs[position][job.number])) }
      if task.after.contains(job.task) {
        longest = max(longest, jobs[position].map(chain).max() ?? 0)
      }
    }
    job.chain = length(job) + longest
    return length(job) + longest
  }

  private func key(_ job: Job) -> Int64 {
    switch scenario.schedule.order {
    case .fifo: return 0
    case .inTurn: return Int64(job.number)
    case .shortestFirst: return length(job)
    case .longestFirst: return -length(job)
    case .criticalPath: return -chain(job)
    case .random:
      let draw = Chance.Draw(
        stream: chance.stream(of: scenario.tasks[job.task].name), purpose: .order,
        job: Int32(job.number))
      return Int64(chance.bits(draw) >> 1)
    }
  }

  // MARK: Time

  /// Books the time that passes to the workers; steps are booked at their end.
  private func pass(to next: Int64) {
    let passed = Int128(next - time)
    for worker in workers where worker.doing != "step" {
      if worker.doing == "idle" {
        worker.idlePending += passed
      } else {
        account[worker.doing, default: 0] += passed
      }
    }
    time = next
  }

  private func close() {
    for activity in activities where activity.kind == .step { endStep(activity, at: time) }
    for job in all {
      for claim in job.held {
        for unit in claim.units { log(claim.since, time, claim.resource, unit, job) }
      }
    }
    for worker in workers {
      account[worker.hadJob ? "idle_tail" : "idle_head", default: 0] += worker.idlePending
    }
    steps.sort()
    holdings.sort()
  }
}
