import ArgumentParser
import Model
import Reference
import ScenarioFiles
import TestSupport
import Testing

@testable import toast

@Suite("toast learn --verify")
struct LessonVerifyTests {
  @Test("a right lesson has no finding, and is summed up in a line")
  func right() throws {
    let outcome = try TryLesson().outcome()
    #expect(outcome.findings.isEmpty)
    #expect(
      outcome.text
        == "01 try: fine, 2 scenarios, 2 questions (9 variations), 1 exercise, 2 facts, "
        + "1 console block\n")
    #expect(outcome.code == .success)
  }

  @Test(
    "what is wrong is found, once, with its line",
    arguments: LessonSlip.claims + LessonSlip.exercises + LessonSlip.commands)
  func slips(slip: LessonSlip) throws {
    let lesson = try TryLesson(slip.old, slip.new)
    let outcome = try lesson.outcome()
    let finding = try #require(outcome.findings.first)
    #expect(outcome.findings.count == 1)
    #expect(finding.code == slip.code)
    #expect(finding.message.contains(slip.message), "\(finding.message)")
    #expect(finding.remedy != nil)
    let lines = lesson.text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(finding.place?.line)
    #expect(lines[line - 1] == slip.line)
    #expect(outcome.text.hasSuffix("01 try: 1 finding\n") && outcome.code.rawValue == 1)
  }

  @Test(
    "the wrong examples of explanations are found out, the right ones are fine",
    arguments: [DiagnosticCode.lessonClaim, .lessonExercise, .lessonConsole])
  func examples(code: DiagnosticCode) throws {
    let entry = try #require(CodeExplanation.all.first { $0.code == code })
    #expect(try TryLesson(text: entry.wrong).outcome().findings.map(\.code) == [code])
    let right = try TryLesson(text: entry.right).outcome()
    #expect(right.code == .success, "\(right.text)")
  }

  @Test("why a measure is null is told")
  func reason() throws {
    let expect = "expect:\n  - makespan = 75 min\n"
    let outcome = try TryLesson(expect, "until: 30 min\n").outcome()
    let message = try #require(outcome.findings.first).message
    #expect(
      message.hasPrefix("the answer cannot be computed: makespan is null, since "), "\(message)")
  }

  @Test("a near word is told")
  func nearest() throws {
    let outcome = try TryLesson("terms: [speedup]", "terms: [spedup]").outcome()
    #expect(outcome.findings[0].remedy == "did you mean `speedup`?")
  }

  @Test("topics are free words, but those of the lessons that are built in are known")
  func topics() throws {
    #expect(try TryLesson("topics: [speedup,", "topics: [our own,").outcome().findings.isEmpty)
    for entry in Course.bundled.entries {
      for topic in try entry.lesson().lesson.about.topics {
        #expect(CurriculumTopic.named(topic) != nil, "\(entry.name): \(topic)")
      }
    }
  }

  @Test("the same is told once, in the order of the file")
  func once() throws {
    let facts = "facts: [speedup = 2.0, t1 = 150 min]\nterms: [speedup]"
    let twice = "terms: [spedup]\nfacts: [speedup = 3.0, t1 = 150 min, speedup = 3.0]"
    let findings = try TryLesson(facts, twice).outcome().findings
    #expect(findings.map(\.place?.line) == [40, 41])
  }

  @Test("warnings are shown, and hinder nothing")
  func warnings() throws {
    let lesson = try TryLesson("task: All trays must be out", "task: All trays #1 must be out")
    let outcome = try lesson.outcome()
    #expect(outcome.findings.isEmpty && outcome.code == .success)
    #expect(outcome.text.contains("warning"), "\(outcome.text)")
    #expect(outcome.text.hasSuffix("1 console block; 1 warning\n"), "\(outcome.text)")
  }

  @Test("what a command prints instead is told")
  func printed() throws {
    let outcome = try TryLesson("100 jobs", "99 jobs").outcome()
    #expect(
      outcome.findings[0].remedy
        == "`toast.yaml: fine, 100 jobs, 4 workers, 5 variants, 10 expect...`")
    let spaces = try TryLesson("100 jobs, 4 workers", "100 jobs, 4  workers").outcome()
    #expect(spaces.text.contains("= `toast.yaml: fine, 100 jobs, 4 workers, 5"))
  }

  @Test("commands of a block share a folder, which is empty at first")
  func folder() throws {
    let block = ConsoleScript("$ toast new brunch -q\n$ toast check -q brunch.yaml", line: 1)
    let findings = try TryLesson.console.findings(in: block)
    #expect(findings.allSatisfy { $0.line == 1 }, "\(findings)")
    let missing = ConsoleScript("$ toast check -q brunch.yaml", line: 1)
    #expect(try TryLesson.console.findings(in: missing).count == 1)
  }

  @Test("a command that takes too long is ended")
  func limit() throws {
    let runner = ConsoleRunner(program: "/usr/bin/tail", limit: 1)
    // What follows /dev/null waits for ever.
    let findings = try runner.findings(in: ConsoleScript("$ toast -f missing -F", line: 7))
    #expect(findings.map(\.message) == ["`toast -f missing -F` takes longer than 1 s"])
    #expect(findings.map(\.line) == [7])
  }

  @Test("an exercise may be stuck as it stands, its solution may not")
  func stuck() throws {
    let text = """
      # Forks

      ```yaml scenario
      workers: { cook: 2 }
      resources: { knife: 1, board: 1 }
      tasks:
        salad: { steps: [ { work: 1 min }, { work: 1 min, uses: knife } ], uses: board }
        bread: { steps: [ { work: 1 min }, { work: 1 min, uses: board } ], uses: knife }
      expect: [finished = 2]
      ```

      ```yaml change
      task: Let both get done.
      ```

      ```yaml solution
      workers: { cook: 1 }
      resources: { knife: 1, board: 1 }
      tasks:
        salad: { steps: [ { work: 1 min }, { work: 1 min, uses: knife } ], uses: board }
        bread: { steps: [ { work: 1 min }, { work: 1 min, uses: board } ], uses: knife }
      ```

      """
    #expect(try TryLesson(text: text).outcome().findings.isEmpty)
    let stuck = text.replacing("workers: { cook: 1 }", with: "workers: { cook: 2 }")
    let findings = try TryLesson(text: stuck).outcome().findings
    #expect(findings.count == 1)
    #expect(findings[0].message.hasPrefix("the solution does not pass: the run is stuck: "))
  }

  @Test("a course is told in its order; a lesson that cannot be read is exit 65")
  func course() throws {
    let good = TryLesson.good
    let wrong = good.replacing("speedup = 2.0", with: "speedup = 3.0")
    let broken = good.replacing("unit: min", with: "unti: min")
    func run(_ lessons: [String]) throws -> (text: String, code: ExitCode) {
      try TryLesson.course(of: lessons) { course in
        var text = ""
        let check = CourseCheck(course, lessons: course.entries, console: TryLesson.console)
        let code = try check.run { text += $0 }
        return (text, code)
      }
    }
    let mixed = try run([wrong, broken, good])
    #expect(mixed.code.rawValue == 65)
    let sums = mixed.text.split(separator: "\n").filter { $0.contains("-try: ") }
    #expect(sums.map { $0.prefix(2) } == ["01", "02", "03"])
    #expect(mixed.text.contains("02 02-try: cannot be read: "))
    #expect(mixed.text.hasSuffix("3 lessons: 1 fine, 2 not\n"))
    #expect(try run([wrong, good]).code.rawValue == 1)
    let fine = try run([good, good])
    #expect(fine.code == .success)
    #expect(fine.text.hasSuffix("2 lessons, all fine: \(Self.twice)\n"))
  }

  private static let twice =
    "4 scenarios, 4 questions (18 variations), 2 exercises, 4 facts, 2 console blocks"

  @Test("the lessons that are built in are fine")
  func bundled() throws {
    let outcome = try ToastProgram.run(["learn", "--verify"])
    #expect(outcome.code == 0, "\(outcome.output)")
  }
}

