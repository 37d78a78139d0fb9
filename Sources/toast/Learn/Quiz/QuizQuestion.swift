import Analysis
import Model

/// A question of a quiz, with its own numbers and its right answer.
struct QuizQuestion: Sendable {
  /// From 1.
  let number: Int
  /// The title of the lesson that it is from.
  let lesson: String
  /// The values that were drawn, as `workers.oven=3`; empty where only the lesson's own can be asked.
  let values: [String]
  /// The scenario with these values, without what it is expected to do.
  let scenario: String
  /// What is asked.
  let question: String
  let task: Task

  /// What is asked for.
  enum Task: Sendable {
    case amount(AnswerUnit, AnswerJudge)
    /// Options in the order in which they are shown, and the right one's position in the file.
    case options([Option], right: Int)
  }

  /// One of several answers.
  struct Option: Sendable {
    /// Its position in the lesson's file, from 0.
    let position: Int
    let text: String
    /// What is said to somebody who chose it.
    let says: String?
  }

  /// Whether an answer of a code is right; one of another kind is not.
  func isRight(_ answer: HandIn.Answer) -> Bool {
    switch (answer, task) {
    case (.amount(let decimal), .amount(let unit, let judge)):
      judge.verdict(on: decimal.amount(in: unit)).isRight
    case (.option(let position), .options(_, let right)): position == right
    default: false
    }
  }
}
