import Model
import ScenarioFiles

/// What a quiz may ask: the questions of some lessons that say what can be varied.
struct QuestionPool: Sendable {
  /// A lesson with such questions.
  struct Chapter: Sendable {
    /// The lesson's number in its course, from 1.
    let number: Int
    let title: String
    let questions: [Question]
  }

  /// A question as the lesson asks it.
  struct Question: Sendable {
    let line: Int
    let label: String
    let id: String
    let scenario: LessonScenario
    let task: Task

    /// What is asked for.
    enum Task: Sendable {
      case predict(Prediction)
      case choose(MultipleChoice)
    }

    /// What may be varied.
    var vary: [Variation] {
      switch task {
      case .predict(let prediction): prediction.vary
      case .choose(let choice): choice.vary
      }
    }
  }

  /// The lessons that have questions, in the course's order; never empty.
  let chapters: [Chapter]
  /// The numbers of the lessons that were asked for, ascending; empty for all.
  let chosen: [Int]
  /// 32 bits of all that could be asked.
  let fingerprint: UInt32

  /// The questions of lessons by number or name, of all lessons for none.
  init(_ course: Course, lessons words: [String]) throws {
    var known: [Int: Chapter] = [:]
    let numbers = try words.map { try course.entry(named: $0).number }
    try self.init(course, numbers: numbers, known: &known)
  }

  /// The questions of lessons by number, of all lessons for none; `known` are those that were read before.
  init(_ course: Course, numbers: [Int], known: inout [Int: Chapter]) throws {
    let named = Set(numbers)
    let entries = course.entries.filter { named.isEmpty || named.contains($0.number) }
    guard entries.last?.number ?? 0 <= HandIn.mostLessons else {
      throw Failure.usage("a quiz asks about the first \(HandIn.mostLessons) lessons of a course")
    }
    let all = try entries.map { entry in
      let chapter = try known[entry.number] ?? Self.chapter(try entry.lesson().lesson, entry)
      known[entry.number] = chapter
      return chapter
    }
    if let mute = all.first(where: \.questions.isEmpty), !named.isEmpty {
      throw Failure.usage(
        "lesson \(mute.number), \(mute.title), has no question for a quiz: none says what to `vary`"
      )
    }
    chapters = all.filter { !$0.questions.isEmpty }
    guard !chapters.isEmpty else {
      throw Failure.usage("no lesson has a question for a quiz: none says what to `vary`")
    }
    chosen = named.sorted()
    fingerprint = Self.fingerprint(of: chapters)
  }

  private static func chapter(_ lesson: Lesson, _ entry: Course.Entry) -> Chapter {
    func question(_ step: Lesson.Step, _ scenario: String, _ task: Question.Task) -> Question {
      Question(
        line: step.line, label: entry.label, id: step.id,
        scenario: lesson.scenario(named: scenario), task: task)
    }
    let questions = lesson.steps.compactMap { step -> Question? in
      switch step.kind {
      case .predict(let prediction): question(step, prediction.scenario, .predict(prediction))
      case .choose(let choice): question(step, choice.scenario, .choose(choice))
      default: nil
      }
    }
    return Chapter(
      number: entry.number, title: lesson.title, questions: questions.filter { !$0.vary.isEmpty })
  }

  /// A changed number, question or scenario gives another one; the texts between do not count.
  private static func fingerprint(of chapters: [Chapter]) -> UInt32 {
    var checksum = Checksum()
    for chapter in chapters {
      checksum.add("\(chapter.number)")
      for question in chapter.questions {
        checksum.add(question.id)
        checksum.add(question.scenario.text)
      }
    }
    return checksum.value
  }
}
