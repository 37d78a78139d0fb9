import Analysis
import ArgumentParser
import Model
import TestSupport
import Testing

@testable import toast

/// No scenario breaks a promise of the engine, so a run is broken by hand.
@Suite("A run that breaks a promise")
struct BrokenPromiseTests {
  private func run(changing change: (inout [TraceEvent]) -> Void) throws -> FinishedRun {
    let run = try simulated(
      Scenario(
        name: "", pools: [Pool(name: "cook", count: 2)],
        tasks: [TaskDefinition(name: "toast", count: 4, steps: [Step(.work, .fixed(1))])]))
    var events = Array(try #require(run.trace).events)
    change(&events)
    var recorder = Recorder(run.plan)
    for event in events { recorder.record(event) }
    recorder.end(run.end)
    return FinishedRun(run.plan, recorder.finish())
  }

  @Test("is a bug of ours: exit 70, and a message that asks to report it")
  func refused() throws {
    let broken = try run { events in
      if let first = events.firstIndex(where: { $0.kind == .finished }) { events.remove(at: first) }
    }
    let failure = try #require(throws: Failure.self) { try broken.checkPromises() }
    #expect(failure.code.rawValue == 70)
    #expect(
      failure.message.hasPrefix("this is a bug of toast, please report it with the scenario: "))
    #expect(failure.message.hasSuffix("not every job of toast is accounted for"))
  }

  @Test("a run that keeps them passes")
  func kept() throws { try run { _ in }.checkPromises() }
}
