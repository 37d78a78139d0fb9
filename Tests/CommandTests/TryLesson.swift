import Foundation
import ScenarioFiles
import TestSupport
import Testing

@testable import toast

/// A lesson in which everything is right, and what it says when something is made wrong.
struct TryLesson {
  /// Uses each kind of block that can be proved.
  static let good = """
    # Two ovens

    ```yaml lesson
    minutes: 5
    topics: [speedup, makespan]
    ```

    ```yaml scenario
    workers: { oven: 2 }
    tasks:
      tray: { count: 10, work: 15 min }
    expect:
      - makespan = 75 min
    ```

    ```yaml predict
    question: How long until the last tray is out?
    answer: makespan
    unit: min
    mistakes:
      - answer: t1
        says: That is one oven alone.
    vary: { workers.oven: [2, 3, 5], tasks.tray.count: [10, 12, 30] }
    ```

    ```yaml choose
    question: What do two ovens save?
    options:
      - text: half of the time
        right: speedup = 2
      - text: nothing
        right: speedup = 1
    ```

    ```yaml watch
    workers: [1, 2, 5]
    ```

    ```yaml explain
    facts: [speedup = 2.0, t1 = 150 min]
    terms: [speedup]
    ```

    ```yaml scenario late
    workers: { oven: 2 }
    tasks:
      tray: { count: 10, work: 15 min }
    expect: [makespan <= 30 min, t1 >= 100 min]
    ```

    ```yaml change
    task: All trays must be out after half an hour.
    keep: [tasks]
    ```

    ```yaml solution
    workers: { oven: 5 }
    tasks:
      tray: { work: 15 min, count: 10 }
    ```

    ```console
    $ toast check toast
    toast.yaml: fine, 100 jobs, 4 workers, 5 variants, 10 expectations
    ```

    """

  let text: String

  /// The good lesson with something replaced, which must stand there.
  init(_ old: String = "", _ new: String = "") throws {
    if !old.isEmpty { try #require(Self.good.contains(old), "\(old)") }
    text = old.isEmpty ? Self.good : Self.good.replacing(old, with: new, maxReplacements: 1)
  }

  init(text: String) { self.text = text }

  /// What the program says of it.
  func outcome() throws -> LessonCheck.Outcome {
    try Self.course(of: [text]) { course in
      try LessonCheck(course.entries[0], console: Self.console).outcome()
    }
  }

  static let console = ConsoleRunner(program: ToastProgram.path.path)

  /// A course in a folder, as long as it is needed.
  static func course<Result>(of lessons: [String], use: (Course) throws -> Result) throws -> Result
  {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("toast-verify-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (index, lesson) in lessons.enumerated() {
      try lesson.write(
        to: folder.appendingPathComponent("0\(index + 1)-try.md"), atomically: true,
        encoding: .utf8)
    }
    return try use(Course(at: folder.path))
  }
}

/// Something wrong in a lesson, and what is said of it.
struct LessonSlip: CustomStringConvertible, Sendable {
  let description: String
  let old: String
  let new: String
  let code: DiagnosticCode
  /// The line that the finding names.
  let line: String
  let message: String

  init(
    _ description: String, _ old: String, _ new: String, _ code: DiagnosticCode, line: String,
    _ message: String
  ) {
    self.description = description
    self.old = old
    self.new = new
    self.code = code
    self.line = line
    self.message = message
  }

  /// What can be computed of the lesson's first question.
  private static let prediction = """
    answer: makespan
    unit: min
    mistakes:
      - answer: t1
        says: That is one oven alone.
    vary: { workers.oven: [2, 3, 5], tasks.tray.count: [10, 12, 30] }
    """

