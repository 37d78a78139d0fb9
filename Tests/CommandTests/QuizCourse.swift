import Foundation
import ScenarioFiles

@testable import toast

/// Three lessons in a folder of their own, the last one without a question for a quiz.
struct QuizCourse: ~Copyable {
  let folder: ScratchFolder
  let course: Course
  private let pool: QuestionPool

  init(minutes: Int = 15) throws {
    let folder = try ScratchFolder()
    try folder.write(
      Self.ovens.replacing("work: 15 min }", with: "work: \(minutes) min }"), to: "01-ovens.md")
    try folder.write(Self.kitchen, to: "02-kitchen.md")
    try folder.write("# No question\n\nOnly text.\n", to: "03-text.md")
    let course = try Course(at: folder.url.path)
    pool = try QuestionPool(course, lessons: [])
    self.course = course
    self.folder = folder
  }

  func quiz(
    _ seed: UInt64 = 7, _ name: String = "Ada", count: Int? = nil, lessons: [String] = []
  ) throws -> Quiz {
    // Lessons are read once for the many quizzes of a test.
    lessons.isEmpty && count.map { (1...200).contains($0) } ?? true
      ? try Quiz(pool, seed: seed, name: QuizName(name), count: count)
      : try Quiz(course, lessons: lessons, seed: seed, name: name, count: count)
  }

  /// Takes a quiz, typing these lines.
  func session(_ quiz: Quiz, typing lines: [String]) throws -> (output: String, handIn: HandIn) {
    var output = ""
    var rest = lines[...]
    var session = QuizSession(quiz, of: course, width: 80)
    let handIn = try session.run(
      ask: { prompt in
        let line = rest.popFirst()
        output += prompt + (line ?? "") + "\n"
        return line
      }, say: { output += $0 })
    return (output, handIn)
  }

  /// Takes a quiz with right answers to all questions but the skipped ones.
  func handIn(_ quiz: Quiz, skipping: Set<Int> = []) throws -> HandIn {
    try session(
      quiz,
      typing: quiz.questions.map { skipping.contains($0.number) ? "" : Self.answer(to: $0) }
    ).handIn
  }

  /// What a value was drawn to be; nil where the question has the lesson's own.
  static func value(_ path: String, of question: QuizQuestion) -> Int? {
    for value in question.values where value.hasPrefix(path + "=") {
      return Int(value.dropFirst(path.count + 1).prefix { $0.isNumber })
    }
    return nil
  }

  /// The right answer, computed here from the values that were drawn, as somebody types it.
  static func answer(to question: QuizQuestion) -> String {
    let ovens = value("workers.oven", of: question) ?? 2
    switch question.question {
    case "How long until the last tray is out?":
      let trays = value("tasks.tray.count", of: question) ?? 10
      let minutes = value("tasks.tray.work", of: question) ?? 15
      return "\((trays + ovens - 1) / ovens * minutes)"
    case "And the speedup?":
      return "\(10.0 / Double((10 + ovens - 1) / ovens))x"
    case "How long does breakfast take?":
      let cooks = value("workers.cook", of: question) ?? 4
      let minutes = value("tasks.set-up.work", of: question) ?? 10
      return "\(minutes + 80 / cooks) min"
    default:
      // Twice the cooks save half of the toasts' time, half the set-up 5 minutes.
      let saved = Double(value("tasks.toast.count", of: question) ?? 40) * 2 / 8
      let right = saved > 5 ? "twice the cooks" : "half the set-up"
      guard case .options(let options, _) = question.task,
        let index = options.firstIndex(where: { $0.text == right })
      else { return "" }
      return "\(index + 1)"
    }
  }

  private static let ovens = """
    # Two ovens

    ```yaml scenario
    workers: { oven: 2 }   # both alike
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
    vary: { workers.oven: [2, 3, 5], tasks.tray.count: [10, 12, 30], tasks.tray.work: [10 min, 15 min] }
    ```

    ```yaml predict
    question: And the speedup?
    answer: speedup
    unit: x
    vary: { workers.oven: 2..8 }
    ```

    """

  private static let kitchen = """
    # A part that stays serial

    ```yaml scenario
    workers: { cook: 4 }
    tasks:
      set-up: { work: 10 min }
      toast: { count: 40, work: 2 min, after: set-up }
    variants:
      two-cooks: { workers.cook: 8 }
      fast-set-up: { tasks.set-up.work: 5 min }
    ```

    ```yaml predict
    question: How long does breakfast take?
    answer: makespan
    unit: min
    vary: { workers.cook: [2, 4, 8, 10], tasks.set-up.work: [5 min, 10 min, 20 min] }
    ```

    ```yaml choose
    question: Twice the cooks, or half the set-up?
    options:
      - text: twice the cooks
        right: two-cooks.makespan < fast-set-up.makespan
        says: The toasts are most of the work.
      - text: half the set-up
        right: fast-set-up.makespan < two-cooks.makespan
      - text: neither
        right: fast-set-up.makespan = two-cooks.makespan
    vary: { tasks.toast.count: [8, 16, 40, 80] }
    ```

    """
}
