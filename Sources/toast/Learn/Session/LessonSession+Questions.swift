import Analysis
import Model
import Rendering
import ScenarioFiles

/// Questions, whose answers are locked.
extension LessonSession {
  func ask(_ prediction: Prediction, _ step: Lesson.Step) throws -> Turn {
    try voice.tell(.predict, prediction.question)
    if let locked = lockedAnswer(step) { return try repeatAnswer(locked) }
    if manner.isClass { return try collect(prediction, step) }
    return try ask(
      step, hints: prediction.hints, prompt: "your guess, \(prediction.unit.briefRequest)",
      suffix: prediction.unit.suffix,
      solution: { try self.rightAnswer(to: prediction) }
    ) { text in
      do throws(ScalarMistake) {
        _ = try prediction.unit.amount(of: text)
        return nil
      } catch {
        return error.sentence
      }
    }
  }

  func ask(_ choice: MultipleChoice, _ step: Lesson.Step) throws -> Turn {
    try voice.tell(.choose, choice.question)
    for (index, option) in choice.options.enumerated() {
      try voice.add("\(index + 1)) \(option.text)")
    }
    if let locked = lockedAnswer(step) { return try repeatAnswer(locked) }
    if manner.isClass { return try collect(choice, step) }
    return try ask(
      step, hints: choice.hints, prompt: "1 to \(choice.options.count)",
      solution: { try self.rightAnswer(to: choice) }
    ) { text in
      Int(text).map { (1...choice.options.count).contains($0) } == true
        ? nil : "The answers are 1 to \(choice.options.count)."
    }
  }

  private func lockedAnswer(_ step: Lesson.Step) -> String? {
    let state = state
    return state.answers[step.id] ?? (state.skipped.contains(step.id) ? "" : nil)
  }

  private func repeatAnswer(_ answer: String) throws -> Turn {
    try voice.add(answer.isEmpty ? "You skipped this." : "Your answer is locked: \(answer).")
    try voice.tell(lines: [""])
    return .next
  }

  /// Asks until there is an answer; `problem` tells what is wrong with one, and `suffix` makes bare
  /// numbers clear.
  private func ask(
    _ step: Lesson.Step, hints: [String], prompt: String, suffix: String = "",
    solution: () throws -> String, problem: (String) throws -> String?
  ) throws -> Turn {
    let words = hints.isEmpty ? "s skip, ? more" : "h hint, s skip, ? more"
    var next = givenAnswer(to: step)
    if let next { try voice.add("> \(next)") }
    while let line = try next ?? voice.ask("         \(prompt) (\(words)) > ") {
      next = nil
      switch LessonWord(line) {
      case nil where line.isEmpty: try voice.add("Write what you think, or s to skip.")
      case nil:
        if let problem = try problem(line) {
          try voice.add(problem)
          continue
        }
        let answer = Double(line) == nil ? line : line + suffix
        note(.answered(step: step.id, text: answer))
        try voice.add("Locked: \(answer).")
        try voice.tell(lines: [""])
        return .next
      case .hint: try hint(step, hints)
      case .skip:
        note(.skipped(step: step.id))
        try voice.tell(lines: [""])
        return .next
      case .solve:
        guard mayBeSolved(step, hints) else {
          try voice.add("The hints come first: h. s skips the question.")
          continue
        }
        try voice.add("The answer is \(try solution()).")
        try voice.tell(lines: [""])
        note(.skipped(step: step.id))
        return .next
      case .some(let word): if let turn = try obey(word) { return turn }
      }
    }
    guard self.prompt.isOff else { return .ended }
    try voice.add("No answer.")
    try voice.tell(lines: [""])
    return .next
  }

  /// The answer that was given on the command line: the first is for the first question, and so on.
  func givenAnswer(to step: Lesson.Step) -> String? {
    let questions = lesson.steps.filter { step in
      switch step.kind {
      case .predict, .choose: true
      default: false
      }
    }
    guard let number = questions.firstIndex(where: { $0.id == step.id }),
      manner.answers.indices.contains(number)
    else { return nil }
    return manner.answers[number]
  }

  /// The next hint; the last one again after it.
  func hint(_ step: Lesson.Step, _ hints: [String]) throws {
    guard !hints.isEmpty else { return try voice.tell(.hint, "There is none here.") }
    let count = min(hints.count, min(hints.count, state.hints[step.id] ?? 0) + 1)
    note(.hinted(step: step.id, count: count))
    let end = count == hints.count ? " (solve tells the answer.)" : ""
    try voice.tell(.hint, "\(count) of \(hints.count): \(hints[count - 1])\(end)")
  }

  /// A solution is told after the hints, or where there are none.
  func mayBeSolved(_ step: Lesson.Step, _ hints: [String]) -> Bool {
    (state.hints[step.id] ?? 0) >= hints.count
  }

  private func rightAnswer(to prediction: Prediction) throws -> String {
    AnswerText.text(try judge(of: prediction).right, in: prediction.unit)
  }

  private func rightAnswer(to choice: MultipleChoice) throws -> String {
    let index = try rightOption(of: choice)
    return "\(index + 1)) \(choice.options[index].text)"
  }
}
