import Foundation
import TestSupport
import Testing

@testable import toast

@Suite("Taking a quiz")
struct QuizSessionTests {
  /// The first quiz with a question that fits, of one student after the other.
  private func quiz(
    _ course: borrowing QuizCourse, where fits: (QuizQuestion) -> Bool
  ) throws -> Quiz {
    for student in 0..<500 {
      let quiz = try course.quiz(7, "student \(student)", count: 4)
      if quiz.questions.contains(where: fits) { return quiz }
    }
    throw NotFound()
  }

  private struct NotFound: Error {}

  /// What is said of an answer to a question of a quiz, the others being skipped.
  private func feedback(
    _ course: borrowing QuizCourse, _ quiz: Quiz, on number: Int, typing line: String
  ) throws -> String {
    let lines = quiz.questions.map { $0.number == number ? line : "" }
    let output = try course.session(quiz, typing: lines).output
    let after = try #require(output.components(separatedBy: "> \(line)\n").dropFirst().first)
    return after.components(separatedBy: "\n\n")[0].replacing("\n", with: " ")
  }

  @Test("a session shows questions, judges at once, and ends with score and code")
  func session() throws {
    let course = try QuizCourse()
    let quiz = try course.quiz(count: 4)
    let right = quiz.questions.map(QuizCourse.answer)
    let (output, handIn) = try course.session(quiz, typing: [right[0], "999", "", right[3]])
    #expect(output.contains("A quiz of 4 questions for ada, seed 7."))
    #expect(output.contains("Question 1 of 4: Two ovens\n\n    workers: { oven: "))
    #expect(output.contains("2 of 4 right; wrong: 2; skipped: 3."))
    #expect(output.contains("\n\n\(handIn.code)\n\n"))
    #expect(output.hasSuffix("  toast learn --grade CODE --seed 7 --course FOLDER\n"))
    #expect(try HandIn(code: handIn.code) == handIn)
    #expect(output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0 == handIn.code })
  }

