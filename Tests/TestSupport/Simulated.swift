package import Analysis
package import Model
import Simulation

/// Simulates a scenario and keeps its trace.
package func simulated(
  _ scenario: Scenario, replication: Int = 0, shuffleTies: UInt64? = nil
) throws -> FinishedRun {
  let plan = Plan(scenario, replication: replication)
  let memory = TraceMemory()
  let recorder = Recorder(plan, keepingTraceIn: memory)
  let recorded = try Simulator(plan, into: recorder, shuffleTies: shuffleTies).run()
  return FinishedRun(plan, recorded, trace: memory.trace)
}

/// Simulates a scenario without keeping its trace.
package func untraced(
  _ scenario: Scenario, replication: Int = 0, shuffleTies: UInt64? = nil
) throws -> FinishedRun {
  let plan = Plan(scenario, replication: replication)
  return FinishedRun(
    plan, try Simulator(plan, into: Recorder(plan), shuffleTies: shuffleTies).run())
}

/// The result of a simulated scenario.
package func result(_ scenario: Scenario) throws -> RunResult {
  try simulated(scenario).evaluate(variant: "default")
}

/// Time drawn as text: a row a lane, a character a tick; the first letter of the task in small letters
/// for odd jobs and in capitals for even ones, `w` for blocked, `o` for overhead, `.` for idle.
package func lanes(of run: FinishedRun, tick: Nanoseconds) -> String {
  let lanes = run.evaluate(variant: "default").lanes
  let spans = LaneSpans(run, lanes: lanes).spans
  let width = lanes.map(\.name.count).max() ?? 0
  var text = ""
  for (lane, spans) in zip(lanes, spans) {
    var row = ""
    var time: Nanoseconds = 0
    while time < run.end.elapsed {
      row += spans.first { $0.start <= time && time < $0.end }.map { letter($0, run.plan) } ?? "."
      time += tick
    }
    let name = lane.name + String(repeating: " ", count: width - lane.name.count)
    text += "\(name) |\(row)|\n"
  }
  return String(text.dropLast())
}

private func letter(_ span: LaneSpan, _ plan: Plan) -> String {
  switch span.state {
  case .blocked: return "w"
  case .starting, .dispatching, .transferring: return "o"
  case .failed: return "x"
  case .work, .wait:
    let letter = String(plan.tasks[Int(span.task)].definition.name.prefix(1))
    return span.number % 2 == 0 ? letter.lowercased() : letter.uppercased()
  }
}

extension FinishedRun {
  /// The steps of the run, as the oracle lists them.
  package var steps: [Oracle.StepRun] {
    var open: [[Int32]: (start: Int64, worker: Int)] = [:]
    var steps: [Oracle.StepRun] = []
    func isWork(_ event: TraceEvent) -> Bool {
      plan.scenario.execution == .sync
        || plan.tasks[Int(event.task)].definition.steps[Int(event.step)].kind == .work
    }
    func close(_ key: [Int32], at end: Int64) {
      guard let begun = open.removeValue(forKey: key) else { return }
      steps.append(
        Oracle.StepRun(
          start: begun.start, end: end, task: Int(key[0]), job: Int(key[1]), attempt: Int(key[2]),
          step: Int(key[3]), worker: begun.worker))
    }
    for event in trace?.events.map({ $0 }) ?? [] {
      let key = [event.task, event.number, Int32(event.detail), Int32(event.step)]
      if event.kind == .stepBegan {
        open[key] = (event.time, isWork(event) ? Int(event.lane) : -1)
      } else if event.kind == .stepEnded {
        close(key, at: event.time)
      }
    }
    for key in open.keys { close(key, at: end.elapsed) }
    return steps.sorted()
  }

  /// The units held in the run, as the oracle lists them.
  package var holdings: [Oracle.Holding] {
    var open: [[Int]: TraceEvent] = [:]
    var list: [Oracle.Holding] = []
    func close(_ event: TraceEvent, at end: Int64) {
      list.append(
        Oracle.Holding(
          start: event.time, end: end, resource: Int(event.step), unit: Int(event.lane),
          task: Int(event.task), job: Int(event.number)))
    }
    for event in trace?.events.map({ $0 }) ?? [] {
      if event.kind == .acquired { open[[Int(event.step), Int(event.lane)]] = event }
      if event.kind == .released,
        let begun = open.removeValue(forKey: [Int(event.step), Int(event.lane)])
      {
        close(begun, at: event.time)
      }
    }
    for event in open.values { close(event, at: end.elapsed) }
    return list.sorted()
  }
}
