import Analysis
import Model
import Rendering
import ScenarioFiles

/// The answers of questions: they are computed, and only right ones are right.
extension LessonProof {
  mutating func prove(_ prediction: Prediction, _ line: Int) throws {
    tally.questions += 1
    if let problem = try Self.problem(of: prediction, runs(of: prediction.scenario)) {
      return report(.lessonClaim, problem, line: line)
    }
    try proveVariations(prediction.vary, of: prediction.scenario, line) { runs in
      // That a mistake gives the right answer for some numbers is nobody's fault.
      try Self.problem(of: prediction, runs, mistakesDiffer: false)
    }
  }

  mutating func prove(_ choice: MultipleChoice, _ line: Int) throws {
    tally.questions += 1
    if let problem = try Self.problem(of: choice, runs(of: choice.scenario)) {
      return report(.lessonClaim, problem, line: line)
    }
    try proveVariations(choice.vary, of: choice.scenario, line) {
      try Self.problem(of: choice, $0)
    }
  }

  /// Tries a question with other numbers; the first that do not work are told.
  private mutating func proveVariations(
    _ variations: [Variation], of scenario: String, _ line: Int,
    problem: (LessonRuns) throws -> String?
  ) throws {
    let grid = VariationGrid(variations)
    for number in grid.numbers(atMost: Self.mostVariations) {
      let changes = grid.changes(number)
      tally.variations += 1
      let found: String?
      do {
        found = try problem(runs(of: scenario, changedBy: changes))
      } catch let mistakes as ScenarioMistakes {
        found = Self.text(of: mistakes)
      } catch let failure as Failure where failure.code == .invalidScenario {
        found = failure.message
      }
      if let found {
        let values = changes.map(\.label).joined(separator: ", ")
        return report(.lessonClaim, "with \(values): \(found)", line: line)
      }
    }
  }

  /// What is wrong with a question about an amount; nil for nothing.
  private static func problem(
    of prediction: Prediction, _ runs: LessonRuns, mistakesDiffer: Bool = true
  ) throws -> String? {
    var runs = runs
    guard let right = try prediction.answer.amount(in: &runs) else {
      return "the answer cannot be computed" + (try reason(for: prediction.answer, runs) ?? "")
    }
    guard right.dimension == prediction.unit.dimension else {
      return "the answer is \(name(of: right.dimension)), "
        + "and its unit is one of \(name(of: prediction.unit.dimension))"
    }
    guard right.value.isFinite else { return "the answer is no number: something is over 0" }
    let judge = AnswerJudge(right: right, tolerance: prediction.tolerance, mistakes: [])
    if let problem = wholeness(of: right, prediction, judge) { return problem }
    for mistake in prediction.mistakes {
      guard let wrong = try mistake.answer.amount(in: &runs), wrong.value.isFinite else {
        return "a mistake cannot be computed" + (try reason(for: mistake.answer, runs) ?? "")
          + " (\(excerpt(mistake.says)))"
      }
      guard wrong.dimension == right.dimension else {
        return "a mistake is \(name(of: wrong.dimension)), "
          + "and the answer is \(name(of: right.dimension)) (\(excerpt(mistake.says)))"
      }
      if mistakesDiffer, judge.verdict(on: wrong).isRight {
        return
          "a mistake, \(AnswerText.text(wrong, in: prediction.unit)), counts as right: the answer is "
          + "\(AnswerText.text(right, in: prediction.unit)) (\(excerpt(mistake.says)))"
      }
    }
    return nil
  }

  /// A count that must be met exactly has to be whole.
  private static func wholeness(
    of right: Amount, _ prediction: Prediction, _ judge: AnswerJudge
  ) -> String? {
    guard case .count(let what) = prediction.unit, right.value != right.value.rounded() else {
      return nil
    }
    let neighbours = [right.value.rounded(.down), right.value.rounded(.up)]
    if neighbours.contains(where: { judge.verdict(on: Amount($0, .number)).isRight }) { return nil }
    return "the answer is \(right.value) \(what), which nobody can count; "
      + "write ceil(...), floor(...) or `within`"
  }

  /// What is wrong with a question that has options; nil for nothing.
  private static func problem(of choice: MultipleChoice, _ runs: LessonRuns) throws -> String? {
    let right = try choice.options.filter { try runs.verdict(on: $0.right).holds }
    switch right.count {
    case 0: return "no option is right: of no `right` the sentence holds"
    case 1: return nil
    default:
      let texts = right.map { "`\($0.text)`" }.joined(separator: " and ")
      return "\(right.count) options are right, \(texts), but only one may be"
    }
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

  private static func name(of dimension: Amount.Dimension) -> String {
    switch dimension {
    case .time: "a time"
    case .number: "a number"
    case .rate: "a rate"
    }
  }

  private static func excerpt(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(40) + "..."
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
