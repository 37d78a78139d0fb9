import Analysis
import BundledScenarios
import Model
import ScenarioFiles
import TestSupport
import Testing

@testable import Execution

/// Every bundled scenario for real, in a fraction of a second each.
@Suite("Bundled scenarios for real", .serialized)
struct BundledScenarioTests {
  private static let longest = 250 * millisecond

  /// A scenario in real time, with at most some hundred jobs a task.
  private func scaled(_ name: String) throws -> Scenario {
    let bundled = try #require(BundledScenario.all.first { $0.name == name })
    let file = try ScenarioFile(bundled.bytes, label: name, folder: nil, overrides: [])
    var scenario = try file.scenario()
    for task in scenario.tasks.indices {
      scenario.tasks[task].count = min(scenario.tasks[task].count, 200)
    }
    let ideal = try simulated(scenario)
    let length = max(ideal.end.elapsed, 1)
    return scenario.scaled(by: TimeScale(real: Self.longest, written: max(length, Self.longest)))
  }

  @Test(
    "as many jobs finish, fail and are skipped as in the simulation, in the order of their queue",
    arguments: BundledScenario.all.map(\.name), kindsHere)
  func counts(name: String, kind: WorkerKind) throws {
    let scenario = try scaled(name)
    let ideal = try simulated(scenario.on(kind)).evaluate(variant: "default")
    let run = try executed(scenario, on: kind).run
    let real = run.evaluate(variant: "default")
    if scenario.until != nil {
      // On a busy machine less is done by the horizon, never more.
      #expect(real.finishedCount <= ideal.finishedCount)
      return
    }
    #expect(real.cause == ideal.cause)
    #expect(real.finishedCount == ideal.finishedCount)
    #expect(real.failedCount == ideal.failedCount)
    #expect(real.skippedCount == ideal.skippedCount)
    let isPlain =
      !scenario.hasDependencies && !scenario.hasArrivals && scenario.execution == .sync
      && scenario.pools.count == 1 && scenario.schedule.assign == .dynamic
    guard isPlain else { return }
    #expect(begun(run) == begun(try simulated(scenario.on(kind))))
  }

  /// The jobs in the order in which they began.
  private func begun(_ run: FinishedRun) -> [[Int32]] {
    (run.trace.map { Array($0.events) } ?? [])
      .filter { $0.kind == .stepBegan && $0.step == 0 && $0.detail == 0 }
      .map { [$0.task, $0.number] }
  }
}
