import Analysis
import Model
import TestSupport
import Testing

@testable import Execution

/// The rules of real runs on a clock that the test moves: nothing sleeps.
@Suite("A run on the wall clock, driven by hand")
struct WallRunTests {
  private struct Driven: ~Copyable {
    var run: WallRun

    init(_ scenario: Scenario, _ change: (inout RealOptions) -> Void = { _ in }) {
      let plan = Plan(scenario)
      var options = RealOptions()
      change(&options)
      run = WallRun(
        plan, options, into: Recorder(plan, onRealClock: true), sendsWaits: false, hasLoops: false)
      run.begin()
      run.workersUp(0..<plan.workerCount, at: 0)
    }

    /// The jobs that workers begin now, as "job 1 on 2".
    mutating func begun() -> [String] {
      run.takeBegun().map { "\(run.name(of: $0)) on \($0.lane + 1)" }
    }

    @discardableResult
    mutating func end(_ worker: Int, at time: Nanoseconds, status: Int32 = 0) -> Bool {
      run.stepEnded(worker - 1, status: status, inside: 0, processor: 0, at: time)
    }
  }

  private func toasts(_ count: Int, _ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    scenario(
      workers: 1,
      [TaskDefinition(name: "toast", count: count, steps: [Step(.wait, .fixed(100))])], change)
  }

  @Test("what was due by the horizon counts although it ends a little later")
  func grace() {
    var driven = Driven(toasts(3) { $0.until = 20_000 })
    _ = driven.begun()
    driven.end(1, at: 10_000)
    #expect(driven.begun() == ["toast 2 on 1"])
    // Half of the shortest step: 50.
    driven.end(1, at: 20_049)
    #expect(driven.run.end == nil)
    #expect(driven.begun().isEmpty)
    driven.run.fireTimers(at: 20_050, byLoop: false)
    #expect(driven.run.end == RunEnd(.cut, at: 20_000))
    #expect(driven.run.finish().totals.tasks[0].finished == 2)
  }

  @Test("what ends later than that does not count")
  func beyondGrace() {
    var driven = Driven(toasts(2) { $0.until = 20_000 })
    _ = driven.begun()
    driven.end(1, at: 10_000)
    _ = driven.begun()
    driven.end(1, at: 20_051)
    #expect(driven.run.end == RunEnd(.cut, at: 20_000))
    let recorded = driven.run.finish()
    #expect(recorded.totals.tasks[0].finished == 1)
    #expect(recorded.totals.violation == nil)
  }

  @Test("all done within the grace is an ordinary run")
  func settledAtHorizon() {
    var driven = Driven(toasts(1) { $0.until = 10_000 })
    _ = driven.begun()
    driven.end(1, at: 10_030)
    #expect(driven.run.end == RunEnd(.settled, at: 10_000))
  }

  @Test("a worker that dies loses its job alone: it is tried again, what it held is free")
  func loss() {
    var task = TaskDefinition(name: "job", count: 3, steps: [Step(.wait, .fixed(100))])
    task.uses = [Claim(resource: 0), Claim(resource: 1)]
    let two = scenario(
      workers: 2, [task],
      resources: [Resource(name: "pan", capacity: 1), Resource(name: "lid", capacity: 1)])
    var driven = Driven(two)
    #expect(driven.begun() == ["job 1 on 1"])
    driven.run.workerDied(0, cause: "was killed by signal 9", at: 50)
    // Pan and lid went to the other worker, which had queued for them.
    #expect(driven.begun() == ["job 2 on 2"])
    driven.end(2, at: 150)
    #expect(driven.begun() == ["job 3 on 2"])
    driven.run.workerReplaced(0, at: 160)
    driven.end(2, at: 250)
    #expect(driven.begun() == ["job 1 on 1"])
    driven.end(1, at: 350)
    #expect(driven.run.end == RunEnd(.settled, at: 350))
    #expect(driven.run.log.incidents.count == 1)
    let recorded = driven.run.finish()
    #expect(recorded.totals.violation == nil)
    #expect(recorded.totals.account.failed == 50)
    #expect(recorded.totals.tasks[0].finished == 3)
  }