  @Test("what cannot be read is asked again; an early end skips the rest")
  func slips() throws {
    let course = try QuizCourse()
    let quiz = try course.quiz(count: 4)
    let right = QuizCourse.answer(to: quiz.questions[0])
    let (output, handIn) = try course.session(quiz, typing: ["fifty", "-3", right])
    #expect(output.components(separatedBy: "That cannot be read: ").count == 3)
    #expect(output.contains("1 of 4 right; skipped: 2 to 4."))
    #expect(handIn.answers.count == 4)
    #expect(Array(handIn.answers.dropFirst()) == [.skipped, .skipped, .skipped])
    #expect(
      try course.session(quiz, typing: []).handIn.answers == Array(repeating: .skipped, count: 4))
  }

  @Test("? explains how to answer, q ends the quiz with a code")
  func words() throws {
    let course = try QuizCourse()
    let quiz = try course.quiz(count: 4)
    let right = QuizCourse.answer(to: quiz.questions[0])
    let (output, handIn) = try course.session(quiz, typing: ["?", right, "q", right, right])
    #expect(
      output.contains("Type a time, as in 90 s or 1.5 h; a bare number is read as one in min."))
    #expect(output.contains("1 of 4 right; skipped: 2 to 4."))
    #expect(handIn.answers.dropFirst().allSatisfy { $0 == .skipped })
    #expect(output.contains("\n\n\(handIn.code)\n\n"))
  }

  @Test("an option is chosen by its letter or its number, and stays itself in any order")
  func options() throws {
    let course = try QuizCourse()
    let quiz = try course.quiz(count: 4)
    let question = try #require(quiz.questions.first { $0.question.hasPrefix("Twice") })
    guard case .options(let options, _) = question.task else { return }
    for (index, letter) in ["a", "b", "c"].enumerated() {
      for typed in [letter, "\(letter))", letter.uppercased(), "\(index + 1)", "(\(letter))"] {
        let lines = quiz.questions.map { $0.number == question.number ? typed : "" }
        let answer = try course.session(quiz, typing: lines).handIn.answers[question.number - 1]
        #expect(answer == .option(options[index].position))
      }
    }
    for typed in ["d", "0", "4", "ab", "-1"] {
      let told = try feedback(course, quiz, on: question.number, typing: typed)
      #expect(told.contains("none of the answers"), "\(told)")
    }
  }

  @Test("each student has the options in an order of their own")
  func orders() throws {
    let course = try QuizCourse()
    var orders: Set<[Int]> = []
    for student in 0..<60 {
      let quiz = try course.quiz(7, "student \(student)", count: 4)
      for case .options(let options, _) in quiz.questions.map(\.task) {
        orders.insert(options.map(\.position))
      }
    }
    #expect(orders.count == 6)
  }

  @Test("typical mistakes are told")
  func mistakes() throws {
    let course = try QuizCourse()
    let quiz = try quiz(course) { question in
      QuizCourse.value("workers.cook", of: question) == 8
        && QuizCourse.value("tasks.set-up.work", of: question) == 20
    }
    let number = try #require(quiz.questions.first { $0.question.hasPrefix("How long does") })
      .number
    let says = [
      "30": "Right.", "30 min": "Right.", "0.5 h": "Right.", "100": "one worker alone",
      "12.5": "also the serial part", "10": "the serial part was forgotten",
      "28.9 min": "divides by 9", "31.4": "divides by 7", "30 s": "60 times too little",
      "30 h": "60 times too much", "47": "too long",
    ]
    for (typed, words) in says {
      let told = try feedback(course, quiz, on: number, typing: typed)
      #expect(told.contains(words), "\(typed): \(told)")
      #expect(told.contains("The right answer is 30 min.") != told.hasPrefix("Right"), "\(told)")
    }
  }

  @Test("speedup, efficiency and the number of workers are told apart")
  func speedups() throws {
    let course = try QuizCourse()
    // Ten trays in eight ovens take two rounds: a speedup of 5, an efficiency of 5/8.
    let quiz = try quiz(course) {
      QuizCourse.value("workers.oven", of: $0) == 8 && $0.question == "And the speedup?"
    }
    let number = try #require(quiz.questions.first { $0.question == "And the speedup?" }).number
    let says = [
      "5": "Right.", "0.625": "That is the efficiency", "8": "the number of workers",
      "0.2": "the new time over the old", "500": "percentage", "3": "too little",
    ]
    for (typed, words) in says {
      let told = try feedback(course, quiz, on: number, typing: typed)
      #expect(told.contains(words), "\(typed): \(told)")
    }
  }

  @Test("the lesson's own sentence comes before the general one, and never at a right answer")
  func ownMistakes() throws {
    let course = try QuizCourse()
    let quiz = try quiz(course) {
      QuizCourse.value("workers.oven", of: $0) == 5
        && QuizCourse.value("tasks.tray.count", of: $0) == 10
        && QuizCourse.value("tasks.tray.work", of: $0) == 10
    }
    let number = try #require(quiz.questions.first { $0.question.hasPrefix("How long until") })
      .number
    #expect(try feedback(course, quiz, on: number, typing: "100").contains("one oven alone"))
    // All the work over the workers is right here: the trays can be shared evenly.
    #expect(try feedback(course, quiz, on: number, typing: "20").hasPrefix("Right."))
  }

  @Test("the program asks the same through a pipe")
  func program() throws {
    let course = try QuizCourse()
    let quiz = try course.quiz(count: 4)
    let right = quiz.questions.map(QuizCourse.answer)
    let arguments = [
      "learn", "--quiz", "--seed", "7", "--name", "ADA", "--count", "4", "--course", ".",
    ]
    let outcome = try ToastProgram.run(
      arguments, input: right.joined(separator: "\n") + "\n", folder: course.folder.url)
    #expect(outcome.code == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("4 of 4 right."))
    let handIn = try course.handIn(quiz)
    #expect(outcome.output.contains(handIn.code))
    let grade = try ToastProgram.run(
      ["learn", "--grade", handIn.code, "--seed", "7", "--course", "."], folder: course.folder.url)
    #expect(grade.code == 0 && grade.output.contains("4 of 4"), "\(grade.messages)")
  }
}