@Suite("Judging exercises")
struct ExerciseJudgeTests {
  private func failures(
    of edited: String, in lesson: String = TryLesson.good
  ) throws -> [String] {
    try TryLesson.course(of: [lesson]) { course in
      let lesson = try course.entries[0].lesson().lesson
      for step in lesson.steps {
        guard case .change(let exercise) = step.kind else { continue }
        let file = try ScenarioFile(Array(edited.utf8), label: "edited.yaml", folder: nil)
        return try ExerciseJudge(exercise, in: lesson).failures(of: file)
      }
      return ["the lesson has no exercise"]
    }
  }

  @Test("the lesson's sentences count, not those of the edited file")
  func sentences() throws {
    let tasks = "tasks:\n  tray: { count: 10, work: 15 min }\n"
    #expect(try failures(of: "workers: { oven: 5 }\n" + tasks).isEmpty)
    #expect(
      try failures(of: "workers: { oven: 4 }\n" + tasks + "expect: [makespan <= 1 h]\n")
        == ["expected makespan <= 30 min, but it is 45 min"])
  }

  @Test("what a speedup is measured against cannot be made slower")
  func baseline() throws {
    let slow = "variants: { slow: { workers.oven: 1, tasks.tray.work: 1 h } }\nbaseline: slow\n"
    let lesson = TryLesson.good.replacing(
      "expect: [makespan <= 30 min, ", with: "expect: [speedup >= 4, ")
    let tasks = "tasks:\n  tray: { count: 10, work: 15 min }\n"
    #expect(
      try failures(of: "workers: { oven: 2 }\n" + tasks + slow, in: lesson)
        == ["there must be no `baseline`"])
    let fair = "variants: { one: { workers.oven: 1 } }\nbaseline: one\n"
    let measured = lesson.replacing(
      "expect: [speedup >= 4, ", with: fair + "expect: [speedup >= 4, ")
    #expect(try failures(of: "workers: { oven: 5 }\n" + tasks + fair, in: measured).isEmpty)
    #expect(
      try failures(
        of: "workers: { oven: 2 }\n" + tasks
          + fair.replacing("1 }", with: "1, tasks.tray.work: 1 h }"), in: measured)
        == ["the variant `one` must stay as it is: speedups are measured against it"])
    #expect(
      try failures(of: "workers: { oven: 5 }\n" + tasks, in: measured)
        == ["baseline must stay as it is"])
  }

  @Test("what was to be kept is named, with all that does not hold")
  func kept() throws {
    let edited = "workers: { oven: 1 }\ntasks:\n  tray: { count: 4, work: 15 min }\n"
    #expect(
      try failures(of: edited) == [
        "tasks must stay as they are", "expected makespan <= 30 min, but it is 60 min",
        "expected t1 >= 100 min, but it is 60 min",
      ])
  }
}
