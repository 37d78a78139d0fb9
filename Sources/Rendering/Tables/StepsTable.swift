public import Model

/// The table `steps`: one row a step of a real run, as its worker measured it, by task, job, attempt, step.
public enum StepsTable {
  /// The columns.
  public static let columns = [
    TableColumn("run_id", "joins the tables", isNumber: false),
    TableColumn("task", "the task", isNumber: false),
    TableColumn("job", "task and number, from 1; joins the jobs", isNumber: false),
    TableColumn("attempt", "which attempt, from 1"),
    TableColumn("step", "which step, from 1"),
    TableColumn("asked_s", "processor time of work, length of a wait"),
    TableColumn("span_s", "from the scheduler's decision to its knowledge of the end"),
    TableColumn("inside_s", "from the worker's first to its last instruction for the step"),
    TableColumn("processor_s", "processor time of the worker"),
  ]

  /// Gives the row of each measurement.
  public static func forEachRow(
    of measurements: [StepMeasurement], in scenario: Scenario, _ label: RunLabel,
    _ body: ([JSONValue]) throws -> Void
  ) rethrows {
    let names = scenario.tasks.map(\.name)
    func key(_ step: StepMeasurement) -> (Int32, Int32, Int32, Int32) {
      (step.task, step.number, step.attempt, step.step)
    }
    // Workers report in any order; a table is easier to compare in one.
    for step in measurements.sorted(by: { key($0) < key($1) }) {
      let task = names[Int(step.task)]
      try body([
        .string(label.id), .string(task), .numbered(task, UInt64(step.number) + 1),
        .count(Int(step.attempt) + 1), .count(Int(step.step) + 1), .seconds(Int128(step.asked)),
        .seconds(Int128(step.span)), .seconds(Int128(step.inside)),
        .seconds(Int128(step.processor)),
      ])
    }
  }
}
