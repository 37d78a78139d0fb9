import Analysis
import Model
import TestSupport
import Testing

@Suite("Timelines")
struct TimelineTests {
  private func timeline(_ scenario: Scenario) throws -> RunTimeline {
    let run = try simulated(scenario)
    return try #require(RunTimeline(run, run.evaluate(variant: "default")))
  }

  /// Some instants of a run: its beginning, its end, and what lies between.
  private func instants(_ run: RunTimeline) -> [Nanoseconds] {
    (0...17).map { Nanoseconds(Int128(run.end) * Int128($0) / 17) }
  }

  @Test("lanes tell of any stretch what adding up their spans tells", arguments: 0..<60)
  func stretches(seed: UInt64) throws {
    let run = try timeline(RandomScenario.make(seed: seed))
    for history in run.histories {
      let borders = instants(run)
      guard run.end > 17 else { continue }
      let found = history.stretches(borders)
      for (index, stretch) in found.enumerated() {
        var times = StateTimes()
        for span in history.spans {
          times[span.state] +=
            max(0, min(span.end, borders[index + 1]) - max(span.start, borders[index]))
        }
        #expect(stretch.times == times)
        #expect(
          history.times(before: borders[index + 1]) - history.times(before: borders[index]) == times
        )
      }
    }
  }

  @Test("counters are those of the events up to the instant", arguments: 0..<60)
  func counters(seed: UInt64) throws {
    let run = try timeline(RandomScenario.make(seed: seed))
    for time in instants(run) {
      let moment = run.moments.moment(at: time)
      var (ready, inService, finished, failed) = (0, 0, 0, 0)
      for event in run.trace.events where event.time <= time {
        switch event.kind {
        case .ready: ready += Int(event.lane)
        case .stepBegan: inService += 1
        case .stepEnded: inService -= 1
        case .finished: finished += 1
        case .failed: failed += 1
        default: break
        }
      }
      #expect(Int(moment.ready) == ready && Int(moment.inService) == inService)
      #expect(Int(moment.finished) == finished && Int(moment.failed) == failed)
      #expect(moment.queued >= 0 && moment.peak >= moment.inService)
    }
  }

  @Test("at the end, work done over elapsed is the speedup against T1", arguments: 0..<120)
  func workDone(seed: UInt64) throws {
    let run = try timeline(RandomScenario.make(seed: seed))
    guard let makespan = run.result.makespan, makespan > 0, run.result.failedCount == 0,
      run.scenario.tasks.allSatisfy({ $0.retries == 0 })
    else { return }
    let found = run.moments.workDone(at: makespan) / Double(makespan)
    let speedup = Double(run.result.t1) / Double(makespan)
    #expect((found - speedup).magnitude <= 1e-6 * max(1, speedup), "seed \(seed)")
  }

  @Test("every lane has a reason at every instant, and idle lanes an idle one", arguments: 0..<60)
  func reasons(seed: UInt64) throws {
    let run = try timeline(RandomScenario.make(seed: seed))
    for time in instants(run) {
      for lane in run.result.lanes.indices where run.result.lanes[lane].width == 1 {
        switch run.reason(lane: lane, at: time) {
        case .busy(let span):
          #expect(span.start <= time && (time < span.end || span.isCut && time == run.end))
        case .queues(let span, let resource, _):
          #expect(span.state == .blocked)
          // Which job of a chunk queues is known when it goes on.
          #expect(resource != nil || span.start == time || span.end == run.end)
        default: #expect(run.histories[lane].span(at: time) == nil)
        }
      }
    }
  }

  @Test("events are found by their position")
  func positions() throws {
    let run = try timeline(RandomScenario.make(seed: 3))
    let all = Array(run.trace.events)
    for range in [0..<0, 0..<1, 3..<9, 0..<all.count, all.count - 1..<all.count + 5] {
      var found: [TraceEvent] = []
      run.trace.forEachEvent(in: range) { found.append($0) }
      #expect(found == Array(all[range.clamped(to: 0..<all.count)]))
    }
  }
}
