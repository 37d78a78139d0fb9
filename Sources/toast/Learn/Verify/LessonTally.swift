import Rendering

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
    var questionText = Layout.counted(questions, "question")
    if variations > 0 { questionText += " (\(Layout.counted(variations, "variation")))" }
    let parts = [
      (scenarios, Layout.counted(scenarios, "scenario")), (questions, questionText),
      (exercises, Layout.counted(exercises, "exercise")), (facts, Layout.counted(facts, "fact")),
      (consoleBlocks, Layout.counted(consoleBlocks, "console block")),
    ]
    let told = parts.filter { $0.0 > 0 }.map(\.1)
    return told.isEmpty ? "nothing to prove" : told.joined(separator: ", ")
  }
}
