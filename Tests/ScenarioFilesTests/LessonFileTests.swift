import Model
import ScenarioFiles
import Testing

/// Reads a text as a lesson.
func lesson(_ text: String, label: String = "01-ovens.md") throws -> Lesson {
  try LessonFile(Array(text.utf8), label: label).lesson
}

@Suite("Lessons")
struct LessonFileTests {
  private static let text = """
    # Two ovens #

    ```yaml lesson
    minutes: 10
    goals: [tell a makespan]
    topics: [speedup, efficiency]
    talk: slides 3 to 9
    ```

    The bakery has *two* ovens.

    ```yaml scenario
    workers: { oven: 2 }
    tasks:
      tray: { count: 10, work: 15 min }
    variants: { one: { workers.oven: 1 } }
    ```

    ```yaml predict
    question: How long until the last tray is out?
    answer: makespan
    unit: min
    within: 2 min
    hints:
      - How many trays does each oven bake?
      - Trays of an oven times the minutes of a tray.
      - 10 / 2 = 5 trays, 5 x 15 minutes.
    mistakes:
      - answer: t1
        says: That is one oven alone.
    vary: { workers.oven: [2, 3], tasks.tray.count: 10..12 }
    ```

    ```yaml choose
    question: Is one oven faster?
    options:
      - text: yes
        right: one.makespan < makespan
        says: It bakes one tray at a time.
      - { text: no, right: one.makespan > makespan }
    ```

    ```yaml watch
    variants: [default, one]
    ```

    ````text
    ```yaml watch
    ````

    ```yaml explain
    facts:
      - makespan = 75 min
    terms: [speedup]
    ```

    ```yaml scenario late
    workers: { oven: 2 }
    tasks: { tray: { count: 10, work: 15 min } }
    expect: [makespan <= 30 min]
    ```

    ```yaml change
    task: Buy ovens.
    keep: [tasks]
    ```
    <details>

    ```yaml solution
    workers: { oven: 5 }
    tasks: { tray: { count: 10, work: 15 min } }
    ```

    ```yaml watch
    scenario: scenario 1
    workers: 4
    real: [threads]
    ```

    ~~~yaml reveal
    question: And with 11 trays?
    answer: |
      One round *more*.
    ~~~

    ```console
    $ toast --version
    0.1.0
    ```

    """

  /// What a step is, in a word or as its text.
  private func word(_ kind: Lesson.Kind) -> String {
    switch kind {
    case .text(let text): text
    case .scenario(let scenario): "scenario: \(scenario.name)"
    case .predict: "predict"
    case .choose: "choose"
    case .watch: "watch"
    case .explain: "explain"
    case .change: "change"
    case .reveal: "reveal"
    case .console(let text): text
    }
  }

