/// What a proof has gone through.
struct LessonTally: Sendable {
  var scenarios = 0
  var questions = 0
  /// How many variations of the questions were computed.
  var variations = 0
  var exercises = 0
  var facts = 0
  var consoleBlocks = 0

  /// Adds another one.
  mutating func add(_ other: LessonTally) {
    scenarios += other.scenarios
    questions += other.questions
    variations += other.variations
    exercises += other.exercises
    facts += other.facts
    consoleBlocks += other.consoleBlocks
  }

  /// As in `2 scenarios, 2 questions (37 variations), 1 exercise, 4 facts, 1 console block`.
  var text: String {
    var questionText = counted(questions, "question")
    if variations > 0 { questionText += " (\(counted(variations, "variation")))" }
    let parts = [
      (scenarios, counted(scenarios, "scenario")), (questions, questionText),
      (exercises, counted(exercises, "exercise")), (facts, counted(facts, "fact")),
      (consoleBlocks, counted(consoleBlocks, "console block")),
    ]
    let told = parts.filter { $0.0 > 0 }.map(\.1)
    return told.isEmpty ? "nothing to prove" : told.joined(separator: ", ")
  }
}

/// A number and what is counted: `1 lesson`, `2 lessons`.
func counted(_ number: Int, _ what: String) -> String {
  "\(number) \(what)\(number == 1 ? "" : "s")"
}
