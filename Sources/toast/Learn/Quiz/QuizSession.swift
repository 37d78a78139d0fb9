import Analysis
import Foundation
import Model
import Rendering
import ScenarioFiles

/// Asks the questions of a quiz, line by line: the same in a terminal, from a pipe and for a screen
/// reader.
struct QuizSession {
  private let quiz: Quiz
  private let width: Int
  private let command: String
  private var answers: [HandIn.Answer] = []

  /// Makes a session.
  ///
  /// - Parameters:
  ///   - course: What the quiz was made from; another one than ours is named in the teacher's command.
  ///   - width: Lines are at most so wide, but for the scenario and the code.
  init(_ quiz: Quiz, of course: Course, width: Int) {
    self.quiz = quiz
    self.width = max(20, width)
    // The teacher has the lessons in a folder of their own.
    let folder = course.id == Course.bundled.id ? "" : " --course FOLDER"
    command = "toast learn --grade CODE --seed \(quiz.seed)\(folder)"
  }

  /// Asks at a prompt and tells on standard output.
  mutating func run(_ prompt: LinePrompt) throws {
    try run(ask: { try prompt.ask($0) }, say: { try Console.write($0) })
  }

  /// Asks all questions, then tells the score and the code.
  ///
  /// - Parameters:
  ///   - ask: Shows a prompt and gives a line, or nil at the end of the input: what is left is skipped.
  ///   - say: Shows whole lines.
  @discardableResult
  mutating func run(
    ask: (String) throws -> String?, say: (String) throws -> Void
  ) throws -> HandIn {
    answers = []
    try say(opening)
    for question in quiz.questions {
      try say("\n" + text(of: question) + "\n")
      guard let (answer, feedback) = try answer(to: question, ask: ask, say: say) else { break }
      answers.append(answer)
      try say(folded(feedback))
    }
    answers += Array(repeating: .skipped, count: quiz.questions.count - answers.count)
    let handIn = quiz.handIn(answers)
    try say("\n" + closing(handIn))
    return handIn
  }

  private var opening: String {
    let count = quiz.questions.count
    let owner = quiz.name.text.isEmpty ? "" : " for \(quiz.name.text)"
    return folded(
      "A quiz of \(count == 1 ? "one question" : "\(count) questions")\(owner), seed \(quiz.seed). "
        + "An empty line skips a question; an answer that was given stays. "
        + "? explains how to answer, q ends the quiz.")
  }

