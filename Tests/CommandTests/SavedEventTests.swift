import Analysis
import Model
import ScenarioFiles
import Simulation
import TestSupport
import Testing

@testable import toast

/// Found by fuzzing: events of a file were folded unseen, and the engine's tables check no index.
@Suite("Events of saved runs")
struct SavedEventTests {
  private static let scenarios = [
    "workers: { a: 2 }\ntasks: { t: { count: 5, work: 1 s } }\n",
    "workers: { a: 2 }\noverhead: { dispatch: 1 ms, startup: 1 s, transfer: 1 ms }\n"
      + "tasks: { t: { count: 5, work: 1 s }, u: { after: t, steps: [work: 1 s, wait: 2 s] } }\n",
    "workers: { a: 1 }\nresources: { r: 2 }\nexecution: async\noverhead: { dispatch: 1 ms }\n"
      + "tasks:\n  t: { count: 6, steps: [wait: 1 s, wait: 2 s, work: 1 s], uses: r }\n"
      + "  u: { each: t, wait: 1 s, fails: 50 %, retries: 2 }\n  v: { each: u, work: 1 s }\n",
  ]

  private func run(_ text: String) throws -> (plan: Plan, events: [TraceEvent]) {
    let file = try ScenarioFile(Array(text.utf8), label: "s.yaml", folder: nil)
    let run = try simulated(try file.scenario())
    return (run.plan, try #require(run.trace).events.map { $0 })
  }

  @Test("are accepted as they were written", arguments: scenarios)
  func written(scenario: String) throws {
    let (plan, events) = try run(scenario)
    var check = SavedEventCheck(plan)
    for event in events {
      let isAccepted = check.accepts(event)
      #expect(isAccepted, "\(event)")
    }
    #expect(check.canEnd(at: events.last?.time ?? 0))
    #expect(!check.canEnd(at: (events.last?.time ?? 0) - 1))
  }

  @Test("are refused where a worker, unit, row or job of them is not there", arguments: scenarios)
  func outside(scenario: String) throws {
    let (plan, events) = try run(scenario)
    for (position, event) in events.enumerated() {
      for lane in [Int32.min, -5, 1 << 20, .max] {
        var changed = event
        changed.lane = lane
        #expect(!isAccepted(changed, after: events[..<position], plan), "\(changed)")
      }
      // Events of a worker alone have neither.
      for change in [\TraceEvent.task, \TraceEvent.number] {
        var changed = event
        changed[keyPath: change] = .max
        #expect(!isAccepted(changed, after: events[..<position], plan), "\(changed)")
      }
    }
  }

  @Test("are refused where they go back in time, or come twice", arguments: scenarios)
  func backwards(scenario: String) throws {
    let (plan, events) = try run(scenario)
    let once: Set<TraceEvent.Kind> = [
      .ready, .handOutBegan, .handOutEnded, .transferBegan, .transferEnded, .stepBegan, .stepEnded,
    ]
    for (position, event) in events.enumerated() {
      var early = event
      early.time = .min
      #expect(!isAccepted(early, after: events[..<position], plan), "\(early)")
      guard once.contains(event.kind) else { continue }
      #expect(!isAccepted(event, after: events[...position], plan), "\(event) twice")
    }
  }

  /// Found by reading: times of jobs that were never ready were subtracted from those that they had.
  @Test("are refused where a job is over that never was ready, or that a step still has")
  func order() throws {
    let (plan, events) = try run(Self.scenarios[0])
    let ready = try #require(events.firstIndex { $0.kind == .ready })
    let begun = try #require(events.firstIndex { $0.kind == .stepBegan })
    let over = try #require(events.first { $0.kind == .finished })
    for kind in [TraceEvent.Kind.finished, .failed, .retried] {
      var event = over
      event.kind = kind
      event.time = 0
      #expect(!isAccepted(event, after: events[..<ready], plan), "\(kind)")
    }
    var skipped = Array(events[...ready])
    skipped[ready].kind = .skipped
    var first = events[begun]
    first.time = 0
    #expect(!isAccepted(first, after: skipped[...], plan))
    var early = events[begun]
    early.kind = .finished
    #expect(!isAccepted(early, after: events[...begun], plan))
    let last = try #require(events.lastIndex { $0.kind == .finished })
    #expect(!isAccepted(events[last], after: events[...last], plan))
  }

  @Test("are refused where a job is handed out and transferred at once")
  func handOutAndTransfer() throws {
    let (plan, events) = try run(Self.scenarios[1])
    let handOut = try #require(events.firstIndex { $0.kind == .handOutBegan })
    var transfer = try #require(events.first { $0.kind == .transferBegan })
    transfer.time = events[handOut].time
    (transfer.task, transfer.number) = (events[handOut].task, events[handOut].number)
    transfer.lane = max(0, events[handOut].lane)
    #expect(!isAccepted(transfer, after: events[...handOut], plan))
    let moved = try #require(events.firstIndex { $0.kind == .transferBegan })
    var again = events[handOut]
    again.time = events[moved].time
    (again.task, again.number) = (events[moved].task, events[moved].number)
    #expect(!isAccepted(again, after: events[...moved], plan))
  }

  private func isAccepted(
    _ event: TraceEvent, after events: ArraySlice<TraceEvent>, _ plan: Plan
  ) -> Bool {
    var check = SavedEventCheck(plan)
    return events.allSatisfy { check.accepts($0) } && check.accepts(event)
  }
}
