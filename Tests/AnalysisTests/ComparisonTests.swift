import Model
import TestSupport
import Testing

@testable import Analysis

private let minute: Int64 = 60_000_000_000

private func scenario(
  workers: Int, _ tasks: [TaskDefinition], resources: [Resource] = [],
  _ change: (inout Scenario) -> Void = { _ in }
) -> Scenario {
  var scenario = Scenario(
    name: "Cafe", pools: [Pool(name: "cook", count: workers)], resources: resources, tasks: tasks)
  change(&scenario)
  return scenario
}

private func toast(_ count: Int, work: Int64 = 2) -> TaskDefinition {
  TaskDefinition(name: "toast", count: count, steps: [Step(.work, .fixed(work * minute))])
}

/// A toast and a coffee that cook by themselves, one cook.
private func breakfast(_ execution: ExecutionMode) -> Scenario {
  var tasks = [
    TaskDefinition(name: "toast", steps: [Step(.wait, .fixed(2 * minute))]),
    TaskDefinition(name: "coffee", steps: [Step(.wait, .fixed(5 * minute))]),
  ]
  tasks[0].uses = [Claim(resource: 0)]
  tasks[1].uses = [Claim(resource: 1)]
  let resources = ["toaster", "coffee-maker"].map { Resource(name: $0, capacity: 1) }
  return scenario(workers: 1, tasks, resources: resources) { $0.execution = execution }
}

private func compare(_ before: Scenario, _ after: Scenario) throws -> RunComparison {
  try #require(RunComparison(simulated(before), simulated(after)))
}

/// The sums of the causes that took time, in minutes.
private func minutes(_ causes: [TimeCause], _ times: [Int128]) -> [TimeCause: Double] {
  var minutes: [TimeCause: Double] = [:]
  for (cause, time) in zip(causes, times) where time != 0 {
    minutes[cause] = Double(time) / Double(minute)
  }
  return minutes
}

private func causes(of scenario: Scenario) throws -> [TimeCause: Double] {
  let run = try simulated(scenario)
  let causes = try #require(JobCauses(run))
  let records = try #require(JobRecords(run))
  var sums = [Int128](repeating: 0, count: causes.causes.count)
  records.forEach(in: 0..<records.count) { job in
    for (place, time) in causes.times(task: job.task, number: job.number).enumerated() {
      sums[place] += Int128(time)
    }
  }
  return minutes(causes.causes, sums)
}

