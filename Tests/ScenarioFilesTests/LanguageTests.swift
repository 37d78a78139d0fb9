import Foundation
import Model
import ScenarioFiles
import TestSupport
import Testing

/// Reads a text as a scenario file.
func scenario(
  _ text: String, variant: String? = nil, set: [(String, String)] = [], folder: String? = nil,
  overridesFirst: Bool = false
) throws -> Scenario {
  let overrides = set.map { Override(path: $0.0, value: $0.1, label: "--set") }
  return try ScenarioFile(
    Array(text.utf8), label: "test.yaml", folder: folder, overrides: overrides
  ).scenario(variant: variant, overridesFirst: overridesFirst)
}

private let second: Int64 = 1_000_000_000
private let minute = 60 * second

@Suite("The scenario language")
struct LanguageTests {
  private func duration(_ text: String) throws -> DurationRule? {
    try scenario("workers: { cook: 1 }\ntasks:\n  a:\n    count: 9\n    work: \(text)")
      .tasks[0].steps[0].duration
  }

  @Test(
    "reads every form of duration exactly",
    arguments: [
      ("2 min", 2 * minute), ("2min", 2 * minute), ("2 m", 2 * minute), ("1h30m", 90 * minute),
      ("1 h 30 min", 90 * minute), ("90 s", 90 * second), ("1.5 s", 1_500_000_000),
      ("250 ms", 250_000_000), ("00:02:00", 2 * minute), ("100:00:00.25", 360_000_250_000_000),
      ("7 us", 7_000), ("3 ns", 3), ("0 s", 0), ("0.000000001 s", 1), ("2.12 h", 7_632 * second),
      ("\"2 min\"", 2 * minute), ("1h0m0.5s", 3_600_500_000_000),
    ] as [(String, Int64)])
  func durations(text: String, nanoseconds: Int64) throws {
    #expect(try duration(text) == .fixed(nanoseconds))
  }

  @Test(
    "reads every distribution",
    arguments: [
      ("uniform 5 s to 15 s", .uniform(5 * second, 15 * second)),
      ("exponential 30 s", .exponential(mean: 30 * second)),
      ("normal 40 s sd 20 s", .normal(mean: 40 * second, sd: 20 * second)),
      ("lognormal 1 min sd 500 ms", .lognormal(mean: minute, sd: second / 2)),
      ("[1 min, 2 min]", .list([minute, 2 * minute])),
    ] as [(String, DurationRule)])
  func distributions(text: String, rule: DurationRule) throws {
    #expect(try duration(text) == rule)
  }