  /// Number, lesson, scenario and question.
  private func text(of question: QuizQuestion) -> String {
    var lines = [
      "Question \(question.number) of \(quiz.questions.count): \(harmless(question.lesson))", "",
    ]
    lines += question.scenario.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    " + harmless(String($0)) }
    lines.append("")
    switch question.task {
    case .amount(let unit, _):
      lines += prose(question.question + " (\(unit.request))", indent: "")
    case .options(let options, _):
      lines += prose(question.question, indent: "")
      for (index, option) in options.enumerated() {
        lines += prose(option.text, indent: "  \(Self.letter(index))) ")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Asks until there is an answer that can be read; nil at the end of the quiz or of the input.
  private func answer(
    to question: QuizQuestion, ask: (String) throws -> String?, say: (String) throws -> Void
  ) throws -> (HandIn.Answer, feedback: String)? {
    while let line = try ask("> ") {
      let typed = line.trimmingCharacters(in: .whitespacesAndNewlines)
      // Other words of lessons are letters of options here.
      switch LessonWord(typed) {
      case nil where typed.isEmpty, .skip:
        return (.skipped, "Skipped. \(rightAnswer(to: question))")
      case .quit: return nil
      case .help:
        try say(folded(Self.help(for: question)))
        continue
      default: break
      }
      do {
        switch question.task {
        case .amount(let unit, let judge): return try amount(typed, unit, judge)
        case .options(let options, let right): return try option(typed, options, right)
        }
      } catch let mistake as ScalarMistake {
        try say(folded(harmless("That cannot be read: \(mistake.sentence).")))
      } catch let mistake as Unreadable {
        try say(folded(harmless("That cannot be read: \(mistake.message).")))
      }
    }
    return nil
  }

  /// How a question is answered, and what else can be typed.
  private static func help(for question: QuizQuestion) -> String {
    let way: String
    switch question.task {
    case .amount(let unit, _):
      let bare = "a bare number is read as one \(unit.request)"
      switch unit {
      case .time: way = "Type a time, as in 90 s or 1.5 h; \(bare)."
      case .times: way = "Type a ratio, as in 2.5x or 2.5."
      case .percent: way = "Type a share, as in 80 %; \(bare)."
      case .rate:
        way = "Type a rate, as in 12 \(unit.name); a bare number is read as one \(unit.name)."
      case .count: way = "Type a number: \(unit.request)."
      }
    case .options(let options, _):
      way = "Type a letter from a to \(letter(options.count - 1)), or the answer's number."
    }
    return way + " An empty line or s skips the question, and its answer is told. q ends the quiz: "
      + "what is left is skipped, and the code is printed."
  }

  /// Why an answer cannot be taken, which the grammar of amounts does not know.
  private struct Unreadable: Error {
    let message: String
  }

  private func amount(
    _ typed: String, _ unit: AnswerUnit, _ judge: AnswerJudge
  ) throws -> (HandIn.Answer, feedback: String) {
    let amount = try unit.amount(of: typed)
    guard let decimal = AnswerDecimal(amount, in: unit) else {
      throw Unreadable(message: "`\(typed.prefix(40))` is more than an answer can be")
    }
    // What is judged is what the code holds.
    let answer = decimal.amount(in: unit)
    let verdict = judge.verdict(on: answer)
    let sentence = AnswerText.sentence(verdict, on: answer, in: unit)
    let right = AnswerText.text(judge.right, in: unit)
    return (
      .amount(decimal),
      verdict.isRight
        ? "Right. \(sentence)" : "Wrong. \(sentence) The right answer is \(right)."
    )
  }

  private func option(
    _ typed: String, _ options: [QuizQuestion.Option], _ right: Int
  ) throws -> (HandIn.Answer, feedback: String) {
    let body = typed.lowercased().trimmingCharacters(in: ["(", ")", "."])
    let index =
      Int(body).flatMap { $0 > 0 ? $0 - 1 : nil }
      ?? options.indices.first { Self.letter($0) == body }
    guard let index, options.indices.contains(index) else {
      throw Unreadable(
        message: "`\(typed.prefix(40))` is none of the answers; "
          + "type a letter from a to \(Self.letter(options.count - 1))")
    }
    let option = options[index]
    let says = option.says.map { " \(harmless($0))" } ?? ""
    return (
      .option(option.position),
      option.position == right
        ? "Right.\(says)" : "Wrong.\(says) \(Self.rightOption(options, right))"
    )
  }

  private func rightAnswer(to question: QuizQuestion) -> String {
    switch question.task {
    case .amount(let unit, let judge):
      "The right answer is \(AnswerText.text(judge.right, in: unit))."
    case .options(let options, let right): Self.rightOption(options, right)
    }
  }

  private static func rightOption(_ options: [QuizQuestion.Option], _ right: Int) -> String {
    guard let index = options.firstIndex(where: { $0.position == right }) else { return "" }
    return "The right answer is \(letter(index)) (\(harmless(options[index].text)))."
  }

  private static func letter(_ index: Int) -> String {
    String(Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index))))
  }

  /// The score, the code, and what the teacher does with it.
  private func closing(_ handIn: HandIn) -> String {
    let score = QuizScore(handIn.answers, of: quiz)
    return folded(score.sentence)
      + "\nYour hand-in code holds the seed, your name and your answers:\n\n\(handIn.code)\n\n"
      + folded("Your teacher checks it with") + "\n  \(command)\n"
  }

  private func prose(_ text: String, indent: String) -> [String] {
    let lines = ProseText(harmless(text), width: width - indent.count, hasStyle: false).lines
    let space = String(repeating: " ", count: indent.count)
    return lines.enumerated().map { ($0 == 0 ? indent : space) + $1 }
  }

  private func folded(_ text: String) -> String {
    Layout.fold(text, indent: "", width: width).map { $0 + "\n" }.joined()
  }
}

/// How many answers are right, and which are not.
struct QuizScore: Equatable, Sendable {
  let total: Int
  /// The numbers of the questions with a wrong answer, from 1.
  let wrong: [Int]
  /// The numbers of the questions without an answer, from 1.
  let skipped: [Int]

  init(_ answers: [HandIn.Answer], of quiz: Quiz) {
    total = quiz.questions.count
    let pairs = zip(quiz.questions, answers)
    skipped = pairs.filter { $0.1 == .skipped }.map(\.0.number)
    wrong = pairs.filter { $0.1 != .skipped && !$0.0.isRight($0.1) }.map(\.0.number)
  }

  var right: Int { total - wrong.count - skipped.count }

  /// The score in words, as in `9 of 12 right; wrong: 3, 7; skipped: 9.`.
  var sentence: String {
    var parts = ["\(right) of \(total) right"]
    if !wrong.isEmpty { parts.append("wrong: \(Self.list(wrong))") }
    if !skipped.isEmpty { parts.append("skipped: \(Self.list(skipped))") }
    return parts.joined(separator: "; ") + "."
  }

  /// Numbers with commas; neighbours as a range.
  static func list(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { run in
      run.count > 2
        ? "\(run.lowerBound) to \(run.upperBound)" : run.map { "\($0)" }.joined(separator: ", ")
    }.joined(separator: ", ")
  }
}