@Suite("What a job's response goes into")
struct JobCausesTests {
  @Test("causes add up to every response, and in sync to the account", arguments: 1...300)
  func conservation(seed: UInt64) throws {
    let scenario = RandomScenario.make(seed: seed)
    let run = try simulated(scenario)
    let causes = try #require(JobCauses(run))
    let records = try #require(JobRecords(run))
    var sums = [Int128](repeating: 0, count: causes.causes.count)
    records.forEach(in: 0..<records.count) { job in
      let times = causes.times(task: job.task, number: job.number)
      for (place, time) in times.enumerated() { sums[place] += Int128(time) }
      #expect(times.allSatisfy { $0 >= 0 })
      let end = job.end ?? run.end.elapsed
      #expect(times.reduce(0, +) == (job.ready.map { end - $0 } ?? 0))
      let queued = zip(causes.causes, times).filter(\.0.isQueued).reduce(0) { $0 + $1.1 }
      #expect(times.reduce(0, +) - queued == job.service)
      if let known = job.queued { #expect(queued == known) }
    }
    if let chain = FinishChain(run, records, causes) {
      #expect(Int128(chain.arrival) + chain.times.reduce(0, +) == Int128(run.end.elapsed))
    }
    guard scenario.execution == .sync else { return }
    let account = run.totals.account
    #expect(sums[0] == account.work + account.wait && sums[1] == account.slowed)
    #expect(sums[2] == account.failed && sums[7] == account.transfer)
    #expect(sums[TimeCause.common.count...].reduce(0, +) == account.blocked)
  }

  @Test("jobs of a chunk wait for a worker, then behind each other")
  func chunks() throws {
    // Chunks of 2: toasts 1, 2 at 0, toasts 3, 4 at 4 min.
    let chunked = scenario(workers: 1, [toast(4)]) { $0.schedule.chunk = .jobs(2) }
    #expect(try causes(of: chunked) == [.service: 8, .worker: 8, .chunk: 4])
    #expect(try causes(of: scenario(workers: 1, [toast(4)])) == [.service: 8, .worker: 12])
  }

  @Test("hand-outs, transfers and starts have names of their own")
  func overheads() throws {
    // Up at 3; two hand-outs of 1 min, each before a transfer of 1 min and a toast of 2 min.
    let slow = scenario(workers: 1, [toast(2)]) {
      $0.overhead.startup = 3 * minute
      $0.overhead.dispatch = minute
      $0.overhead.transfer = minute
    }
    #expect(
      try causes(of: slow) == [.service: 4, .startup: 6, .dispatch: 2, .transfer: 2, .worker: 4])
    // In async both hand-outs queue for the coordinator; the second job then for its worker.
    var async = slow
    async.execution = .async
    #expect(
      try causes(of: async) == [.service: 4, .startup: 6, .dispatch: 3, .transfer: 2, .worker: 2])
  }

  @Test("a chunk's hand-out is the wait of all its jobs")
  func handedOutTogether() throws {
    let slow = scenario(workers: 1, [toast(2)]) {
      $0.overhead.dispatch = minute
      $0.schedule.chunk = .jobs(2)
    }
    #expect(try causes(of: slow) == [.service: 4, .dispatch: 2, .chunk: 2])
  }

  @Test("failed attempts are lost, and their job queues again")
  func failures() throws {
    var task = toast(2)
    task.failureProbability = 1
    task.retries = 1
    // Toasts 1, 2, 1, 2, each of 2 min and in vain: each waits 2 min or 4 min in all.
    #expect(try causes(of: scenario(workers: 1, [task])) == [.failed: 8, .worker: 6])
  }

  @Test("work on too few cores is slowed down")
  func slowed() throws {
    let shared = scenario(workers: 2, [toast(2)]) { $0.cores = 1 }
    #expect(try causes(of: shared) == [.service: 4, .slowed: 4])
  }
}

@Suite("Two runs compared")
struct RunComparisonTests {
  @Test("in async the coffee no longer waits for the cook")
  func overlap() throws {
    let comparison = try compare(breakfast(.sync), breakfast(.async))
    let coffee = comparison.tasks[1].jobs
    #expect(comparison.makespanChange == -2 * minute)
    #expect((comparison.jobs.earlier, comparison.jobs.same) == (1, 1))
    #expect(minutes(comparison.causes, coffee.timesBefore) == [.service: 5, .worker: 2])
    #expect(minutes(comparison.causes, coffee.timesAfter) == [.service: 5])
    #expect(comparison.movedMost.map(\.before.task) == [1])
    // The toast starts with both, but once on the cook and once on its toaster.
    #expect(comparison.parting?.before.task == 0 && comparison.jobs.changedPool == 2)
  }

  @Test("one more worker halves the rounds")
  func workers() throws {
    let comparison = try compare(
      scenario(workers: 1, [toast(4)]), scenario(workers: 2, [toast(4)]))
    let jobs = comparison.jobs
    #expect((jobs.earlier, jobs.later, jobs.same, jobs.moved) == (3, 0, 1, 2))
    #expect(jobs.end.sum == -8 * Int128(minute) && jobs.end.largest == -4 * minute)
    #expect(jobs.end.mean == -2 * Int128(minute) && jobs.reordered == 0)
    #expect(comparison.movedMost.map(\.before.number) == [3, 1, 2])
    #expect(comparison.parting?.before.number == 1)
    let most = try #require(comparison.causeChangedMost(of: jobs))
    #expect(most.cause == .worker && most.change == -8 * Int128(minute))
  }

  @Test("another chunk size trades waiting for a worker for waiting in the chunk")
  func chunks() throws {
    let comparison = try compare(
      scenario(workers: 2, [toast(8)]),
      scenario(workers: 2, [toast(8)]) { $0.schedule.chunk = .jobs(4) })
    let jobs = comparison.jobs
    #expect(comparison.makespanChange == 0 && jobs.end.sum == 0)
    #expect(minutes(comparison.causes, jobs.timesBefore) == [.service: 16, .worker: 24])
    #expect(minutes(comparison.causes, jobs.timesAfter) == [.service: 16, .chunk: 24])
    // 1, 5, 2, 6, ... instead of 1, 2, 3, ...: at least three have to move.
    #expect(jobs.reordered > 0 && jobs.moved == 4)
  }

