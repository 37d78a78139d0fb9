import Analysis
import Foundation
import Model
import Simulation
import TestSupport
import Testing

@testable import Execution

/// Runs a scenario for real; worker processes are those of the built program.
func executed(
  _ scenario: Scenario, on kind: WorkerKind = .threads,
  _ change: (inout RealOptions) -> Void = { _ in }
) throws -> (run: FinishedRun, executed: Executed) {
  var options = RealOptions()
  options.program = ToastProgram.path.path
  change(&options)
  let plan = Plan(scenario.on(kind))
  let memory = TraceMemory()
  let executed = try Execution.run(plan, on: kind, options, keepingTraceIn: memory)
  let run = FinishedRun(plan, executed.recorded, trace: memory.trace)
  #expect(run.violation == nil)
  return (run, executed)
}

/// A scenario of one pool.
func scenario(
  workers: Int, _ tasks: [TaskDefinition], resources: [Resource] = [],
  _ change: (inout Scenario) -> Void = { _ in }
) -> Scenario {
  var scenario = Scenario(
    name: "test", pools: [Pool(name: "worker", count: workers)], resources: resources,
    tasks: tasks)
  change(&scenario)
  return scenario
}

let millisecond = TimeUnit.millisecond

/// The kinds of worker that this machine has.
let kindsHere: [WorkerKind] =
  WorkerKind.allCases.filter {
    Execution.find("python3") != nil || $0 == .threads || $0 == .processes
  }

/// Who began which step of which job, in order, without times.
private func beginnings(_ run: FinishedRun) -> [[Int32]] {
  (run.trace.map { Array($0.events) } ?? []).filter { $0.kind == .stepBegan }
    .map { [$0.task, $0.number, Int32($0.step), $0.lane] }
}

private func counts(_ run: FinishedRun) -> [Double] {
  let result = run.evaluate(variant: "default")
  return [result.finishedCount, result.failedCount, result.skippedCount]
}

@Suite("Real runs", .serialized)
struct RealRunTests {
  @Test("the same workers do the same jobs in the same order as simulated", arguments: kindsHere)
  func order(kind: WorkerKind) throws {
    // Each wait is longer than the one before by far more than a busy machine is late.
    let waits = (1...8).map { Nanoseconds($0 * $0) * 25 * millisecond }
    let scenario = scenario(
      workers: 3, [TaskDefinition(name: "job", count: 8, steps: [Step(.wait, .list(waits))])])
    let real = try executed(scenario, on: kind).run
    #expect(beginnings(real) == beginnings(try simulated(scenario.on(kind))))
    #expect(real.makespan ?? 0 >= (try simulated(scenario).makespan ?? 0))
  }

  @Test("random scenarios end with the counts of their simulation", arguments: 0..<24)
  func random(seed: Int) throws {
    var scenario = RandomScenario.make(seed: UInt64(seed))
    // A horizon and arrivals would turn lateness into counts.
    scenario.until = nil
    let ideal = try simulated(scenario)
    guard ideal.end.elapsed > 0 else { return }
    let scaled = scenario.scaled(
      by: TimeScale(real: 40 * millisecond, written: max(ideal.end.elapsed, 1)))
    let real = try executed(scaled).run
    let simulated = try simulated(scaled)
    if case .deadlock = simulated.end.cause { return }
    if case .deadlock = real.end.cause { return }
    #expect(counts(real) == counts(simulated))
  }

  @Test("failures and retries are those of the simulation", arguments: kindsHere)
  func failures(kind: WorkerKind) throws {
    var task = TaskDefinition(name: "job", count: 40, steps: [Step(.wait, .fixed(millisecond))])
    task.failureProbability = 0.4
    task.retries = 1
    let scenario = scenario(workers: 4, [task])
    let (ideal, real) = (try simulated(scenario), try executed(scenario, on: kind).run)
    #expect(ideal.failedCount > 0)
    #expect(counts(real) == counts(ideal))
  }

  @Test("chunks: every worker gets the jobs that the simulation gives it", arguments: kindsHere)
  func chunks(kind: WorkerKind) throws {
    let scenario = scenario(
      workers: 3,
      [TaskDefinition(name: "job", count: 30, steps: [Step(.wait, .fixed(2 * millisecond))])]
    ) { $0.schedule.assign = .static }
    let real = try executed(scenario, on: kind).run
    let lanes = real.evaluate(variant: "default").lanes.map(\.jobs)
    #expect(lanes == [10, 10, 10])
  }

