import Analysis
import Model
import ScenarioFiles
import TestSupport
import Testing

@Suite("Commands of steps")
struct StepCommandTests {
  private static let path = "Tests/CommandTests/Inputs/commands.yaml"

  /// A task in the short form and one with a list of steps.
  private static let both = """
    workers: { cook: 1 }
    resources: { oven: 1 }
    tasks:
      toast: { work: 2 min, run: make toast }
      bread: { steps: [ work: 1 s, { wait: 2 s, uses: oven, run: make bread } ] }
    """

  private func commands(_ set: (String, String)...) throws -> [[String?]] {
    try scenario(Self.both, set: set).tasks.map { $0.steps.map(\.command) }
  }

  @Test("every form of a command is taken as text, as it is written, without a warning")
  func forms() throws {
    let file = try ScenarioFile(
      Repository.bytes(Self.path), label: "commands.yaml", folder: nil)
    let read = try file.scenario()
    #expect(
      read.tasks.map { $0.steps.map(\.command) } == [
        ["convert in-$TOAST_JOB.png out-$TOAST_JOB.jpg"], ["sleep 60"],
        [
          "sort -t, -k2 a.csv | awk '{ print $1 }' # not a comment", "lp \"a b.ps\"", "make -s",
          nil,
        ],
        ["true"], ["017"], ["echo done: all"], ["echo one line"],
      ])
    #expect(read.tasks[2].steps.map(\.kind) == [.work, .wait, .work, .work])
    #expect(read.tasks[2].steps.map(\.uses) == [[], [Claim(resource: 0)], [], []])
    #expect(file.warnings().isEmpty)
    let other = try file.scenario(variant: "other")
    #expect(other.tasks[0].steps[0].command == "make toast")
    #expect(other.tasks[1].steps[0].command == nil)
    // In quotes, the word that removes is a command.
    #expect(other.tasks[2].steps[1].command == "none")
  }

  @Test("paths set, change and remove commands in both forms")
  func paths() throws {
    #expect(try commands() == [["make toast"], [nil, "make bread"]])
    #expect(try commands(("tasks.toast.run", "a b")) == [["a b"], [nil, "make bread"]])
    #expect(try commands(("tasks.toast.run", "none")) == [[nil], [nil, "make bread"]])
    #expect(try commands(("tasks.toast.run", "\"a: b\"")) == [["a: b"], [nil, "make bread"]])
    #expect(try commands(("tasks.toast.steps.1.run", "c")) == [["c"], [nil, "make bread"]])
    #expect(try commands(("tasks.toast.steps.1.run", "none")) == [[nil], [nil, "make bread"]])
    #expect(
      try commands(("tasks.bread.steps.1.run", "d")) == [["make toast"], ["d", "make bread"]])
    #expect(try commands(("tasks.bread.steps.2.run", "e")) == [["make toast"], [nil, "e"]])
    #expect(try commands(("tasks.bread.steps.2.run", "none")) == [["make toast"], [nil, nil]])
    // Removing what is not there does nothing.
    #expect(try commands(("tasks.bread.steps.1.run", "none")) == commands())
    #expect(try commands(("tasks.bread.run", "none")) == commands())
    // A step that becomes another kind keeps its command.
    let turned = try scenario(
      Self.both, set: [("tasks.toast.work", "none"), ("tasks.toast.wait", "5 s")]
    ).tasks[0].steps
    #expect(turned == [Step(.wait, .fixed(5_000_000_000), command: "make toast")])
  }

  @Test("a wrong change shows the change")
  func wrongOverride() throws {
    let mistakes = try #require(throws: ScenarioMistakes.self) {
      try commands(("tasks.bread.run", "make"), ("tasks.toast.run", "[make, it]"))
    }
    #expect(
      mistakes.text.human(mistakes.diagnostics) == """
        error[S036]: `run` stands beside `steps`
          --> --set:1:13
           |
         1 | tasks.bread.run=make
           |             ^^^ put it on a step: `{ work: 10 s, run: ... }`
        error[S012]: run is one value, not a list
          --> --set:1:17
           |
         1 | tasks.toast.run=[make, it]
           |                 ^ put the command in quotes

        """)
  }

  @Test("the simulation ignores commands")
  func simulation() throws {
    let with = try simulated(scenario(Self.both))
    let without = try simulated(
      scenario(
        Self.both, set: [("tasks.toast.run", "none"), ("tasks.bread.steps.2.run", "none")]))
    #expect(with.steps == without.steps)
    #expect(with.end.elapsed == without.end.elapsed)
  }
}
