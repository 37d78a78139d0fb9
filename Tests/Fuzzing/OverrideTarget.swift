import Model

@testable import ScenarioFiles

/// Changes of the command line, `PATH=VALUE` one after another, of a scenario that has every section: mistakes
/// point into the change, what is accepted is a valid scenario.
enum OverrideTarget: FuzzTarget {
  static let name = "override"
  /// Between two changes; a change may have several lines.
  private static let separator: Unicode.Scalar = "\u{1F}"
  static let mostBytes = 400

  static var words: [String] {
    ScenarioTarget.words + [
      "tasks.toast.steps.2.wait", "workers.cook.count", "tasks.toast.uses", "=none", "={", "=[",
      "\u{1F}", "\n", "resources.toaster", "variants.sync", "overhead.dispatch", "schedule.chunk",
      "expect.1",
    ]
  }

  static func seeds() -> [[UInt8]] {
    [
      "workers.cook=3", "tasks.toast.steps.2.wait=1 min", "tasks.toast.count=7\u{1F}seed=3",
      "execution=async", "schedule.order=random\u{1F}schedule.chunk=auto", "tasks.serve=none",
      "tasks.butter.work=[1 min, 2 min]", "tasks.toast.uses={ toaster: 2 }",
      "workers.cook={ count: 2, speed: [1, 0.8] }", "until=4 h", "cores=2", "name=A: b",
      "tasks.new={ count: 3, work: 1 s }\u{1F}tasks.serve.after=[butter, new]",
      "tasks.new=\n  count: 3\n  work: 1 s\n",
      "tasks.coffee.work={ csv: times.csv, column: seconds, unit: s }", "expect.1=none",
    ].map { Array($0.utf8) }
  }

  private static let breakfast = Array(
    """
    name: Breakfast
    workers: { cook: { count: 2, kind: threads }, till: { count: 1, speed: [1, 0.8] } }
    resources: { toaster: 4, coffee-maker: 1 }
    tasks:
      toast: { count: 10, by: cook, uses: toaster, steps: [ work: 10 s, wait: 2 min, work: 5 s ] }
      coffee: { count: 5, by: cook, wait: 5 min, uses: coffee-maker }
      butter: { each: toast, by: cook, work: uniform 5 s to 15 s }
      serve: { after: [butter, coffee], by: till, work: 1 min, fails: 1 %, retries: 3 }
    execution: async
    cores: 2
    schedule: { assign: dynamic, chunk: 1, order: fifo }
    overhead: { startup: 50 ms, dispatch: 1 ms, transfer: 0 s }
    variants:
      one-cook: { workers.cook: 1 }
      sync: { execution: sync }
    baseline: one-cook
    sweep: { workers.cook: 1..8 x2 }
    expect:
      - makespan > 10 min
    """.utf8)

  static func check(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    let changes = text.unicodeScalars.split(separator: separator).prefix(4)
    let overrides = changes.compactMap { change -> Override? in
      guard let equals = change.firstIndex(of: "="), equals > change.startIndex else { return nil }
      return Override(
        path: String(change[..<equals]), value: String(change[change.index(after: equals)...]),
        label: "--set")
    }
    let sources =
      [ScenarioTarget.lines(of: breakfast)]
      + overrides.map { ScenarioTarget.lines(of: Array("\($0.path)=\($0.value)".utf8)) }
    do {
      ScenarioTarget.check(
        try ScenarioFile(
          breakfast, label: "breakfast.yaml", folder: nil, overrides: overrides,
          tables: ScenarioTarget.table), of: sources)
    } catch {
      ScenarioTarget.check(error, of: sources)
    }
    checkPath(text)
  }

  private static let file = try? ScenarioFile(breakfast, label: "b.yaml", folder: nil, tables: [:])

  /// A path that has a value can be set to it, and has it then.
  private static func checkPath(_ text: String) {
    guard let file, let value = file.value(at: text) else { return }
    let change = Override(path: text, value: value, label: "--set")
    hold(
      file.value(at: text, changedBy: [change]) == value, "\(text) = \(value) stays what it was")
  }
}