  @Test("a job that ends workers again and again is given up, and what depends on it is skipped")
  func givenUp() {
    var after = TaskDefinition(name: "after", steps: [Step(.wait, .fixed(100))])
    after.after = [0]
    let bad = TaskDefinition(name: "bad", steps: [Step(.wait, .fixed(100))])
    var driven = Driven(scenario(workers: 1, [bad, after])) { $0.retries = 1 }
    for attempt in 1...2 {
      #expect(driven.begun() == ["bad 1 on 1"])
      driven.run.workerDied(0, cause: "was killed by signal 9", at: Int64(attempt) * 10)
      driven.run.workerReplaced(0, at: Int64(attempt) * 10 + 5)
    }
    #expect(driven.run.end?.cause == .settled)
    #expect(driven.run.log.incidents.last?.contains("ended 2 workers and is given up") == true)
    let recorded = driven.run.finish()
    #expect(recorded.totals.tasks.map(\.failed) == [1, 0])
    #expect(recorded.totals.tasks.map(\.skipped) == [0, 1])
  }

  @Test("the rest of a chunk stays with the worker that replaces the dead one")
  func chunkOfDeadWorker() {
    var driven = Driven(toasts(3) { $0.schedule.chunk = .jobs(3) })
    #expect(driven.begun() == ["toast 1 on 1"])
    #expect(driven.run.chunkRest(of: 0, limit: 10).map(\.number) == [1, 2])
    driven.run.workerDied(0, cause: "ended", at: 10)
    driven.run.workerReplaced(0, at: 20)
    #expect(driven.begun() == ["toast 2 on 1"])
    driven.end(1, at: 30)
    #expect(driven.begun() == ["toast 3 on 1"])
    driven.end(1, at: 40)
    #expect(driven.begun() == ["toast 1 on 1"])
    driven.end(1, at: 50)
    #expect(driven.run.end == RunEnd(.settled, at: 50))
    #expect(driven.run.finish().totals.violation == nil)
  }

  @Test("an attempt that passes its limit is told to the backend once, then lost")
  func limit() {
    var driven = Driven(toasts(2)) { $0.limit = .time(500) }
    _ = driven.begun()
    #expect(driven.run.nextTimer == 500)
    driven.run.fireTimers(at: 500, byLoop: false)
    #expect(driven.run.takePassed() == [0])
    #expect(driven.run.takePassed().isEmpty)
    driven.end(1, at: 510, status: Answer.limitPassed)
    #expect(driven.begun() == ["toast 2 on 1"])
    // The first one's timer is gone; the second one's is not due.
    driven.run.fireTimers(at: 600, byLoop: false)
    #expect(driven.run.takePassed().isEmpty)
    driven.end(1, at: 610)
    #expect(driven.run.end == RunEnd(.settled, at: 610))
    #expect(driven.run.finish().totals.tasks[0].failed == 1)
  }

  @Test(
    "a limit that passes while its worker is away counts from then; who ends before being told is spared"
  )
  func limitWhileAway() {
    var driven = Driven(toasts(2)) { $0.limit = .time(500) }
    _ = driven.begun()
    driven.run.fireTimers(at: 500, byLoop: false)
    #expect(driven.run.takePassed() == [0])
    driven.run.restartLimit(of: 0)
    #expect(driven.run.nextTimer == 1_000)
    driven.run.fireTimers(at: 1_000, byLoop: false)
    driven.end(1, at: 1_000)
    #expect(driven.run.takePassed().isEmpty)
    #expect(driven.begun() == ["toast 2 on 1"])
    driven.end(1, at: 1_100)
    #expect(driven.run.log.incidents.isEmpty)
  }

  @Test("a limit by the median holds for those under way as soon as the median is known")
  func limitOfMedian() {
    let four = scenario(
      workers: 2, [TaskDefinition(name: "job", count: 5, steps: [Step(.wait, .fixed(100))])])
    var driven = Driven(four) { $0.limit = .ofMedian(2) }
    _ = driven.begun()
    for number in 1...3 {
      driven.end(2, at: Int64(number) * 100)
      _ = driven.begun()
    }
    // The first job hangs since 0; the median is 100.
    driven.run.fireTimers(at: 301, byLoop: false)
    #expect(driven.run.takePassed() == [0])
  }

  @Test("time never goes back, and an instant may come twice")
  func monotonicTime() {
    var driven = Driven(toasts(2))
    _ = driven.begun()
    driven.end(1, at: 100)
    _ = driven.begun()
    driven.end(1, at: 90)
    #expect(driven.run.end == RunEnd(.settled, at: 100))
  }
}