  static let claims = [
    LessonSlip(
      "a fact", "speedup = 2.0", "speedup = 3.0", .lessonClaim,
      line: "facts: [speedup = 3.0, t1 = 150 min]",
      "expected speedup = 3.0, but it is 2"),
    LessonSlip(
      "an expectation", "makespan = 75 min", "makespan = 70 min", .lessonClaim,
      line: "  - makespan = 70 min", "expected makespan = 70 min, but it is 75 min"),
    LessonSlip(
      "a mistake that is right", "answer: t1", "answer: t1 / 2", .lessonClaim,
      line: "    says: That is one oven alone.", "a mistake, 75 min, counts as right"),
    LessonSlip(
      "an answer that is null", "answer: makespan\nunit: min",
      "answer: fewest(workers.oven, makespan <= 1 min) * 1 min\nunit: min", .lessonClaim,
      line: "answer: fewest(workers.oven, makespan <= 1 min) * 1 min",
      "the answer cannot be computed: nothing up to 1000 is enough"),
    LessonSlip(
      "a variation that is null", Self.prediction,
      "answer: fewest(workers.oven, makespan <= 15 min)\nunit: ovens\n"
        + "vary: { tasks.tray.work: [15 min, 16 min] }", .lessonClaim,
      line: "answer: fewest(workers.oven, makespan <= 15 min)",
      "with tasks.tray.work=16 min: the answer cannot be computed"),
    LessonSlip(
      "a count that is not whole", "answer: makespan\nunit: min\nmistakes:\n  - answer: t1",
      "answer: t1 / 45 min\nunit: ovens\nmistakes:\n  - answer: 1", .lessonClaim,
      line: "answer: t1 / 45 min", "which nobody can count"),
    LessonSlip(
      "two options that are right", "right: speedup = 1", "right: speedup > 1", .lessonClaim,
      line: "    right: speedup > 1", "2 sentences hold: `speedup = 2`, `speedup > 1`"),
    LessonSlip(
      "no option that is right", "right: speedup = 2", "right: speedup = 4", .lessonClaim,
      line: "options:", "none of the 2 sentences holds"),
    LessonSlip(
      "an unknown term", "terms: [speedup]", "terms: [spedup]", .lessonClaim,
      line: "terms: [spedup]", "`spedup` is not in the glossary"),
    LessonSlip(
      "an unknown topic", "topics: [speedup,", "topics: [speedups,", .lessonClaim,
      line: "topics: [speedups, makespan]",
      "no curriculum that is known here has a topic `speedups`"),
  ]

  static let exercises = [
    LessonSlip(
      "an exercise that is done", "makespan <= 30 min", "makespan <= 80 min", .lessonExercise,
      line: "```yaml change", "the exercise passes as it stands"),
    LessonSlip(
      "a solution that is none", "oven: 5", "oven: 4", .lessonExercise, line: "```yaml solution",
      "the solution does not pass: expected makespan <= 30 min, but it is 45 min"),
    LessonSlip(
      "a solution that changes too much", "work: 15 min, count: 10", "work: 14 min, count: 10",
      .lessonExercise, line: "```yaml solution",
      "the solution does not pass: tasks must stay as they are"),
  ]

  static let commands = [
    LessonSlip(
      "stale output", "100 jobs", "99 jobs", .lessonConsole,
      line: "toast.yaml: fine, 99 jobs, 4 workers, 5 variants, 10 expectations",
      "`toast check toast` prints something else"),
    LessonSlip(
      "output that ends too early", "\ntoast.yaml: fine, 100 jobs", "\n", .lessonConsole,
      line: ", 4 workers, 5 variants, 10 expectations", "prints something else"),
    LessonSlip(
      "a command that fails", "$ toast check toast", "$ toast chek toast", .lessonConsole,
      line: "$ toast chek toast", "`toast chek toast` fails"),
    LessonSlip(
      "another program", "$ toast check", "$ make check", .lessonConsole,
      line: "$ make check toast", "`make check toast` cannot be proved"),
    LessonSlip(
      "a proof within the proof", "$ toast check toast", "$ toast learn --verify", .lessonConsole,
      line: "$ toast learn --verify", "does not run within its own proof"),
    LessonSlip(
      "a redirection", "$ toast check toast", "$ toast check toast > file", .lessonConsole,
      line: "$ toast check toast > file", "needs a shell"),
    LessonSlip(
      "a file elsewhere", "$ toast check toast", "$ toast run toast -o /tmp/file.csv",
      .lessonConsole, line: "$ toast run toast -o /tmp/file.csv", "`/tmp/file.csv` is outside"),
  ]
}