  @Test("the smallest scenario has the language's defaults")
  func smallest() throws {
    let read = try scenario(
      "name: Toast 100 slices\nworkers: { toaster: 4 }\ntasks:\n  toast: { count: 100, work: 2 min }"
    )
    #expect(
      read
        == Scenario(
          name: "Toast 100 slices", pools: [Pool(name: "toaster", count: 4)],
          tasks: [
            TaskDefinition(name: "toast", count: 100, steps: [Step(.work, .fixed(2 * minute))])
          ]))
  }

  /// The language's two large examples.
  static let breakfast = """
    # yaml-language-server: $schema=./scenario.schema.json
    name: Breakfast
    about: Two cooks, four toasters, one coffee maker. Who is the bottleneck?
    workers:
      cook:
        count: 2
        kind: threads
    resources: { toaster: 4, coffee-maker: 1 }
    tasks:
      toast:
        count: 100
        by: cook
        uses: toaster
        steps: [ work: 10 s, wait: 2 min, work: 5 s ]
      coffee: { count: 20, wait: 5 min, uses: coffee-maker }
      butter: { each: toast, work: uniform 5 s to 15 s }
      serve:  { after: [butter, coffee], work: 1 min }
    execution: async
    cores: 2
    schedule: { assign: dynamic, chunk: 1, order: fifo }
    overhead: { startup: 50 ms, dispatch: 1 ms, transfer: 0 s }
    seed: 42
    replications: 10
    variants:
      one-cook: { workers.cook: 1 }
      sync: { execution: sync }
    baseline: one-cook
    sweep: { workers.cook: 1..8 x2 }
    expect:
      - makespan = 101 min within 1 %
      - speedup = 1.0
      - sync.makespan > 3 h
    """

  @Test("reads the language's large example, with every key")
  func largeExample() throws {
    let read = try scenario(Self.breakfast)
    #expect(read.tasks.map(\.count) == [100, 20, 100, 1])
    #expect(read.tasks[2].each == [0])
    #expect(read.tasks[3].after == [2, 1])
    #expect(read.tasks[0].uses == [Claim(resource: 0)])
    #expect(read.tasks[0].steps.map(\.kind) == [.work, .wait, .work])
    #expect(read.cores == 2 && read.replications == 10 && read.baseline == "one-cook")
    #expect(read.overhead.startup == 50_000_000)
    #expect(read.sweep == [SweepAxis(path: "workers.cook", values: ["1", "2", "4", "8"])])
    #expect(read.expectations.count == 3)
    #expect(read.expectations[0].tolerance == 0.01)
    #expect(
      read.expectations[2].left == Expectation.Term(variant: "sync", measure: .makespan))
    #expect(try scenario(Self.breakfast, variant: "one-cook").pools[0].count == 1)
    #expect(try scenario(Self.breakfast, variant: "sync").execution == .sync)
  }

  @Test("reads a line of guests")
  func guests() throws {
    let read = try scenario(
      """
      name: Two tills, 500 guests
      workers: { till: { count: 2, speed: [1, 0.8] } }
      tasks:
        guest: { count: 500, arrive: exponential 30 s, work: lognormal 40 s sd 20 s, fails: 1 %, retries: 3 }
        vip: { count: 20, arrive: 12 min, work: [1 min, 2 min], priority: 1 }
      until: 4 h
      """)
    #expect(read.pools[0].speeds == [Ratio(1, 1), Ratio(4, 5)])
    #expect(read.tasks[0].failureProbability == 0.01 && read.tasks[0].retries == 3)
    #expect(read.tasks[1].priority == 1)
    #expect(read.until == 240 * minute)
  }

  @Test("paths reach through short forms, and none removes")
  func paths() throws {
    let text = """
      workers: { cook: { count: 2, kind: processes }, baker: 1 }
      resources: { oven: 1 }
      tasks:
        toast: { by: cook, count: 5, work: 2 min, uses: oven }
        bread: { by: baker, steps: [ work: 1 s, { wait: 2 s, uses: oven } ] }
      """
    #expect(try scenario(text, set: [("workers.cook", "7")]).pools[0].count == 7)
    #expect(try scenario(text, set: [("workers.cook", "7")]).pools[0].kind == .processes)
    #expect(try scenario(text, set: [("workers.baker.count", "3")]).pools[1].count == 3)
    #expect(
      try scenario(text, set: [("workers.baker.kind", "python-threads")]).pools[1]
        == Pool(name: "baker", count: 1, kind: .pythonThreads))
    #expect(
      try scenario(text, set: [("tasks.toast.steps.1.work", "3 s")]).tasks[0].steps
        == [Step(.work, .fixed(3 * second))])
    #expect(
      try scenario(text, set: [("tasks.bread.steps.2.wait", "9 s")]).tasks[1].steps[1].duration
        == .fixed(9 * second))
    #expect(
      try scenario(text, set: [("tasks.bread.steps.2.uses", "none")]).tasks[1].steps[1].uses == [])
    #expect(try scenario(text, set: [("tasks.bread.steps.2", "none")]).tasks[1].steps.count == 1)
    #expect(try scenario(text, set: [("tasks.toast.uses", "none")]).tasks[0].uses == [])
    #expect(try scenario(text, set: [("tasks.toast.arrive", "none")]).tasks[0].arrive == nil)
    #expect(try scenario(text, set: [("schedule.order", "random")]).schedule.order == .random)
    #expect(
      try scenario(text, set: [("tasks.toast.uses", "{ oven: 1 }")]).tasks[0].uses
        == [Claim(resource: 0)])
  }

  @Test("variants come before the command line's changes, and after them for a baseline")
  func order() throws {
    let text = """
      workers: { cook: 2 }
      tasks: { toast: { count: 9, work: 1 s } }
      variants: { one: { workers.cook: 1 } }
      """
    let set = [("workers.cook", "4")]
    #expect(try scenario(text, variant: "one", set: set).pools[0].count == 4)
    #expect(try scenario(text, variant: "one", set: set, overridesFirst: true).pools[0].count == 1)
  }

  @Test("a wrong change shows the change, not the file")
  func wrongOverride() throws {
    let mistakes = try #require(throws: ScenarioMistakes.self) {
      try scenario(
        "workers: { cook: 1 }\ntasks: { toast: { work: 1 s } }", set: [("tasks.tost.count", "5")])
    }
    #expect(
      mistakes.text.human(mistakes.diagnostics) == """
        error[S040]: there is no `tost` in `tasks`
          --> --set:1:1
           |
         1 | tasks.tost.count=5
           | ^^^^^^^^^^^^^^^^ did you mean `tasks.toast`?

        """)
  }

  @Test(
    "a mistake in a change of several lines is where it stands, found by fuzzing",
    arguments: [
      ("tasks.new", "a: 1\r\nb 2: c\r\nd e", 3, 1), ("tasks.new", "a: 1\nb: 1\nb: 2", 3, 1),
      ("tasks.new", "{ a: 1, a: 2 }", 1, 19), ("tasks\nnew", "x: ]", 2, 8),
      ("name", "{ a: 1,\n a: 2 }", 2, 2),
    ])
  func wrongLongOverride(path: String, value: String, line: Int, column: Int) throws {
    let mistakes = try #require(throws: ScenarioMistakes.self) {
      try scenario("workers: { cook: 1 }\ntasks: { toast: { work: 1 s } }", set: [(path, value)])
    }
    #expect(
      mistakes.diagnostics.contains {
        $0.place?.source == 1 && $0.place?.line == line && $0.place?.column == column
      }, "\(mistakes.diagnostics)")
  }

  @Test("a column of a table gives durations and the count")
  func table() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "name,seconds\na,1.5\nb,2\n\"c, d\",0.25\n".write(
      to: folder.appendingPathComponent("times.csv"), atomically: true, encoding: .utf8)
    let read = try scenario(
      """
      workers: { cook: 1 }
      tasks:
        a: { work: { csv: times.csv, column: seconds, unit: s } }
        b: { each: a, work: 1 s }
      """, folder: folder.path)
    #expect(
      read.tasks[0].steps[0].duration == .list([1_500_000_000, 2 * second, 250_000_000]))
    #expect(read.tasks.map(\.count) == [3, 3])
  }

  @Test("every bundled scenario and each of its variants can be read")
  func bundled() throws {
    let names = Repository.files(in: "Scenarios", ending: ".yaml")
    #expect(names.count >= 8)
    for name in names {
      let file = try ScenarioFile(
        Repository.bytes("Scenarios/\(name)"), label: name, folder: nil)
      for variant in file.variants { _ = try file.scenario(variant: variant) }
    }
  }
}
