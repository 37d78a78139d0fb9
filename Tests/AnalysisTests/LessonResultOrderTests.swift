import Model
import TestSupport
import Testing

@testable import Analysis

private let second: Int64 = 1_000_000_000

@Suite("Results in order and as completed")
struct LessonResultOrderTests {
  @Test("a slow first job keeps back all in order, and none as they come")
  func slowFirst() throws {
    let times = [9, 2, 3, 4].map { $0 * second }
    let scenario = Scenario(
      name: "", pools: [Pool(name: "worker", count: 2)],
      tasks: [
        TaskDefinition(name: "job", count: 4, steps: [Step(.work, .list(times))])
      ])
    let finish = try #require(try simulated(scenario).finishTimes())
    #expect(finish == [9, 2, 5, 9].map { $0 * second })
    let order = ResultOrder(finishTimes: finish)
    #expect(order.inOrder == [9, 9, 9, 9].map { $0 * second })
    #expect(order.asCompleted == [2, 5, 9, 9].map { $0 * second })
  }

  @Test("jobs stand task by task, whatever came first")
  func tasks() throws {
    let slow = TaskDefinition(name: "slow", count: 2, steps: [Step(.work, .fixed(3 * second))])
    let quick = TaskDefinition(name: "quick", count: 1, steps: [Step(.work, .fixed(second))])
    let scenario = Scenario(
      name: "", pools: [Pool(name: "worker", count: 3)], tasks: [slow, quick])
    let finish = try #require(try simulated(scenario).finishTimes())
    #expect(finish == [3, 3, 1].map { $0 * second })
    #expect(ResultOrder(finishTimes: finish).asCompleted == [1, 3, 3].map { $0 * second })
  }

  @Test("there are no times where a job is not finished, or no trace is kept")
  func unknown() throws {
    var scenario = Scenario(
      name: "", pools: [Pool(name: "worker", count: 1)],
      tasks: [TaskDefinition(name: "job", count: 3, steps: [Step(.work, .fixed(second))])])
    #expect(try simulated(scenario).finishTimes() == [1, 2, 3].map { $0 * second })
    scenario.until = 2 * second
    #expect(try simulated(scenario).finishTimes() == nil)
    #expect(ResultOrder(finishTimes: []).inOrder.isEmpty)
  }

  @Test(
    "in order is never before as completed, and both end with the makespan", arguments: 1...200)
  func anyScenario(seed: UInt64) throws {
    let run = try simulated(RandomScenario.make(seed: seed))
    let result = run.evaluate(variant: "default")
    guard let finish = run.finishTimes() else {
      return #expect(result.finishedCount < Double(run.plan.scenario.jobCount))
    }
    #expect(result.finishedCount == Double(run.plan.scenario.jobCount))
    let order = ResultOrder(finishTimes: finish)
    #expect(zip(order.inOrder, order.asCompleted).allSatisfy { $0 >= $1 })
    #expect(zip(order.inOrder, finish).allSatisfy { $0 >= $1 })
    #expect(zip(order.inOrder, order.inOrder.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(order.asCompleted == finish.sorted())
    #expect(order.inOrder.last == order.asCompleted.last)
    if let makespan = result.makespan { #expect(order.asCompleted.last == makespan) }
  }
}
