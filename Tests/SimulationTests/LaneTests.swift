import Analysis
import Model
import TestSupport
import Testing

private let minute: Int64 = 60_000_000_000

/// A scenario of tasks with one pool of cooks.
private func kitchen(
  _ cooks: Int, _ tasks: [TaskDefinition], resources: [Resource] = [],
  _ change: (inout Scenario) -> Void = { _ in }
) -> Scenario {
  var scenario = Scenario(
    name: "", pools: [Pool(name: "cook", count: cooks)], resources: resources, tasks: tasks)
  change(&scenario)
  return scenario
}

private func task(
  _ name: String, _ count: Int = 1, _ steps: Step...,
  change: (inout TaskDefinition) -> Void = { _ in }
) -> TaskDefinition {
  var task = TaskDefinition(name: name, count: count, steps: steps)
  change(&task)
  return task
}

private func work(_ minutes: Int64, uses: [Int] = []) -> Step {
  Step(.work, .fixed(minutes * minute), uses: uses.map { Claim(resource: $0) })
}

private func wait(_ minutes: Int64, uses: [Int] = []) -> Step {
  Step(.wait, .fixed(minutes * minute), uses: uses.map { Claim(resource: $0) })
}

/// Time drawn as text, a character a minute: small letters for odd jobs, capitals for even ones.
private func drawn(_ scenario: Scenario) throws -> String {
  lanes(of: try simulated(scenario), tick: minute)
}

