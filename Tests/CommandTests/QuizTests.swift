import ScenarioFiles
import TestSupport
import Testing

@testable import toast

@Suite("Quizzes")
struct QuizTests {
  private func shown(_ quiz: Quiz) -> [String] {
    quiz.questions.map { question in
      var text = "\(question.number) \(question.lesson)\n\(question.scenario)\n\(question.question)"
      if case .options(let options, _) = question.task { text += "\n\(options.map(\.text))" }
      return text
    }
  }

  @Test("the same seed and name give the same quiz, however the name is typed")
  func same() throws {
    let course = try QuizCourse()
    let quiz = try shown(course.quiz(7, "Åsa Öberg", count: 8))
    for name in ["åsa öberg", "  ÅSA \t Öberg ", "A\u{30A}sa O\u{308}berg"] {
      #expect(try shown(course.quiz(7, name, count: 8)) == quiz)
    }
    #expect(try shown(course.quiz(8, "åsa öberg", count: 8)) != quiz)
  }

  @Test("what is drawn from a seed and a name stays what it is, or codes need another version")
  func draws() throws {
    let course = try QuizCourse()
    #expect(HandIn.version == 1)
    let quiz = try course.quiz(7, "Ada", count: 6)
    #expect(
      quiz.questions.map { $0.values.joined(separator: " ") } == [
        "workers.oven=3 tasks.tray.count=30 tasks.tray.work=15 min", "workers.oven=3",
        "workers.oven=4", "workers.cook=10 tasks.set-up.work=10 min",
        "workers.cook=8 tasks.set-up.work=5 min", "tasks.toast.count=16",
      ])
    guard case .options(let options, let right) = try #require(quiz.questions.last).task else {
      Issue.record("the last question has options")
      return
    }
    #expect(options.map(\.position) == [0, 1, 2])
    #expect(right == 1)
  }

  @Test("another name has the same questions with other numbers")
  func names() throws {
    let course = try QuizCourse()
    let students = try (0..<30).map { try course.quiz(7, "student \($0)", count: 4) }
    #expect(Set(students.map { $0.questions.map(\.question) }).count == 1)
    #expect(Set(students.map { $0.questions.map(\.values) }).count > 25)
  }

  @Test("numbers differ from the lesson's own, and the scenario has them, but not what is expected")
  func variation() throws {
    let course = try QuizCourse()
    for student in 0..<20 {
      for question in try course.quiz(7, "student \(student)", count: 4).questions {
        #expect(!question.values.isEmpty)
        switch question.question {
        case "How long until the last tray is out?":
          #expect(
            question.values
              != ["workers.oven=2", "tasks.tray.count=10", "tasks.tray.work=15 min"])
        case "And the speedup?": #expect(question.values != ["workers.oven=2"])
        default: #expect(question.scenario.contains("two-cooks"))
        }
        if let ovens = QuizCourse.value("workers.oven", of: question) {
          #expect(question.scenario.contains("{ oven: \(ovens) }   # both alike"))
        }
        #expect(!question.scenario.contains("expect") && !question.scenario.contains("makespan"))
      }
    }
  }

  @Test("questions are spread over the lessons, and come again with other numbers")
  func counts() throws {
    let course = try QuizCourse()
    func lessons(_ count: Int?) throws -> [String] {
      try course.quiz(count: count).questions.map { $0.lesson == "Two ovens" ? "o" : "k" }
    }
    #expect(try lessons(nil) == ["o", "k"])
    #expect(try lessons(1).count == 1)
    #expect(try lessons(4) == ["o", "o", "k", "k"])
    #expect(try lessons(12).joined() == "ooooookkkkkk")
    let many = try course.quiz(count: 12).questions
    #expect(Set(many.map { "\($0.question) \($0.values)" }).count == 12)
    #expect(try course.quiz(count: 200).questions.count == 200)
    #expect(
      try course.quiz(count: 3, lessons: ["2"]).questions.allSatisfy { $0.lesson != "Two ovens" })
  }

  @Test("what a quiz cannot have is told")
  func refusals() throws {
    let course = try QuizCourse()
    for (count, lessons) in [(0, []), (201, []), (1, ["text"]), (1, ["4"]), (1, ["ovns"])] {
      #expect(throws: Failure.self) { try course.quiz(count: count, lessons: lessons) }
    }
  }

  @Test("right answers are right: computed here from the values that were drawn")
  func rightAnswers() throws {
    let course = try QuizCourse()
    for student in 0..<10 {
      let quiz = try course.quiz(7, "student \(student)", count: 4)
      let handIn = try course.handIn(quiz)
      #expect(QuizScore(handIn.answers, of: quiz).right == 4, "student \(student)")
      #expect(QuizScore(handIn.answers.reversed(), of: quiz).right < 4)
    }
  }

  @Test("a name is cut at 40 bytes, and holds nothing that a terminal obeys")
  func longNames() {
    let names = [
      String(repeating: "abcd ", count: 10), String(repeating: "x", count: 39) + "é",
      "a\u{1B}[31mb\u{202E}c", "e\u{301}\u{200F}\u{301}", " \u{308}a",
      String(repeating: "👩‍👩‍👧", count: 3),
    ]
    for name in names {
      let kept = QuizName(name)
      #expect(kept.text.utf8.count <= 40)
      #expect(QuizName(kept.text).text.utf8.elementsEqual(kept.text.utf8), "\(kept.text)")
      #expect(harmless(kept.text) == kept.text)
    }
    #expect(QuizName(names[1]).text == String(repeating: "x", count: 39))
  }
}
