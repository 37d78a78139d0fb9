import Analysis
import Model
import Simulation
import TestSupport
import Testing

/// A run that ends at the last instant that the clock can count, and one a nanosecond later.
@Suite("The end of time")
struct ClockLimitTests {
  private static let last = Int64.max - 1

  private func scenario(_ steps: [Int64], at speeds: [Ratio] = [.one]) -> Scenario {
    Scenario(
      name: "", pools: [Pool(name: "cook", count: 1, speeds: speeds)],
      tasks: [TaskDefinition(name: "toast", steps: steps.map { Step(.work, .fixed($0)) })])
  }

  @Test("is the largest instant less one")
  func largestInstant() throws {
    let run = try simulated(scenario([Self.last - 5, 5]))
    #expect(run.makespan == Self.last)
    #expect(throws: SimulationError.beyondClock) { try simulated(scenario([Self.last - 5, 6])) }
  }

  /// A job of 42 years takes 334 at an eighth of the speed, so its chain alone passes the clock.
  @Test("is known where a chain passes it only at the workers' speed")
  func slowChain() throws {
    var slow = scenario([1_317_624_576_000_000_000], at: [Ratio(1, 8)])
    slow.until = 1_000_000_000
    #expect(try simulated(slow).sums.isSpanBeyondClock)
    slow.pools[0].speeds = [Ratio(1, 6)]
    #expect(try !simulated(slow).sums.isSpanBeyondClock)
  }

  @Test("comes exactly for the many jobs of a large count", arguments: [1, 3, 7, 1_000])
  func largeCounts(workers: Int64) throws {
    let count: Int64 = 100_000
    let rounds = (count + workers - 1) / workers
    var large = scenario([Self.last / rounds])
    large.tasks[0].count = Int(count)
    large.pools[0].count = Int(workers)
    let run = try untraced(large)
    #expect(run.makespan == rounds * (Self.last / rounds))
    #expect(run.violation == nil)
    large.tasks[0].steps[0].duration = .fixed(Self.last / rounds + 1)
    #expect(throws: SimulationError.beyondClock) { try untraced(large) }
  }

  @Test("comes exactly for work that shares a core or a lock", arguments: [2, 3, 7, 16, 1_000])
  func sharedWork(jobs: Int64) throws {
    for kind in [WorkerKind.pythonThreads, .threads] {
      var shared = scenario([Self.last / jobs])
      shared.tasks[0].count = Int(jobs)
      shared.pools[0].count = Int(jobs)
      shared.pools[0].kind = kind
      if kind == .threads { shared.cores = 1 }
      #expect(try untraced(shared).makespan == jobs * (Self.last / jobs))
      shared.tasks[0].steps[0].duration = .fixed(Self.last / jobs + 1)
      #expect(throws: SimulationError.beyondClock) { try untraced(shared) }
    }
  }
}
