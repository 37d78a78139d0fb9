import Analysis
import Model
import Rendering
import ScenarioFiles

/// Answers beside what came out.
extension LessonSession {
  /// Judges the questions since the last place where answers were judged.
  func judge(before index: Int) throws {
    for question in questions(before: index) {
      switch question.kind {
      case .predict(let prediction): try judge(prediction, question)
      case .choose(let choice): try judge(choice, question)
      default: continue
      }
    }
  }

  /// The questions between the place before at which answers are judged and this one.
  private func questions(before index: Int) -> [Lesson.Step] {
    var questions: [Lesson.Step] = []
    for step in lesson.steps[..<index].reversed() {
      switch step.kind {
      case .predict, .choose: questions.append(step)
      case .watch, .explain, .change, .reveal: return questions.reversed()
      case .text, .scenario, .console: continue
      }
    }
    return questions.reversed()
  }

  private func judge(_ prediction: Prediction, _ step: Lesson.Step) throws {
    let judge = try judge(of: prediction)
    try voice.tell(
      .result, prediction.question, AnswerText.fullText(judge.right, in: prediction.unit) + ".")
    if let answers = room[step.id] {
      try tellRoom(answers, to: prediction, judge)
    } else if let text = state.answers[step.id], let answer = try? prediction.unit.amount(of: text)
    {
      let verdict = judge.verdict(on: answer)
      try voice.add(AnswerText.sentence(verdict, on: answer, in: prediction.unit))
    }
    try voice.tell(lines: [""])
  }

  private func judge(_ choice: MultipleChoice, _ step: Lesson.Step) throws {
    let right = try rightOption(of: choice)
    try voice.tell(.result, choice.question, "\(right + 1)) \(choice.options[right].text)")
    if let answers = room[step.id] {
      try tellRoom(answers, to: choice, right: right)
    } else if let text = state.answers[step.id], let number = Int(text),
      number > 0, number <= choice.options.count
    {
      let chosen = number - 1
      let option = choice.options[chosen]
      try voice.add(
        (chosen == right ? "You said so, too. " : "You said \(chosen + 1)) \(option.text). ")
          + (option.says ?? ""))
    }
    try voice.tell(lines: [""])
  }

  /// What judges the answers to a question.
  func judge(of prediction: Prediction) throws -> AnswerJudge {
    guard let judge = try runs(of: prediction.scenario).judge(of: prediction) else {
      throw Failure(
        message: "lesson \(entry.name): \"\(prediction.question)\" has no answer; toast learn "
          + "--verify tells more", code: .invalidScenario)
    }
    return judge
  }

  /// The one option whose sentence holds.
  func rightOption(of choice: MultipleChoice) throws -> Int {
    let right = try runs(of: choice.scenario).rightOptions(of: choice)
    guard right.count == 1 else {
      let count = right.isEmpty ? "no right answer" : "\(right.count) right answers"
      throw Failure(
        message: "lesson \(entry.name): \"\(choice.question)\" has \(count); toast learn --verify "
          + "tells more", code: .invalidScenario)
    }
    return right[0]
  }

  /// A guess of the makespan that the picture can show beside the run.
  func guess(for watch: WatchBlock, before index: Int) -> Nanoseconds? {
    guard watch.variants.count < 2, watch.workers.isEmpty else { return nil }
    for step in questions(before: index) {
      guard case .predict(let prediction) = step.kind, prediction.scenario == watch.scenario,
        case .measure(let term) = prediction.answer, term.measure == .makespan,
        (term.variant ?? "default") == (watch.variants.first ?? "default"),
        let text = state.answers[step.id], let amount = try? prediction.unit.amount(of: text)
      else { continue }
      return Nanoseconds(exactly: amount.value.rounded())
    }
    return nil
  }
}
