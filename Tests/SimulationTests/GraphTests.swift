import Analysis
import Model
import TestSupport
import Testing

private let minute: Int64 = 60_000_000_000

/// A task whose job i takes the i-th time and waits for the i-th list of jobs.
private func graph(_ minutes: [Int64], _ predecessors: [[Int]]) -> TaskDefinition {
  let times = minutes.map { $0 * minute }
  var task = TaskDefinition(name: "g", count: minutes.count, steps: [Step(.work, .list(times))])
  task.graph = JobGraph(predecessors)
  return task
}

private func kitchen(_ cooks: Int, _ tasks: [TaskDefinition]) -> Scenario {
  Scenario(name: "", pools: [Pool(name: "cook", count: cooks)], tasks: tasks)
}

/// Job 0 before jobs 1 and 2, both before job 3.
private let diamond = graph([2, 3, 1, 2], [[], [0], [0], [1, 2]])

private func randomPredecessors(_ count: Int, _ random: inout TestRandom) -> [[Int]] {
  var lists: [[Int]] = []
  for job in 0..<count {
    var list: [Int] = []
    for _ in 0..<(job > 0 ? Int.random(in: 0...3, using: &random) : 0) {
      list.append(Int.random(in: 0..<job, using: &random))
    }
    lists.append(list)
  }
  return lists
}

/// The task with nothing but its steps and dependencies.
private func plain(_ task: TaskDefinition) -> TaskDefinition {
  var plain = TaskDefinition(
    name: task.name, count: task.count, steps: task.steps.map { Step($0.kind, $0.duration) })
  plain.after = task.after
  plain.each = task.each
  plain.graph = task.graph
  return plain
}

/// The same jobs, each as a task of its own that is `after` what the job waits for.
private func separated(_ tasks: [TaskDefinition]) -> [TaskDefinition] {
  var first = 0
  let places = tasks.map { task in
    defer { first += task.count }
    return first..<first + task.count
  }
  var list: [TaskDefinition] = []
  for (position, task) in tasks.enumerated() {
    for job in 0..<task.count {
      let steps = task.steps.map { Step($0.kind, .fixed($0.duration.expected(job: job))) }
      var own = TaskDefinition(name: "\(task.name)-\(job)", steps: steps)
      for source in task.after { own.after += Array(places[source]) }
      for source in task.each { own.after.append(places[source].lowerBound + job) }
      for other in task.graph?.predecessors(of: job) ?? [] {
        own.after.append(places[position].lowerBound + Int(other))
      }
      list.append(own)
    }
  }
  return list
}

private func records(_ run: FinishedRun) throws -> [JobRecord] {
  var list: [JobRecord] = []
  let records = try #require(JobRecords(run))
  records.forEach(in: 0..<records.count) { list.append($0) }
  return list
}

@Suite("Graphs of jobs inside a task")
struct GraphTests {
  @Test("a diamond forks and joins")
  func forkAndJoin() throws {
    #expect(
      lanes(of: try simulated(kitchen(2, [diamond])), tick: minute) == """
        cook 1 |ggGGGGG|
        cook 2 |..g....|
        """)
    #expect(lanes(of: try simulated(kitchen(1, [diamond])), tick: minute) == "cook 1 |ggGGGgGG|")
  }

  @Test("the span of a diamond is its longer side, and its ends are serial")
  func span() throws {
    let run = try simulated(kitchen(2, [diamond]))
    let result = run.evaluate(variant: "default")
    #expect(result.span == 7 * minute && result.makespan == 7 * minute)
    #expect(result.bounds?.lower == Int128(7 * minute) && result.bounds?.binds == "span")
    #expect(result.amdahl?.serial == Int128(4 * minute))
    #expect(result.amdahl?.parallelFraction == 0.5)
    #expect(try records(run).map(\.isCritical) == [true, true, false, true])
  }

  @Test("a chain is serial, and no worker makes it faster", arguments: [1, 2, 16])
  func chain(workers: Int) throws {
    let tasks = [graph([3, 1, 4, 1, 5], [[], [0], [1], [2], [3]])]
    let run = try result(kitchen(workers, tasks))
    #expect(run.makespan == 14 * minute && run.span == 14 * minute)
    #expect(run.speedup == 1)
    #expect(run.amdahl?.parallelFraction == 0 && run.amdahl?.speedup == 1)
  }

  @Test("equal jobs in a graph have a span of its depth, and tasks follow as they do without")
  func depth() throws {
    var mill = TaskDefinition(name: "m", count: 4, steps: [Step(.work, .fixed(2 * minute))])
    mill.graph = JobGraph([[], [0], [1], []])
    var bake = TaskDefinition(name: "b", count: 4, steps: [Step(.work, .fixed(minute))])
    bake.each = [0]
    var serve = TaskDefinition(name: "s", steps: [Step(.work, .fixed(minute))])
    serve.after = [1]
    let run = try simulated(kitchen(3, [mill, bake, serve]))
    #expect(
      lanes(of: run, tick: minute) == """
        cook 1 |mmMMmmbs|
        cook 2 |MMb.B...|
        cook 3 |..B.....|
        """)
    let result = run.evaluate(variant: "default")
    #expect(result.span == 8 * minute)
    #expect(result.amdahl?.serial == Int128(minute))
  }

  @Test("a job that fails for good takes along what waits for it")
  func failure() throws {
    var task = graph([1, 1, 1, 1], [[], [0], [1], []])
    task.failureProbability = 1
    var serve = TaskDefinition(name: "s", steps: [Step(.work, .fixed(minute))])
    serve.after = [0]
    let run = try simulated(kitchen(2, [task, serve]))
    #expect(
      try records(run).map(\.status) == [.failed, .skipped, .skipped, .failed, .skipped])
    #expect(run.end == RunEnd(.settled, at: minute))
  }

  @Test("a job is skipped where one that it waits for is lost, and only there", arguments: 0..<100)
  func losses(seed: UInt64) throws {
    var random = TestRandom(seed: seed)
    let predecessors = randomPredecessors(20, &random)
    var task = graph([Int64](repeating: 1, count: 20), predecessors)
    task.failureProbability = 0.2
    var scenario = kitchen(3, [task])
    scenario.seed = seed
    let run = try simulated(scenario)
    #expect(run.end.cause == .settled && run.violation == nil)
    let statuses = try records(run).map(\.status)
    for (job, list) in predecessors.enumerated() {
      let isCut = list.contains { statuses[$0] != .finished }
      #expect((statuses[job] == .skipped) == isCut, "job \(job)")
    }
  }
}

