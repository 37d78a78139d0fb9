public import Analysis
import Model

/// The table `events`: one row an event of a kept trace, in the order of the run.
public enum EventsTable {
  /// The columns.
  public static let columns = [
    TableColumn("run_id", "joins the tables", isNumber: false),
    TableColumn("event", "which event, from 1"),
    TableColumn("t_s", "when"),
    TableColumn("type", "what happened", isNumber: false),
    TableColumn("job_id", "task and number, from 1; of several jobs the first", isNumber: false),
    TableColumn("kind", "the task", isNumber: false),
    TableColumn("lane", "the worker, unit or row of waits", isNumber: false),
    TableColumn("step", "which step, from 1"),
    TableColumn("attempt", "which attempt, from 1"),
    TableColumn("resource", "what was asked for, acquired or released", isNumber: false),
    TableColumn("jobs_count", "how many jobs it concerns"),
  ]

  /// Gives the row of each event of a run; nothing where no trace was kept.
  public static func forEachRow(
    of run: FinishedRun, _ label: RunLabel, _ body: ([JSONValue]) throws -> Void
  ) rethrows {
    guard let trace = run.trace else { return }
    let names = EventNames(run.plan)
    var number = 0
    for event in trace.events {
      number += 1
      try body(row(event, number, label, names))
    }
  }

  private static func row(
    _ event: TraceEvent, _ number: Int, _ label: RunLabel, _ names: EventNames
  ) -> [JSONValue] {
    let task = event.task >= 0 ? names.tasks[Int(event.task)] : nil
    let isStep = event.kind == .stepBegan || event.kind == .stepEnded
    let isAttempt = isStep || [.finished, .retried, .failed].contains(event.kind)
    let isResource = [.asked, .acquired, .released].contains(event.kind)
    let count: Int? =
      switch event.kind {
      case .ready, .asked, .skipped: Int(event.lane)
      case .assigned: Int(event.step)
      default: task == nil ? nil : 1
      }
    return [
      .string(label.id), .count(number), .seconds(Int128(event.time)),
      .string(names.type(of: event.kind)),
      task.map { .numbered($0, UInt64(event.number) + 1) } ?? .null, .text(task),
      .text(names.lane(of: event)), isStep ? .count(Int(event.step) + 1) : .null,
      isAttempt ? .count(Int(event.detail) + 1) : .null,
      isResource ? .string(names.resources[Int(event.step)]) : .null, .count(count),
    ]
  }
}

/// The names that rows of events are made of.
private struct EventNames {
  let tasks: [String]
  let resources: [String]
  private let plan: Plan
  private let workers: [String]

  init(_ plan: Plan) {
    self.plan = plan
    tasks = plan.scenario.tasks.map(\.name)
    resources = plan.scenario.resources.map(\.name)
    workers = (0..<plan.workerCount).map { plan.name(worker: $0) }
  }

  func type(of kind: TraceEvent.Kind) -> String {
    switch kind {
    case .up: "up"
    case .ready: "ready"
    case .assigned: "assigned"
    case .handOutBegan: "hand_out_began"
    case .handOutEnded: "hand_out_ended"
    case .transferBegan: "transfer_began"
    case .transferEnded: "transfer_ended"
    case .asked: "asked"
    case .acquired: "acquired"
    case .released: "released"
    case .stepBegan: "step_began"
    case .stepEnded: "step_ended"
    case .finished: "finished"
    case .retried: "retried"
    case .failed: "failed"
    case .skipped: "skipped"
    case .freed: "freed"
    }
  }

  /// The lane, where the event is about one.
  func lane(of event: TraceEvent) -> String? {
    guard event.lane >= 0 else { return nil }
    let lane = Int(event.lane)
    switch event.kind {
    case .ready, .asked, .skipped: return nil
    case .acquired, .released: return "\(resources[Int(event.step)]) \(lane + 1)"
    case .stepBegan, .stepEnded:
      guard !plan.runsOnWorker(task: Int(event.task), step: Int(event.step)) else {
        return workers[lane]
      }
      return
        "\(plan.scenario.pools[plan.tasks[Int(event.task)].definition.pool].name) waits \(lane + 1)"
    default: return workers.indices.contains(lane) ? workers[lane] : nil
    }
  }
}
