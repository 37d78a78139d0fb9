import Analysis
import Model
import TestSupport
import Testing

@Suite("Wide graphs")
struct WideGraphTests {
  @Test("a job waits for more predecessors than a short count holds")
  func wideJoin() throws {
    let fork = 70_000
    let starts = [Int32](repeating: 0, count: fork + 1) + [Int32(fork)]
    var task = TaskDefinition(
      name: "toast", count: fork + 1, steps: [Step(.work, .fixed(1_000))])
    task.graph = JobGraph(starts: starts, predecessors: (0..<Int32(fork)).map { $0 })
    let scenario = Scenario(
      name: "Fork and join", pools: [Pool(name: "cook", count: 7)], tasks: [task])
    let run = try simulated(scenario)
    #expect(run.makespan == Nanoseconds(10_001_000))
    #expect(run.sums.span == 2_000)
  }
}