  @Test("work is processor time: two workers on one core take twice as long")
  func workOnOneCore() throws {
    let scenario = scenario(
      workers: 2,
      [TaskDefinition(name: "job", count: 2, steps: [Step(.work, .fixed(60 * millisecond))])])
    #expect(Execution.restrictCores(to: 1))
    defer { _ = Execution.restrictCores(to: nil) }
    let (run, executed) = try executed(scenario)
    #expect(run.makespan ?? 0 >= 120 * millisecond)
    for measured in executed.measurements { #expect(measured.processor >= 60 * millisecond) }
  }

  @Test("in async a worker serves others while a job waits, and its work blocks the loop")
  func eventLoop() throws {
    let wait = TaskDefinition(name: "wait", steps: [Step(.wait, .fixed(20 * millisecond))])
    let work = TaskDefinition(name: "work", steps: [Step(.work, .fixed(80 * millisecond))])
    let scenario = scenario(workers: 1, [wait, work]) { $0.execution = .async }
    let run = try executed(scenario).run
    let ends = run.trace.map { $0.events.filter { $0.kind == .finished }.map(\.task) }
    // Its wait was over long before, but the only loop was busy.
    #expect(ends?.sorted() == [0, 1])
    let waited = run.trace?.events.first { $0.kind == .finished && $0.task == 0 }
    #expect(waited?.time ?? 0 >= 80 * millisecond)
    #expect(run.makespan ?? 0 >= 80 * millisecond)
  }

  @Test("async runs finish everything on every kind of worker", arguments: kindsHere)
  func asyncRuns(kind: WorkerKind) throws {
    let steps = [
      Step(.work, .fixed(millisecond)), Step(.wait, .fixed(5 * millisecond)),
      Step(.wait, .fixed(3 * millisecond)), Step(.work, .fixed(millisecond)),
    ]
    var task = TaskDefinition(name: "job", count: 12, steps: steps)
    task.uses = [Claim(resource: 0)]
    let scenario = scenario(workers: 2, [task], resources: [Resource(name: "desk", capacity: 3)]) {
      $0.execution = .async
    }
    let run = try executed(scenario, on: kind).run
    #expect(counts(run) == [12, 0, 0])
    #expect(run.makespan ?? 0 >= 40 * millisecond)
  }

  @Test("overheads that the scenario has are imitated")
  func overheads() throws {
    let scenario = scenario(
      workers: 2, [TaskDefinition(name: "job", count: 4, steps: [Step(.wait, .fixed(millisecond))])]
    ) {
      $0.overhead.startup = 10 * millisecond
      $0.overhead.dispatch = 5 * millisecond
      $0.overhead.transfer = 2 * millisecond
    }
    for kind in [WorkerKind.threads, .processes] {
      let run = try executed(scenario, on: kind).run
      #expect(run.makespan ?? 0 >= (try simulated(scenario).makespan ?? 0))
      let account = run.evaluate(variant: "default").account
      #expect(account.startup >= Int128(30 * millisecond))
      #expect(account.transfer >= Int128(8 * millisecond))
    }
  }

  @Test("the horizon ends the run, and nothing that is due later counts", arguments: kindsHere)
  func horizon(kind: WorkerKind) throws {
    let toast = TaskDefinition(
      name: "toast", count: 100, steps: [Step(.wait, .fixed(100 * millisecond))])
    let scenario = scenario(workers: 1, [toast]) { $0.until = 250 * millisecond }
    let run = try executed(scenario, on: kind).run
    #expect(run.end == RunEnd(.cut, at: 250 * millisecond))
    #expect(counts(run)[0] <= 2)
  }

  @Test("a deadlock is one for real, and ends the run")
  func deadlock() throws {
    var tasks = ["ann", "ben"].map {
      TaskDefinition(name: $0, steps: [Step(.wait, .fixed(millisecond))])
    }
    for task in tasks.indices {
      tasks[task].steps = [
        Step(.wait, .fixed(20 * millisecond)), Step(.wait, .fixed(millisecond)),
      ]
      tasks[task].uses = [Claim(resource: task)]
      tasks[task].steps[1].uses = [Claim(resource: 1 - task)]
    }
    let scenario = scenario(
      workers: 2, tasks,
      resources: [Resource(name: "left", capacity: 1), Resource(name: "right", capacity: 1)])
    for kind in [WorkerKind.threads, .processes] {
      let run = try executed(scenario, on: kind).run
      guard case .deadlock(let jobs) = run.end.cause else {
        Issue.record("\(kind) ended with \(run.end.cause)")
        continue
      }
      #expect(jobs.count == 2)
    }
  }

  @Test("arrivals come when they are due")
  func arrivals() throws {
    var task = TaskDefinition(name: "guest", count: 5, steps: [Step(.wait, .fixed(millisecond))])
    task.arrive = .fixed(10 * millisecond)
    let run = try executed(scenario(workers: 2, [task])).run
    let ready = run.trace.map { $0.events.filter { $0.kind == .ready }.map(\.time) } ?? []
    #expect(ready.count == 5)
    for (number, time) in ready.enumerated() { #expect(time >= Int64(number) * 10 * millisecond) }
  }

  @Test("an interrupt ends the run at once, with what was done", arguments: kindsHere)
  func interrupt(kind: WorkerKind) throws {
    let scenario = scenario(
      workers: 2,
      [TaskDefinition(name: "job", count: 100, steps: [Step(.wait, .fixed(50 * millisecond))])])
    let options = RealOptions()
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 0.8)
    timer.setEventHandler { options.interrupt.raise() }
    timer.activate()
    let (run, executed) = try executed(scenario, on: kind) { $0.interrupt = options.interrupt }
    #expect(executed.wasInterrupted)
    #expect(run.end.cause == .cut)
    #expect(run.end.elapsed < 2_400 * millisecond)
  }
}