@Suite("Time drawn as lanes")
struct LaneTests {
  @Test("two toasts and a coffee: sync stands by, async does not")
  func syncAndAsync() throws {
    let resources = [Resource(name: "toaster", capacity: 1), Resource(name: "coffee", capacity: 1)]
    let tasks = [
      task("toast", 2, wait(2)) { $0.uses = [Claim(resource: 0)] },
      task("coffee", 1, wait(5)) { $0.uses = [Claim(resource: 1)] },
    ]
    #expect(
      try drawn(kitchen(1, tasks, resources: resources)) == """
        cook 1    |ttTTccccc|
        toaster 1 |ttTT.....|
        coffee 1  |....ccccc|
        """)
    #expect(
      try drawn(kitchen(1, tasks, resources: resources) { $0.execution = .async }) == """
        cook 1    |.....|
        toaster 1 |ttTT.|
        coffee 1  |ccccc|
        """)
  }

  @Test("in async the cook serves others while a job waits, and waits have rows of their own")
  func eventLoop() throws {
    let scenario = kitchen(1, [task("toast", 3, work(1), wait(3), work(1))]) {
      $0.execution = .async
    }
    #expect(
      try drawn(scenario) == """
        cook 1       |tTt.tTt|
        cook waits 1 |.ttt...|
        cook waits 2 |..TTT..|
        cook waits 3 |...ttt.|
        """)
  }

  @Test("a worker that queues for a resource is blocked in sync")
  func blocked() throws {
    let scenario = kitchen(
      2, [task("bread", 2, work(1), work(2, uses: [0]))],
      resources: [Resource(name: "oven", capacity: 1)])
    #expect(
      try drawn(scenario) == """
        cook 1 |bbb..|
        cook 2 |BwwBB|
        oven 1 |.bbBB|
        """)
  }

  @Test("after waits for all, each for its own")
  func dependencies() throws {
    let scenario = kitchen(
      2,
      [
        task("a", 3, work(2)), task("b", 3, work(1)) { $0.each = [0] },
        task("c", 1, work(1)) { $0.after = [1] },
      ])
    #expect(
      try drawn(scenario) == """
        cook 1 |aaaabc|
        cook 2 |AAbB..|
        """)
  }

  @Test("priority goes first and does not pre-empt")
  func priority() throws {
    let scenario = kitchen(
      1,
      [
        task("guest", 3, work(2)),
        task("vip", 2, work(1)) {
          $0.arrive = .fixed(2 * minute)
          $0.priority = 1
        },
      ])
    #expect(try drawn(scenario) == "cook 1 |vggVGGgg|")
  }

  @Test("static blocks are contiguous, larger first; with a chunk they are dealt in turn")
  func staticBlocks() throws {
    let tasks = [task("a", 5, Step(.work, .list([3, 1, 1, 1, 1].map { $0 * minute })))]
    #expect(
      try drawn(kitchen(2, tasks) { $0.schedule.assign = .static }) == """
        cook 1 |aaaAa|
        cook 2 |Aa...|
        """)
    let dealt = kitchen(2, tasks) {
      $0.schedule.assign = .static
      $0.schedule.chunk = .jobs(1)
    }
    #expect(
      try drawn(dealt) == """
        cook 1 |aaaaa|
        cook 2 |AA...|
        """)
  }

  @Test("blocks dealt in turn to a million workers do not overflow")
  func wideBlocks() throws {
    let scenario = kitchen(1_000, [task("a", 3_000_000, Step(.work, .fixed(1)))]) {
      $0.schedule.assign = .static
      $0.schedule.chunk = .jobs(3_000_000)
    }
    let plan = Plan(scenario)
    var scheduler = Scheduler(plan)
    var driver = CountingDriver()
    scheduler.begin(&driver, arrivedAtStart: [1])
    for worker in 0..<1_000 { scheduler.workerUp(worker, &driver) }
    scheduler.dispatch(&driver)
    #expect(driver.started == 1)
  }

  private struct CountingDriver: SchedulerDriver {
    var started = 0

    mutating func start(_ job: Job) { started += 1 }
    mutating func handOut(_ job: Job, count: Int) {}
    mutating func note(_ event: TraceEvent) {}
  }

  @Test("guided takes large chunks first")
  func guided() throws {
    let run = try simulated(
      kitchen(2, [task("a", 8, work(1))]) { $0.schedule.assign = .guided })
    let chunks = run.trace?.events.filter { $0.kind == .assigned }.map { $0.step }
    #expect(chunks == [4, 2, 1, 1])
  }

  @Test("the coordinator serves one hand-out at a time")
  func coordinator() throws {
    let scenario = kitchen(2, [task("a", 4, work(2))]) {
      $0.overhead.dispatch = minute
      $0.schedule.chunk = .jobs(2)
    }
    #expect(
      try drawn(scenario) == """
        cook 1        |oaaAA.|
        cook 2        |ooaaAA|
        coordinator 1 |oo....|
        """)
  }

  @Test("workers start one after another, and transfer is worker time")
  func startupAndTransfer() throws {
    let scenario = kitchen(2, [task("a", 2, work(2))]) {
      $0.overhead.startup = minute
      $0.overhead.transfer = 2 * minute
    }
    #expect(
      try drawn(scenario) == """
        cook 1 |oooaa.|
        cook 2 |ooooAA|
        """)
  }

  @Test("three steps on two cores, and on one interpreter lock")
  func sharing() throws {
    let tasks = [task("a", 3, work(2))]
    #expect(
      try drawn(kitchen(3, tasks) { $0.cores = 2 }) == """
        cook 1 |aaa|
        cook 2 |AAA|
        cook 3 |aaa|
        """)
    #expect(
      try drawn(kitchen(3, tasks) { $0.pools[0].kind = .pythonThreads }) == """
        cook 1 |aaaaaa|
        cook 2 |AAAAAA|
        cook 3 |aaaaaa|
        """)
  }

  @Test("seventeen shares leave no nanosecond over", arguments: [3, 7, 16])
  func exactShares(workers: Int) throws {
    let scenario = kitchen(workers, [task("a", workers * 2, work(2))]) { $0.cores = 1 }
    #expect(try simulated(scenario).makespan == Int64(workers) * 4 * minute)
  }

  @Test("a slow worker takes longer, and the excess is slowed")
  func speeds() throws {
    let scenario = kitchen(2, [task("a", 3, work(2))]) {
      $0.pools[0].speeds = [.one, Ratio(1, 2)]
    }
    #expect(
      try drawn(scenario) == """
        cook 1 |aaaa|
        cook 2 |AAAA|
        """)
    #expect(try result(scenario).account.slowed == Int128(2 * minute))
  }

  @Test("an attempt that fails is lost time, and what follows is skipped")
  func failures() throws {
    let scenario = kitchen(
      1,
      [
        task("a", 1, work(2)) {
          $0.failureProbability = 1
          $0.retries = 1
        },
        task("b", 1, work(1)), task("c", 1, work(1)) { $0.after = [0] },
      ])
    let run = try simulated(scenario)
    #expect(lanes(of: run, tick: minute) == "cook 1 |xxbxx|")
    let result = run.evaluate(variant: "default")
    #expect(result.failedCount == 1 && result.skippedCount == 1 && result.finishedCount == 1)
    #expect(result.account.failed == Int128(4 * minute))
    #expect(result.speedup == nil && result.bounds == nil)
  }

  @Test("a horizon counts what ends at it, and starts nothing")
  func horizon() throws {
    let scenario = kitchen(1, [task("a", 3, work(2))]) { $0.until = 4 * minute }
    let run = try simulated(scenario)
    #expect(lanes(of: run, tick: minute) == "cook 1 |aaAA|")
    #expect(run.end == RunEnd(.cut, at: 4 * minute))
    #expect(run.evaluate(variant: "default").finishedCount == 2)
    let whole = try simulated(kitchen(1, [task("a", 2, work(2))]) { $0.until = 4 * minute })
    #expect(whole.end == RunEnd(.settled, at: 4 * minute))
  }

  @Test("two philosophers with two forks are stuck")
  func deadlock() throws {
    let forks = [Resource(name: "left", capacity: 1), Resource(name: "right", capacity: 1)]
    let tasks = [
      task("plato", 1, work(1), work(1, uses: [1])) { $0.uses = [Claim(resource: 0)] },
      task("zeno", 1, work(1), work(1, uses: [0])) { $0.uses = [Claim(resource: 1)] },
    ]
    guard case .deadlock(let blocked) = try simulated(kitchen(2, tasks, resources: forks)).end.cause
    else {
      Issue.record("no deadlock")
      return
    }
    #expect(blocked.map(\.job) == ["zeno 1", "plato 1"])
    #expect(blocked.map(\.holds) == [["cook 2", "right 1"], ["cook 1", "left 1"]])
    #expect(blocked.map(\.waitsFor) == ["left", "right"])
  }

  @Test("a claim of two units waits for both, and blocks those behind it")
  func units() throws {
    let scenario = kitchen(
      3,
      [
        task("a", 1, work(2)) { $0.uses = [Claim(resource: 0)] },
        task("b", 1, work(2)) { $0.uses = [Claim(resource: 0, units: 2)] },
        task("c", 1, work(1)) { $0.uses = [Claim(resource: 0)] },
      ], resources: [Resource(name: "oven", capacity: 2)])
    #expect(
      try drawn(scenario) == """
        cook 1 |aa...|
        cook 2 |wwbb.|
        cook 3 |wwwwc|
        oven 1 |aabbc|
        oven 2 |..bb.|
        """)
  }
}
