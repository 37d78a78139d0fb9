import Analysis
import Model
import TestSupport
import Testing

/// The second driver of the scheduler: no clock at all.
///
/// What was started first is over first; it shows that the rules need neither durations nor a
/// simulator, as a driver on the wall clock will not.
private struct StepwiseDriver: SchedulerDriver {
  let plan: Plan
  var underway: [(job: Job, isHandOut: Bool)] = []
  var busy: Set<Int32> = []
  var started: [String] = []
  var finished = 0

  init(_ plan: Plan) { self.plan = plan }

  mutating func start(_ job: Job) {
    let leg = plan.legs[Int(job.leg)]
    if leg.place == .worker {
      #expect(job.lane >= 0, "a leg that needs a worker has one")
    }
    started.append(plan.name(task: Int(leg.task), number: Int(job.number)))
    underway.append((job, false))
  }

  mutating func handOut(_ job: Job, count: Int) {
    for offset in 0..<Int32(count) {
      var one = job
      one.number += offset
      underway.append((one, true))
    }
  }

  mutating func note(_ event: TraceEvent) {
    switch event.kind {
    case .assigned: #expect(busy.insert(event.lane).inserted, "no worker is in two jobs")
    case .freed: #expect(busy.remove(event.lane) != nil, "only a busy worker is freed")
    case .finished: finished += 1
    default: break
    }
  }
}

/// Runs a plan to the end, one end after another; the jobs that never finished are left in the count.
private func drive(_ scenario: Scenario, fails: (Job) -> Bool = { _ in false }) -> StepwiseDriver {
  let plan = Plan(scenario)
  var scheduler = Scheduler(plan)
  var driver = StepwiseDriver(plan)
  scheduler.begin(&driver, arrivedAtStart: scenario.tasks.map { _ in 1 })
  for (position, task) in scenario.tasks.enumerated() where task.arrive != nil {
    for number in 1..<max(task.count, 1) {
      scheduler.arrived(task: position, number: number, &driver)
    }
  }
  for worker in 0..<plan.workerCount { scheduler.workerUp(worker, &driver) }
  scheduler.dispatch(&driver)
  while !driver.underway.isEmpty {
    let (job, isHandOut) = driver.underway.removeFirst()
    if isHandOut {
      scheduler.handedOut(job, &driver)
    } else {
      scheduler.ended(job, failed: fails(job), &driver)
    }
    scheduler.dispatch(&driver)
  }
  return driver
}

@Suite("The scheduler under a second driver")
struct SecondDriverTests {
  @Test("a freed worker takes the oldest ready job")
  func fifo() {
    let scenario = Scenario(
      name: "", pools: [Pool(name: "cook", count: 2)],
      tasks: [
        TaskDefinition(name: "toast", count: 3, steps: [Step(.work, .fixed(1))]),
        TaskDefinition(name: "coffee", count: 2, steps: [Step(.work, .fixed(1))]),
      ])
    #expect(drive(scenario).started == ["toast 1", "toast 2", "toast 3", "coffee 1", "coffee 2"])
  }

  @Test("in turn takes the smallest job number first")
  func inTurn() {
    var scenario = Scenario(
      name: "", pools: [Pool(name: "cook", count: 1)],
      tasks: [
        TaskDefinition(name: "toast", count: 2, steps: [Step(.work, .fixed(1))]),
        TaskDefinition(name: "coffee", count: 2, steps: [Step(.work, .fixed(1))]),
      ])
    scenario.schedule.order = .inTurn
    #expect(drive(scenario).started == ["toast 1", "coffee 1", "toast 2", "coffee 2"])
  }

  @Test("a range of a hundred million jobs is one queue entry")
  func ranges() {
    let scenario = Scenario(
      name: "", pools: [Pool(name: "cook", count: 4)],
      tasks: [TaskDefinition(name: "toast", count: 100_000_000, steps: [Step(.work, .fixed(1))])])
    let plan = Plan(scenario)
    var scheduler = Scheduler(plan)
    var driver = StepwiseDriver(plan)
    scheduler.begin(&driver, arrivedAtStart: [1])
    for worker in 0..<4 { scheduler.workerUp(worker, &driver) }
    scheduler.dispatch(&driver)
    #expect(driver.started == ["toast 1", "toast 2", "toast 3", "toast 4"])
    #expect(scheduler.unsettledCount == 100_000_000)
  }

  @Test("every job of a random scenario is settled or blocked", arguments: 0..<300)
  func settles(seed: UInt64) throws {
    var scenario = RandomScenario.make(seed: seed)
    scenario.until = nil
    for index in scenario.tasks.indices { scenario.tasks[index].failureProbability = 0 }
    let driver = drive(scenario)
    if try simulated(scenario).end.cause == .settled {
      // Without a clock the order of ends differs, so a deadlock may come that had been avoided.
      #expect(driver.finished == scenario.jobCount || !scenario.resources.isEmpty)
    }
    if scenario.resources.isEmpty { #expect(driver.finished == scenario.jobCount) }
  }

  @Test(
    "a failed attempt goes to the back of the queue, and after its retries what follows is skipped")
  func failures() {
    var toast = TaskDefinition(name: "toast", count: 2, steps: [Step(.work, .fixed(1))])
    toast.retries = 1
    var butter = TaskDefinition(name: "butter", count: 2, steps: [Step(.work, .fixed(1))])
    butter.each = [0]
    let scenario = Scenario(
      name: "", pools: [Pool(name: "cook", count: 1)], tasks: [toast, butter])
    let driver = drive(scenario) { $0.number == 0 && $0.leg == 0 }
    #expect(driver.started == ["toast 1", "toast 2", "toast 1", "butter 2"])
    #expect(driver.finished == 2)
  }
}