  @Test("have their steps in the order of the file, each with its line")
  func steps() throws {
    let lesson = try lesson(Self.text, label: "mine/01-two-ovens.md")
    #expect(lesson.name == "two-ovens" && lesson.title == "Two ovens")
    #expect(lesson.about.minutes == 10 && lesson.about.goals == ["tell a makespan"])
    #expect(lesson.about.topics == ["speedup", "efficiency"])
    #expect(lesson.about.talk == "slides 3 to 9")
    #expect(
      lesson.steps.map { "\($0.line) \(word($0.kind))" } == [
        "10 The bakery has *two* ovens.", "12 scenario: scenario 1", "19 predict", "34 choose",
        "43 watch", "47 ````text\n```yaml watch\n````", "51 explain", "57 scenario: late",
        "63 change", "67 <details>", "74 watch", "80 reveal", "86 $ toast --version\n0.1.0\n",
      ])
    #expect(lesson.scenario(named: "late").text.hasPrefix("workers: { oven: 2 }\n"))
    #expect(try lesson.scenario(named: "late").file.scenario().name == "Two ovens")
  }

  @Test("have what their questions say")
  func questions() throws {
    let steps = try lesson(Self.text).steps
    guard case .predict(let question) = steps[2].kind, case .choose(let choice) = steps[3].kind
    else { throw Missing() }
    #expect(question.question == "How long until the last tray is out?")
    #expect(question.scenario == "scenario 1" && choice.scenario == "scenario 1")
    #expect(question.answer == .measure(Expectation.Term(measure: .makespan)))
    #expect(question.unit == .time(name: "min", length: TimeUnit.minute))
    #expect(question.tolerance == .amount(120e9))
    #expect(question.hints.count == 3 && question.hints[2] == "10 / 2 = 5 trays, 5 x 15 minutes.")
    #expect(question.mistakes.map(\.says) == ["That is one oven alone."])
    #expect(question.vary.map(\.path) == ["workers.oven", "tasks.tray.count"])
    #expect(question.vary.map(\.values) == [["2", "3"], ["10", "11", "12"]])
    #expect(choice.options.map(\.text) == ["yes", "no"])
    #expect(choice.options.map(\.right.comparison) == [.less, .greater])
    #expect(choice.options.map(\.says) == ["It bakes one tray at a time.", nil])
  }

  @Test("have what their other blocks say")
  func others() throws {
    let steps = try lesson(Self.text).steps
    guard case .watch(let beside) = steps[4].kind, case .explain(let facts) = steps[6].kind,
      case .change(let exercise) = steps[8].kind, case .watch(let real) = steps[10].kind,
      case .reveal(let reveal) = steps[11].kind
    else { throw Missing() }
    #expect(beside.variants == ["default", "one"] && beside.real.isEmpty)
    #expect(facts.facts.map(\.text) == ["makespan = 75 min"] && facts.terms == ["speedup"])
    #expect(exercise.scenario == "late" && exercise.keep == ["tasks"])
    #expect(try exercise.solution.file.scenario().pools[0].count == 5)
    #expect(real.scenario == "scenario 1" && real.workers == ["4"])
    #expect(real.real == [.threads])
    #expect(reveal.answer == "One round *more*.")
  }

  private struct Missing: Error {}

  @Test("give an id to each step that depends on nothing but what it says")
  func ids() throws {
    let steps = try lesson(Self.text).steps
    #expect(Set(steps.map(\.id)).count == steps.count)
    #expect(steps.allSatisfy { $0.id.count == 8 && $0.id.allSatisfy(\.isHexDigit) })
    let moved = try lesson("# Other\n\nMore.\n\n" + Self.text.dropFirst(14)).steps
    #expect(moved.map(\.id).dropFirst(1) == steps.map(\.id)[0...])
    let twice = try lesson("# A\n\nx\n\n```console\n```\nx\n```console\n```\n").steps
    #expect(Set(twice.map(\.id)).count == 4)
    #expect(twice[1].id == "33168cc9")
  }

  @Test("give another id to what is asked about a scenario that was changed")
  func idsOfChangedScenarios() throws {
    let steps = try lesson(Self.text).steps
    let changed = try lesson(
      Self.text.replacing("count: 10, work: 15 min", with: "count: 10, work: 16 min")
    )
    .steps
    let same = zip(steps, changed).filter { $0.id == $1.id }.map(\.0)
    let isAsked = same.contains {
      switch $0.kind {
      case .predict, .choose, .watch: true
      case .change(let exercise): exercise.scenario == "scenario 1"
      default: false
      }
    }
    #expect(!isAsked)
    #expect(same.contains { if case .reveal = $0.kind { true } else { false } })
  }

  @Test("may have a BOM, CRLF, no last line end, and a title of any sort")
  func forms() throws {
    let text =
      "\u{FEFF}Before.\r\n\r\n# Ovens: `two`\r\n```yaml reveal\r\nquestion: a\r\nanswer: b\r\n```"
    let read = try lesson(text, label: "ovens.md")
    #expect(read.name == "ovens" && read.title == "Ovens: `two`")
    #expect(read.steps.map { word($0.kind) } == ["Before.", "reveal"])
    #expect(try lesson("# Only a title").steps.isEmpty)
    #expect(try lesson("# A", label: "12.md").name == "12")
    #expect(try lesson("# A", label: "3-x-y.md").name == "x-y")
  }

  @Test("take the words of other sites for text")
  func text() throws {
    let other = "```yaml\nscenario: 1\n```\n```yaml title=\"x\"\n```\n```python predict\n```"
    #expect(try lesson("# A\n" + other).steps.map { word($0.kind) } == [other])
  }

  @Test("warn of a text that a comment cuts off")
  func comments() throws {
    let text = "# A\n```yaml reveal\nquestion: Which of #1 and #2?\nanswer: b # both\n```\n"
    let file = try LessonFile(Array(text.utf8), label: "01-a.md")
    #expect(file.warnings.map(\.place?.line) == [3, 4])
    #expect(file.warnings.allSatisfy { $0.code == .commentCutsText })
  }

  @Test("are told what running them finds, at a line")
  func findings() throws {
    let file = try LessonFile(Array(Self.text.utf8), label: "01-two-ovens.md")
    let finding = file.finding(
      .lessonClaim, "this does not hold: makespan is 80 min", line: 53, remedy: "write 80 min")
    #expect(
      file.diagnosticText.human([finding]) == """
        error[L005]: this does not hold: makespan is 80 min
          --> 01-two-ovens.md:53:3
            |
         53 |   - makespan = 75 min
            |   ^^^^^^^^^^^^^^^^^^^ write 80 min

        """)
  }

  @Test("a finding marks a value of its block, or else the fence")
  func marks() throws {
    let text = """
      # Ovens

      ```yaml scenario
      workers: { oven: 2 }
      tasks: { tray: { work: 15 min } }
      ```

      ```yaml explain
      facts:
        - speedup = 1
        - "t1 = 15 min" # all of it
      terms: [score, core]
      ```

      core

      """
    let file = try LessonFile(Array(text.utf8), label: "01-a.md")
    func range(_ mark: LessonMark) -> [Int?] {
      let finding = file.finding(.lessonClaim, "no", line: 8, mark: mark)
      return [finding.place?.line, finding.place?.column, finding.length]
    }
    #expect(range(.text("speedup = 1")) == [10, 5, 11])
    #expect(range(.text("t1 = 15 min")) == [11, 6, 11])
    #expect(range(.text("core")) == [12, 16, 4])
    #expect(range(.text("speedup")) == [8, 1, 15])
    #expect(range(.key("terms")) == [12, 8, 13])
    #expect(range(.key("facts")) == [9, 1, 5])
  }
}
