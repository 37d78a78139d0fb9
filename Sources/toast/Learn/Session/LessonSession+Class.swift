import Analysis
import Foundation
import Model
import Rendering
import ScenarioFiles

/// A room: the teacher types what is called.
extension LessonSession {
  private static let rows = 8

  /// Takes several answers in a line or in several, until an empty line.
  func collect(_ prediction: Prediction, _ step: Lesson.Step) throws -> Turn {
    var amounts: [Amount] = []
    var given = givenAnswer(to: step)
    while true {
      guard
        let line = try nextLine(
          "         the room's guesses, \(prediction.unit.briefRequest); ENTER ends > ", &given)
      else { return .ended }
      if line.isEmpty { break }
      if let word = LessonWord(line) {
        if word == .skip { break }
        if word == .hint || word == .solve { try voice.add(Self.notForRooms) }
        if let turn = try obey(word) { return turn }
        continue
      }
      for text in Self.answers(in: line) {
        do {
          amounts.append(try prediction.unit.amount(of: text))
        } catch {
          try voice.add(error.sentence)
        }
      }
      try show(amounts, in: prediction.unit)
    }
    room[step.id] = .amounts(amounts)
    try voice.tell(lines: [""])
    return .next
  }

  /// Takes the numbers of hands, option by option.
  func collect(_ choice: MultipleChoice, _ step: Lesson.Step) throws -> Turn {
    let count = choice.options.count
    var given = givenAnswer(to: step)
    while true {
      guard
        let line = try nextLine(
          "         hands for 1 to \(count), as in \(Self.example(count)) > ", &given)
      else { return .ended }
      if let word = LessonWord(line) {
        if word == .skip { break }
        if word == .hint || word == .solve { try voice.add(Self.notForRooms) }
        if let turn = try obey(word) { return turn }
        continue
      }
      let hands = line.split { $0 == " " || $0 == "," }.map { Int($0) }
      guard hands.count == count, hands.allSatisfy({ (0...10_000).contains($0 ?? -1) }) else {
        if line.isEmpty { break }
        try voice.add("Write \(count) numbers, one for each answer.")
        continue
      }
      room[step.id] = .hands(hands.compactMap { $0 })
      break
    }
    try voice.tell(lines: [""])
    return .next
  }

  private static let notForRooms = "A room gets no hints; it has its neighbours."

  /// What was given on the command line, once, else what somebody types.
  private func nextLine(_ question: String, _ given: inout String?) throws -> String? {
    guard let line = given else { return prompt.isOff ? "" : try voice.ask(question) }
    given = nil
    try voice.add("> \(line)")
    return line
  }

  private static func example(_ count: Int) -> String {
    (0..<count).map { "\(12 >> $0)" }.joined(separator: " ")
  }

  /// `50 50 25` are three answers; `50 min, 1 h` are two.
  private static func answers(in line: String) -> [String] {
    let separators: (Character) -> Bool = { $0 == "," || $0 == ";" }
    if line.contains(where: separators) {
      return line.split(whereSeparator: separators).map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }
    }
    var answers: [String] = []
    for word in line.split(separator: " ") {
      if word.first?.isNumber == true || answers.isEmpty {
        answers.append(String(word))
      } else {
        answers[answers.count - 1] += " \(word)"
      }
    }
    return answers
  }

  private func show(_ amounts: [Amount], in unit: AnswerUnit) throws {
    guard !amounts.isEmpty else { return }
    let isUnicode = !manner.look.ascii && Console.isUnicode
    let lines = ClassSpread(amounts, in: unit)
      .lines(rows: Self.rows, width: voice.width - 9, isUnicode: isUnicode)
    try voice.tell(lines: lines.map { "         \($0)" })
  }

  /// How a room did.
  func tellRoom(_ answers: RoomAnswers, to prediction: Prediction, _ judge: AnswerJudge) throws {
    guard case .amounts(let amounts) = answers, !amounts.isEmpty else { return }
    try voice.add(ClassSpread(amounts, in: prediction.unit).sentence(judge))
  }

  /// How many of a room chose what is right, and what is said to the others.
  func tellRoom(_ answers: RoomAnswers, to choice: MultipleChoice, right: Int) throws {
    guard case .hands(let hands) = answers else { return }
    let total = hands.reduce(0, +)
    try voice.add("Of \(total), \(hands[right]) chose it.")
    for (index, option) in choice.options.enumerated() where index != right && hands[index] > 0 {
      try voice.add("\(hands[index]) chose \(option.text). \(option.says ?? "")")
    }
  }
}
