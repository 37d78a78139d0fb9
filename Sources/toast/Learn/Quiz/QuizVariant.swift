import Analysis
import Model
import ScenarioFiles

/// A question of a lesson with values that were drawn.
struct QuizVariant {
  let values: [String]
  let scenario: String
  let question: String
  let task: QuizQuestion.Task

  /// Values are drawn this often before others are looked at.
  private static let mostDraws = 64

  /// Draws values with which the question has an answer: others than `known` and than the lesson's own
  /// ones, where there are such.
  init(
    of question: QuestionPool.Question, place: Int, chance: QuizChance, not known: Set<[String]>
  ) throws {
    let grid = VariationGrid(question.vary)
    let drawn = (0..<Self.mostDraws).lazy.map {
      chance.number(below: grid.count, for: .values, at: place, draw: $0)
    }
    var tried: Set<Int> = []
    var spare: [[Override]] = []
    // What chance has not met in a small grid is there all the same.
    for numbers in [AnySequence(drawn), AnySequence(grid.numbers(atMost: Self.mostDraws))] {
      for number in numbers where tried.insert(number).inserted {
        let changes = grid.changes(number)
        if known.contains(changes.map(\.label)) || question.has(changes) {
          spare.append(changes)
        } else if let made = try QuizVariant(question, changes, place, chance) {
          self = made
          return
        }
      }
    }
    for changes in spare + [[]] {
      if let made = try QuizVariant(question, changes, place, chance) {
        self = made
        return
      }
    }
    throw Failure(
      message: "\(question.label):\(question.line): this question has no answer for a quiz; "
        + "toast learn --verify tells why", code: .invalidScenario)
  }

  /// The question with some values; nil where the scenario cannot have them, or has no one answer.
  private init?(
    _ asked: QuestionPool.Question, _ changes: [Override], _ place: Int, _ chance: QuizChance
  ) throws {
    let runs = LessonRuns(asked.scenario.file, changedBy: changes)
    do {
      switch asked.task {
      case .predict(let prediction):
        guard let judge = try runs.judge(of: prediction) else { return nil }
        (question, task) = (prediction.question, .amount(prediction.unit, judge))
      case .choose(let choice):
        let order = chance.order(of: choice.options.count, for: .options, at: place)
        guard let task = try Self.task(choice, order, runs) else { return nil }
        (question, self.task) = (choice.question, task)
      }
    } catch is ScenarioMistakes {
      return nil
    } catch let failure as Failure where failure.code == .invalidScenario {
      return nil
    }
    values = changes.map(\.label)
    scenario = asked.scenario.quizText(changedBy: changes)
  }

  private static func task(
    _ choice: MultipleChoice, _ order: [Int], _ runs: LessonRuns
  ) throws -> QuizQuestion.Task? {
    let right = try runs.rightOptions(of: choice)
    guard right.count == 1 else { return nil }
    let options = order.map {
      QuizQuestion.Option(
        position: $0, text: choice.options[$0].text, says: choice.options[$0].says)
    }
    return .options(options, right: right[0])
  }
}

extension QuestionPool.Question {
  /// Whether the lesson has these values itself, however they are written.
  fileprivate func has(_ changes: [Override]) -> Bool {
    let (own, changed) = (LessonRuns(scenario.file), LessonRuns(scenario.file, changedBy: changes))
    return changes.allSatisfy { change in
      if let value = own.value(at: change.path) { return value == changed.value(at: change.path) }
      return scenario.file.value(at: change.path) == change.value
    }
  }
}

extension LessonScenario {
  /// The scenario with other values, without `expect`, which would tell the answer.
  fileprivate func quizText(changedBy changes: [Override]) -> String {
    let changed = changes.isEmpty ? text : file.text(changedBy: changes)
    var lines: [Substring] = []
    var isExpectation = false
    for line in (changed ?? text).split(separator: "\n", omittingEmptySubsequences: false) {
      if let first = line.first, first != " ", first != "-", first != "#" {
        isExpectation = line.hasPrefix("expect:")
      }
      if !isExpectation { lines.append(line) }
    }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    // What no line has can still be said below.
    let rest = changed == nil ? changes.map { "# with \($0.path): \($0.value)" } : []
    return (lines.map(String.init) + rest).joined(separator: "\n")
  }
}