@Suite("Graphs and the same jobs as separate tasks")
struct GraphEquivalenceTests {
  @Test("run alike", arguments: 0..<200)
  func sameRun(seed: UInt64) throws {
    var random = TestRandom(seed: seed)
    let count = Int.random(in: 1...30, using: &random)
    let minutes = (0..<count).map { _ in Int64.random(in: 1...5, using: &random) }
    var whole = kitchen(
      random.pick([1, 2, 3, 4]), [graph(minutes, randomPredecessors(count, &random))])
    whole.schedule.order = random.pick([.fifo, .shortestFirst, .longestFirst, .criticalPath])
    whole.execution = random.pick([.sync, .async])
    var apart = whole
    apart.tasks = separated(whole.tasks)
    let run = try simulated(whole)
    let other = try simulated(apart)
    #expect(run.violation == nil && other.violation == nil)
    #expect(run.makespan == other.makespan)
    #expect(
      run.steps.map { [$0.start, $0.end, Int64($0.job), Int64($0.worker)] }
        == other.steps.map { [$0.start, $0.end, Int64($0.task), Int64($0.worker)] })
    let (result, expected) = (run.evaluate(variant: ""), other.evaluate(variant: ""))
    #expect(result.bounds == expected.bounds && result.amdahl == expected.amdahl)
  }

  @Test("have the same span, serial work and critical jobs, beside other tasks", arguments: 0..<400)
  func sameSums(seed: UInt64) throws {
    let tasks = RandomScenario.make(seed: 70_000 + seed).tasks.map(plain)
    let run = try simulated(kitchen(2, tasks))
    let other = try simulated(kitchen(2, separated(tasks)))
    let (result, expected) = (run.evaluate(variant: ""), other.evaluate(variant: ""))
    #expect(result.t1 == expected.t1)
    #expect(result.span == expected.span)
    #expect(result.amdahl?.serial == expected.amdahl?.serial)
    #expect(try records(run).map(\.isCritical) == records(other).map(\.isCritical))
  }

  /// The graph that Tests/Benchmarks makes, with a makespan that other engines find too.
  @Test("100 000 jobs on 16 workers take 317 192 ticks")
  func large() throws {
    let tick: Int64 = 1_000
    var random = TestRandom(seed: 42)
    var times: [Int64] = []
    var starts: [Int32] = [0]
    var predecessors: [Int32] = []
    for job in 0..<100_000 {
      times.append(Int64(1 + random.next() % 100) * tick)
      let window = UInt64(min(job, 1_000))
      for _ in 0..<(window > 0 ? 3 : 0) {
        predecessors.append(Int32(job) - 1 - Int32(random.next() % window))
      }
      starts.append(Int32(predecessors.count))
    }
    var task = TaskDefinition(name: "job", count: times.count, steps: [Step(.work, .list(times))])
    task.graph = JobGraph(starts: starts, predecessors: predecessors)
    let run = try simulated(kitchen(16, [task]))
    #expect(run.violation == nil)
    #expect(run.makespan == 317_192 * tick)
  }
}
