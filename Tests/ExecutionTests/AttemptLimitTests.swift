import Analysis
import Model
import TestSupport
import Testing

@testable import Execution

/// Ends of steps and limits at the same instant, which goes one way or the other each time: whatever
/// comes first, the right attempt is given up, and no other one.
@Suite("Limits of attempts", .serialized)
struct AttemptLimitTests {
  private let limit: Nanoseconds = 60 * millisecond
  /// So long that nobody would wait for it.
  private let endless: Nanoseconds = 60 * TimeUnit.second

  private func hasGivenUp(_ executed: Executed, _ job: String) -> Bool {
    executed.incidents.contains { $0.hasPrefix("\(job) was given up at its limit") }
  }

  @Test(
    "a leg whose step ends as its limit passes has the limit in its next step, too",
    arguments: kindsHere)
  func nextStep(kind: WorkerKind) throws {
    let job = TaskDefinition(
      name: "job", count: 8, steps: [Step(.wait, .fixed(limit)), Step(.wait, .fixed(endless))])
    let (run, executed) = try executed(scenario(workers: 4, [job]), on: kind) {
      $0.limit = .time(limit)
    }
    #expect((1...8).allSatisfy { hasGivenUp(executed, "job \($0)") }, "\(executed.incidents)")
    #expect(run.makespan ?? endless < endless)
  }

  @Test(
    "the limit of what blocks a loop is kept, whoever sees that it has passed", arguments: kindsHere
  )
  func loops(kind: WorkerKind) throws {
    let blocks = TaskDefinition(name: "blocks", steps: [Step(.work, .fixed(endless))])
    let waits = TaskDefinition(name: "waits", count: 4, steps: [Step(.wait, .fixed(limit))])
    let (run, executed) = try executed(
      scenario(workers: 2, [blocks, waits]) { $0.execution = .async }, on: kind
    ) { $0.limit = .time(limit) }
    #expect(
      hasGivenUp(executed, "blocks") || hasGivenUp(executed, "blocks 1"), "\(executed.incidents)")
    #expect(run.makespan ?? endless < endless)
  }

  @Test("who is stopped for one job's limit does not take the next one along", arguments: kindsHere)
  func nextJob(kind: WorkerKind) throws {
    let job = TaskDefinition(name: "job", count: 24, steps: [Step(.wait, .fixed(limit))])
    let executed = try executed(scenario(workers: 4, [job]), on: kind) { $0.limit = .time(limit) }
      .executed
    #expect(executed.incidents.allSatisfy { $0.contains("given up at its limit") })
  }

  @Test("a limit that passes while a worker has nothing to do for its job is not the next job's")
  func emptySteps() throws {
    let empty = TaskDefinition(
      name: "empty", count: 400, steps: [Step(.wait, .fixed(0)), Step(.wait, .fixed(0))])
    let real = TaskDefinition(
      name: "real", count: 40, steps: [Step(.wait, .fixed(10 * millisecond))])
    let executed = try executed(scenario(workers: 4, [empty, real])) { $0.limit = .ofMedian(40) }
      .executed
    #expect(executed.incidents.allSatisfy { !$0.contains("real") }, "\(executed.incidents)")
  }
}

/// Where a queue of guests, or a horizon, waits for the workers: time begins when they are up.
@Suite("The beginning of real runs")
struct BeginningTests {
  private func events(
    _ kind: WorkerKind, _ change: (inout Scenario) -> Void
  ) throws -> [TraceEvent] {
    var guest = TaskDefinition(name: "guest", count: 20, steps: [Step(.wait, .fixed(millisecond))])
    guest.arrive = .fixed(5 * millisecond)
    let run = try executed(scenario(workers: 2, [guest], change), on: kind).run
    return run.trace.map { Array($0.events) } ?? []
  }

  @Test("no guest but the first has come before all workers are up", arguments: kindsHere)
  func arrivals(kind: WorkerKind) throws {
    let events = try events(kind) { _ in }
    let lastUp = try #require(events.lastIndex { $0.kind == .up })
    #expect(events[..<lastUp].allSatisfy { $0.kind != .ready || $0.number == 0 })
    #expect(events.contains { $0.kind == .ready && $0.number == 19 })
  }

  @Test("a horizon that is shorter than a start is not over before it", arguments: kindsHere)
  func horizon(kind: WorkerKind) throws {
    let events = try events(kind) { $0.until = 40 * millisecond }
    #expect(events.count { $0.kind == .up } == 2)
  }
}
