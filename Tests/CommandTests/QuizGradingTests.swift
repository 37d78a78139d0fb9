import Foundation
import TestSupport
import Testing

@testable import toast

@Suite("Grading")
struct QuizGradingTests {
  private func rows(
    _ course: borrowing QuizCourse, _ lines: [String], seed: UInt64? = 7
  ) throws -> [Grading.Row] {
    var grading = Grading(course.course, seed: seed)
    for line in lines { try grading.add(line) }
    return grading.rows
  }

  @Test("grading finds what the session said")
  func agrees() throws {
    let course = try QuizCourse()
    for student in 0..<10 {
      let quiz = try course.quiz(7, "student \(student)", count: 5)
      let lines = quiz.questions.map { question in
        (question.number + student) % 3 == 0 ? "1" : QuizCourse.answer(to: question)
      }
      let (output, handIn) = try course.session(quiz, typing: lines)
      let row = try #require(try rows(course, ["Desk \(student): \(handIn.code)"]).first)
      let score = try #require(row.score)
      #expect(output.contains("\n\(score.sentence)\n"), "\(score.sentence)")
      #expect(row.label == "Desk \(student)" && row.name == "student \(student)" && row.seed == 7)
      #expect(row.note == nil)
    }
  }

  @Test("the code is the last word of a line; what stands before it is its label")
  func labels() throws {
    let course = try QuizCourse()
    let code = try course.handIn(course.quiz()).code
    let lines = [
      "\(code)": "", "Ada Lovelace  \(code)": "Ada Lovelace", "Ada:\(code)\r": "Ada",
      "\"Lovelace, Ada\",\"\(code)\"": "Lovelace, Ada", "7;\(code.lowercased()).": "7",
      "\u{1B}[31mA: \(code)": "<U+001B>[31mA",
      "Ö \(code.replacing("-", with: "\u{2011}"))": "Ö",
    ]
    for (line, label) in lines {
      let row = try #require(try rows(course, [line]).first)
      #expect(row.score?.right == 2 && row.label == label, "\(line): \(row)")
    }
    #expect(try rows(course, ["", "  \t"]).isEmpty)
  }

  @Test("what is not valid is told, and the others are graded")
  func invalid() throws {
    let course = try QuizCourse()
    let quiz = try course.quiz()
    let handIn = try course.handIn(quiz)
    let other = try QuizCourse(minutes: 16)
    func changed(name: String? = nil, seed: UInt64? = nil, answers: [HandIn.Answer]? = nil)
      -> String
    {
      HandIn(
        fingerprint: handIn.fingerprint, check: handIn.check, seed: seed ?? handIn.seed,
        lessons: handIn.lessons, name: name.map { QuizName($0) } ?? handIn.name,
        answers: answers ?? handIn.answers
      ).code
    }
    let expected = [
      (handIn.code, nil), (String(handIn.code.dropLast(3)), "typing mistake"),
      (try course.handIn(course.quiz(8)).code, "of seed 8, not of 7"),
      (try other.handIn(other.quiz()).code, "other lessons"),
      (changed(name: "bob"), "was changed"),
      (changed(answers: handIn.answers + [.skipped]), "was changed"),
      (changed(answers: []), "no quiz gives"), ("hello", "no hand-in code"),
    ]
    let found = try rows(course, expected.map(\.0))
    for (row, (_, words)) in zip(found, expected) {
      #expect((row.score == nil) == (words != nil), "\(row)")
      #expect(row.note?.contains(words ?? "-") ?? (words == nil), "\(row)")
    }
    #expect(
      try rows(course, [changed(seed: 9)], seed: nil)[0].note?.contains("was changed") == true)
  }

  @Test("a neighbour's answers are wrong under another name, and a code that comes twice is seen")
  func copies() throws {
    let course = try QuizCourse()
    let quiz = try course.quiz(count: 6)
    let handIn = try course.handIn(quiz)
    let copied = try course.quiz(7, "Bob", count: 6).handIn(handIn.answers)
    let found = try rows(course, [handIn.code, copied.code, "Eve \(handIn.code)"])
    #expect(found[0].score?.right == 6)
    #expect(try #require(found[1].score).right < 6)
    #expect(found[2].note == "it is the same as code 1")
    let again = try course.handIn(quiz, skipping: [1]).code
    #expect(try rows(course, [handIn.code, again])[1].note == "code 1 has the same name")
  }

  @Test(
    "the smallest quizzes of chosen lessons are graded, and lessons that are not there are told")
  func chosenLessons() throws {
    let course = try QuizCourse()
    let handIn = try course.handIn(course.quiz(lessons: ["kitchen"]))
    #expect(handIn.lessons == [2])
    #expect(try rows(course, [handIn.code])[0].score?.total == 1)
    for lessons in [[3], [9], [1, 2, 3], [1000]] {
      let code = HandIn(
        fingerprint: handIn.fingerprint, check: handIn.check, seed: 7, lessons: lessons,
        name: handIn.name, answers: handIn.answers
      ).code
      #expect(try rows(course, [code])[0].note?.contains("other lessons") == true)
    }
  }

  @Test("the program grades what it reads, as table and as CSV; exit code 1 where one is not valid")
  func program() throws {
    let course = try QuizCourse()
    let handIn = try course.handIn(course.quiz(7, "=Ada, \"A\""), skipping: [2])
    let input = "Desk 1: \(handIn.code)\n\nDesk 2: \(handIn.code.dropLast())\n"
    func grade(_ arguments: String...) throws -> ToastProgram.Outcome {
      try ToastProgram.run(
        ["learn", "--grade", "-", "--seed", "7", "--course", "."] + arguments, input: input,
        folder: course.folder.url)
    }
    let table = try grade()
    #expect(table.code == 1, "\(table.messages)")
    #expect(table.output.contains("Desk 1  =ada, \"a\"  1 of 2  -      2"), "\(table.output)")
    #expect(table.output.contains("Not valid: code 2 (Desk 2): the code has a typing mistake"))
    let csv = try grade("-f", "csv")
    #expect(csv.code == 1)
    #expect(csv.output.contains("1,Desk 1,\"=ada, \"\"a\"\"\",7,2,1,,2,true,\n"), "\(csv.output)")
    #expect(csv.output.split(separator: "\n").count == 3)
    #expect(try grade("-f", "csv", "--excel").output.contains("\"'=ada"))
    let rows = try JSONSerialization.jsonObject(with: Data(try grade("-f", "json").output.utf8))
    #expect((rows as? [[String: Any]])?.count == 2)
  }
}
