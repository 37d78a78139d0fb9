import Analysis
import Foundation
import Model
import TestSupport
import Testing

@testable import Execution

@Suite("Runs that somebody looks at", .serialized)
struct LiveRunTests {
  @Test(
    "events can be read while the run goes on, and are the whole trace at its end",
    arguments: [WorkerKind.threads, .processes])
  func live(kind: WorkerKind) throws {
    let scenario = scenario(
      workers: 3,
      [TaskDefinition(name: "job", count: 240, steps: [Step(.wait, .fixed(10 * millisecond))])])
    let plan = Plan(scenario.on(kind))
    var options = RealOptions()
    options.program = ToastProgram.path.path
    let live = LiveTrace()
    options.live = live
    let background = try BackgroundRun(plan, on: kind, options)
    var partial = 0
    var last: Nanoseconds = 0
    while !background.isOver {
      let (events, now) = live.soFar
      if !events.isEmpty, events.count < 1_000 { partial += 1 }
      #expect(now >= last)
      #expect(events.allSatisfy { $0.time <= now })
      last = now
      _ = Signal().wait(beyond: 0, until: Execution.now + 5 * millisecond)
    }
    let executed = try background.wait()
    #expect(partial > 0)
    #expect(background.end == executed.recorded.end)
    // Replayed, the trace gives the same sums.
    var recorder = Recorder(plan, onRealClock: true)
    for event in live.trace.events { recorder.record(event) }
    recorder.end(executed.recorded.end)
    let replayed = recorder.finish()
    #expect(replayed.totals.violation == nil)
    #expect(replayed.totals.account == executed.recorded.totals.account)
    #expect(replayed.totals.tasks[0].finished == 240)
  }
}