  @Test("a resource that only one run has is told beside the others")
  func resourceAdded() throws {
    var held = toast(2)
    held.uses = [Claim(resource: 0)]
    let comparison = try compare(
      scenario(workers: 2, [toast(2)]),
      scenario(workers: 2, [held], resources: [Resource(name: "knife", capacity: 1)]))
    #expect(comparison.causes.last == .resource("knife"))
    #expect(comparison.causeChangedMost(of: comparison.jobs)?.cause == .resource("knife"))
    let chain = try #require(comparison.chainAfter)
    #expect(
      minutes(comparison.causes, comparison.times(ofChainAfter: chain))
        == [.service: 2, .resource("knife"): 2])
  }

  @Test("tasks are matched by name, jobs by number; the rest is told")
  func otherTasks() throws {
    let egg = TaskDefinition(name: "egg", steps: [Step(.work, .fixed(minute))])
    let milk = TaskDefinition(name: "milk", steps: [Step(.work, .fixed(minute))])
    let comparison = try compare(
      scenario(workers: 1, [milk, toast(3)]), scenario(workers: 1, [toast(2), egg]))
    #expect(comparison.tasks.map(\.name) == ["milk", "toast", "egg"])
    #expect(comparison.tasks.map(\.countBefore) == [1, 3, 0])
    #expect(comparison.tasks.map(\.countAfter) == [0, 2, 1])
    #expect(comparison.jobs.count == 2 && comparison.jobs.end.sum == -2 * Int128(minute))
  }

  @Test("a run beside itself is the same, event for event", arguments: 1...40)
  func same(seed: UInt64) throws {
    let scenario = RandomScenario.make(seed: seed)
    let comparison = try compare(scenario, scenario)
    #expect(comparison.isSame && comparison.parting == nil && comparison.movedMost.isEmpty)
    #expect(comparison.jobs.moved == 0 && comparison.jobs.reordered == 0)
    #expect(comparison.jobs.timesBefore == comparison.jobs.timesAfter)
  }

  @Test("what changes of the chains is what changes of the makespan", arguments: 1...60)
  func chains(seed: UInt64) throws {
    let scenario = RandomScenario.make(seed: seed)
    var more = scenario
    more.pools[0].count += 1
    let comparison = try compare(scenario, more)
    guard let before = comparison.chainBefore, let after = comparison.chainAfter else { return }
    let change =
      comparison.times(ofChainAfter: after).reduce(Int128(after.arrival), +)
      - comparison.times(ofChainBefore: before).reduce(Int128(before.arrival), +)
    #expect(comparison.makespanChange.map { Int128($0) } == change)
  }

  @Test("within the tolerance ends are the same")
  func tolerance() throws {
    let first = try simulated(scenario(workers: 2, [toast(4)]))
    let second = try simulated(scenario(workers: 2, [toast(4)]).stretched(5))
    let exact = try #require(RunComparison(first, second))
    #expect(exact.jobs.later == 4 && exact.movedMost.count == 4)
    let tolerance = RunComparison.realTolerance(first, second)
    let rough = try #require(RunComparison(first, second, tolerance: tolerance))
    #expect(rough.jobs.same == 4 && rough.movedMost.isEmpty && rough.parting == nil)
    #expect(!rough.isSame)
  }

  @Test("without a trace there is nothing to compare")
  func noTrace() throws {
    let run = try simulated(scenario(workers: 1, [toast(2)]))
    let plan = Plan(scenario(workers: 1, [toast(2)]))
    var recorder = Recorder(plan)
    recorder.end(RunEnd(.cut, at: 0))
    let bare = FinishedRun(plan, recorder.finish())
    #expect(RunComparison(run, bare) == nil && RunComparison(bare, run) == nil)
  }

  @Test("a cut run has no makespan, and its unfinished jobs no end")
  func cut() throws {
    let comparison = try compare(
      scenario(workers: 1, [toast(4)]), scenario(workers: 1, [toast(4)]) { $0.until = 5 * minute })
    #expect(comparison.makespanChange == nil && comparison.chainAfter == nil)
    #expect(comparison.jobs.ended == 2 && comparison.jobs.endsOnlyBefore == 2)
  }
}
