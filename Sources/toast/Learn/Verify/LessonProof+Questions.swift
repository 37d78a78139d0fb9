import Analysis
import Model
import Rendering
import ScenarioFiles

/// The answers of questions: they are computed, and only right ones are right.
extension LessonProof {
  /// What is wrong with a question.
  private struct Problem {
    let message: String
    /// What of its block is wrong.
    let mark: LessonMark
    let remedy: String
  }

  mutating func prove(_ prediction: Prediction, _ line: Int) throws {
    tally.questions += 1
    if let problem = try Self.problem(of: prediction, runs(of: prediction.scenario)) {
      return report(problem, line)
    }
    try proveVariations(prediction.vary, of: prediction.scenario, line) { runs in
      // That a mistake gives the right answer for some numbers is nobody's fault.
      try Self.problem(of: prediction, runs, mistakesDiffer: false)
    }
  }

  mutating func prove(_ choice: MultipleChoice, _ line: Int) throws {
    tally.questions += 1
    if let problem = try Self.problem(of: choice, runs(of: choice.scenario)) {
      return report(problem, line)
    }
    try proveVariations(choice.vary, of: choice.scenario, line) {
      try Self.problem(of: choice, $0)
    }
  }

  private mutating func report(_ problem: Problem, with values: String = "", _ line: Int) {
    report(
      .lessonClaim, values + problem.message, line: line, mark: problem.mark,
      remedy: problem.remedy)
  }

  /// Tries a question with other numbers; the first that do not work are told.
  private mutating func proveVariations(
    _ variations: [Variation], of scenario: String, _ line: Int,
    problem: (LessonRuns) throws -> Problem?
  ) throws {
    func unusable(_ message: String) -> Problem {
      Problem(message: message, mark: .key("vary"), remedy: "vary other values")
    }
    let grid = VariationGrid(variations)
    for number in grid.numbers(atMost: Self.mostVariations) {
      let changes = grid.changes(number)
      tally.variations += 1
      let found: Problem?
      do {
        found = try problem(runs(of: scenario, changedBy: changes))
      } catch let mistakes as ScenarioMistakes {
        found = unusable(mistakes.diagnostics.first?.message ?? "the scenario is not valid")
      } catch let failure as Failure where failure.code == .invalidScenario {
        found = unusable(failure.message)
      }
      if let found {
        let values = changes.map(\.label).joined(separator: ", ")
        return report(found, with: "with \(values): ", line)
      }
    }
  }

  /// What is wrong with a question about an amount; nil for nothing.
  private static func problem(
    of prediction: Prediction, _ runs: LessonRuns, mistakesDiffer: Bool = true
  ) throws -> Problem? {
    func wrong(_ message: String, _ remedy: String) -> Problem {
      Problem(message: message, mark: .key("answer"), remedy: remedy)
    }
    var runs = runs
    guard let judge = try runs.judge(of: prediction) else {
      let reason = try reason(for: prediction.answer, runs) ?? ""
      return wrong(
        "the answer cannot be computed" + reason,
        "ask for something else, or change the scenario")
    }
    let right = judge.right
    if !isCountable(right, prediction, judge) {
      return wrong(
        "the answer is \(right.value) \(prediction.unit.countedThings), which nobody can count",
        "write ceil(...), floor(...) or `within`")
    }
    for mistake in prediction.mistakes {
      let judge = mistakesDiffer ? judge : nil
      if let problem = try problem(of: mistake, right, prediction.unit, judge, &runs) {
        return Problem(
          message: problem + " (\(excerpt(mistake.says)))", mark: .text(mistake.says),
          remedy: "remove it, or compute something else")
      }
    }
    return nil
  }

  /// What is wrong with a typical mistake; nil for nothing.
  private static func problem(
    of mistake: Prediction.Mistake, _ right: Amount, _ unit: AnswerUnit, _ judge: AnswerJudge?,
    _ runs: inout LessonRuns
  ) throws -> String? {
    guard let wrong = try mistake.answer.amount(in: &runs) else {
      return "a mistake cannot be computed" + (try reason(for: mistake.answer, runs) ?? "")
    }
    guard let judge, judge.verdict(on: wrong).isRight else { return nil }
    return "a mistake, \(AnswerText.text(wrong, in: unit)), counts as right: the answer is "
      + AnswerText.text(right, in: unit)
  }

  /// Whether somebody can give the answer: a count that must be met exactly has to be whole.
  private static func isCountable(
    _ right: Amount, _ prediction: Prediction, _ judge: AnswerJudge
  ) -> Bool {
    guard case .count = prediction.unit, right.value != right.value.rounded() else { return true }
    let neighbours = [right.value.rounded(.down), right.value.rounded(.up)]
    return neighbours.contains { judge.verdict(on: Amount($0, .number)).isRight }
  }

  /// What is wrong with a question that has options; nil for nothing.
  private static func problem(of choice: MultipleChoice, _ runs: LessonRuns) throws -> Problem? {
    let right = try runs.rightOptions(of: choice).map { choice.options[$0] }
    guard right.count != 1 else { return nil }
    let remedy = "exactly one sentence must hold; change the scenario or the sentences"
    guard right.count > 1 else {
      return Problem(
        message: "none of the \(choice.options.count) sentences holds", mark: .key("options"),
        remedy: remedy)
    }
    let sentences = right.map { "`\($0.right.text)`" }.joined(separator: ", ")
    return Problem(
      message: "\(right.count) sentences hold: \(sentences)", mark: .text(right[1].right.text),
      remedy: remedy)
  }

  /// Why something cannot be computed, as a clause; nil where that is not known.
  private static func reason(for quantity: Quantity, _ runs: LessonRuns) throws -> String? {
    for term in quantity.terms {
      let result = try runs.result(of: term.variant, with: nil)
      guard result.value(of: term.measure, task: term.task) == nil else { continue }
      let measure = term.measure.rawValue
      let reason = result.reasons.first { $0.field.hasPrefix("\(measure)_") }?.sentence
      return ": \(measure) is null" + (reason.map { ", since \($0)" } ?? "")
    }
    return quantity.asksForFewest ? ": nothing up to \(Quantity.mostTried) is enough" : nil
  }

  private static func excerpt(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(40) + "..."
  }
}

extension AnswerUnit {
  /// What is counted; nothing where it is no count.
  fileprivate var countedThings: String {
    if case .count(let things) = self { things } else { "" }
  }
}

extension Quantity {
  /// The measures that it is computed from, in the order written.
  var terms: [Expectation.Term] {
    switch self {
    case .measure(let term): [term]
    case .operation(_, let left, let right), .smaller(let left, let right),
      .larger(let left, let right):
      left.terms + right.terms
    case .roundedUp(let inner), .roundedDown(let inner): inner.terms
    case .constant, .value, .fewest, .result: []
    }
  }

  /// Whether a part of it is a smallest number with which something holds.
  var asksForFewest: Bool {
    switch self {
    case .fewest: true
    case .operation(_, let left, let right), .smaller(let left, let right),
      .larger(let left, let right):
      left.asksForFewest || right.asksForFewest
    case .roundedUp(let inner), .roundedDown(let inner): inner.asksForFewest
    case .measure, .constant, .value, .result: false
    }
  }
}
