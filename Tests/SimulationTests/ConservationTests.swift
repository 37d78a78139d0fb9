import Analysis
import Model
import TestSupport
import Testing

/// What a recorder says of the events of a run, of which some were changed.
private func violation(_ events: [TraceEvent], of run: FinishedRun) -> String? {
  var recorder = Recorder(run.plan)
  for event in events { recorder.record(event) }
  recorder.end(run.end)
  return recorder.finish().totals.violation
}

/// Every run is watched for what must not happen, so events of runs that are wrong must be noticed.
@Suite("Runs that break a promise")
struct ConservationTests {
  /// A random scenario that nothing cuts; a hand-out or a transfer would say again what an event said.
  private func settled(seed: UInt64) throws -> (run: FinishedRun, events: [TraceEvent])? {
    var scenario = RandomScenario.make(seed: seed)
    scenario.until = nil
    scenario.overhead = Overhead()
    let run = try simulated(scenario)
    guard run.end.cause == .settled, let trace = run.trace else { return nil }
    let events = Array(trace.events)
    #expect(violation(events, of: run) == nil, "seed \(seed): the run itself is right")
    return (run, events)
  }

  private func places(of kind: TraceEvent.Kind, in events: [TraceEvent]) -> [Int] {
    events.indices.filter { events[$0].kind == kind }
  }

  @Test("an event that is lost is noticed", arguments: 0..<150)
  func lost(seed: UInt64) throws {
    guard let (run, events) = try settled(seed: seed) else { return }
    let kinds: [TraceEvent.Kind] = [
      .assigned, .acquired, .released, .stepBegan, .stepEnded, .finished, .failed, .skipped, .freed,
    ]
    var random = TestRandom(seed: seed)
    for kind in kinds {
      guard let place = places(of: kind, in: events).randomElement(using: &random) else { continue }
      var fewer = events
      fewer.remove(at: place)
      #expect(violation(fewer, of: run) != nil, "seed \(seed): \(events[place])")
    }
  }

  @Test("an event that comes twice is noticed", arguments: 0..<150)
  func doubled(seed: UInt64) throws {
    guard let (run, events) = try settled(seed: seed) else { return }
    let kinds: [TraceEvent.Kind] = [
      .up, .assigned, .acquired, .released, .stepBegan, .stepEnded, .finished, .failed, .skipped,
      .freed,
    ]
    var random = TestRandom(seed: seed)
    for kind in kinds {
      guard let place = places(of: kind, in: events).randomElement(using: &random) else { continue }
      var more = events
      more.insert(events[place], at: place)
      #expect(violation(more, of: run) != nil, "seed \(seed): \(events[place])")
    }
  }

  @Test("a job that is ready too early is noticed")
  func early() throws {
    var noticed = 0
    for seed in 0..<200 as Range<UInt64> {
      guard let (run, events) = try settled(seed: seed) else { continue }
      let place = events.indices.first { index in
        let event = events[index]
        guard event.kind == .ready, event.task >= 0 else { return false }
        let task = run.plan.tasks[Int(event.task)].definition
        return !task.after.isEmpty || !task.each.isEmpty
      }
      guard let place else { continue }
      var moved = events
      moved.insert(moved.remove(at: place), at: 0)
      let found = violation(moved, of: run)
      #expect(found?.contains("ready before what it depends on") == true, "seed \(seed)")
      noticed += 1
    }
    #expect(noticed > 20)
  }

  @Test("what is wrong is told with the job and the time")
  func sentence() throws {
    var scenario = Scenario(
      name: "", pools: [Pool(name: "cook", count: 1)],
      tasks: [TaskDefinition(name: "toast", count: 2, steps: [Step(.work, .fixed(2_500_000_000))])])
    scenario.resources = [Resource(name: "slot", capacity: 1)]
    scenario.tasks[0].uses = [Claim(resource: 0)]
    let run = try simulated(scenario)
    var events = Array(try #require(run.trace).events)
    let last = try #require(events.lastIndex { $0.kind == .acquired })
    events.insert(events[last], at: last)
    #expect(violation(events, of: run) == "a unit is held twice, at toast 2, 2.5 s")
  }
}
