import Analysis
import Foundation
import Model
import Rendering
import ScenarioFiles

/// Goes through a lesson with somebody: asks, locks, shows, judges, explains, has them change something.
final class LessonSession {
  /// How lessons are gone through.
  struct Manner {
    var look: LookOptions
    /// Tells runs as sentences instead of drawing them.
    var narrates = false
    /// Collects the answers of a room, and keeps nothing.
    var isClass = false
    /// Where the files of exercises are written.
    var folder: String
    /// Answers that were given on the command line, in order.
    var answers: [String] = []
  }

  /// Where the lesson goes on.
  enum Turn: Equatable {
    case next, back, restart
    /// The input ended where somebody was asked.
    case ended
    /// Out of the lesson: what is to be done there.
    case leave(Leaving)
  }

  /// Why a lesson was left.
  enum Leaving: Equatable {
    case completed, quit, list
    /// The input ended before so many steps were done.
    case ended(open: Int)
  }

  let course: Course
  let entry: Course.Entry
  let lesson: Lesson
  let prompt: LinePrompt
  let voice: LessonVoice
  var manner: Manner
  /// What a room answered, by step.
  var room: [String: RoomAnswers] = [:]
  private let progress: LearningProgress
  private var runs: [String: LessonRuns] = [:]

  init(
    _ course: Course, _ entry: Course.Entry, _ file: LessonFile, _ manner: Manner,
    prompt: LinePrompt, progress: LearningProgress
  ) {
    self.course = course
    self.entry = entry
    lesson = file.lesson
    self.manner = manner
    self.prompt = prompt
    self.progress = progress
    voice = LessonVoice(prompt, manner.look)
  }

  /// What was done in this lesson.
  var state: LessonState { progress.state(of: entry.name, in: course.id) }

  /// Keeps what was done.
  func note(_ deed: LessonDeed) { progress.note(deed, of: entry.name, in: course.id) }

  /// Goes through the lesson from where it was left.
  func run() throws -> Leaving {
    try voice.tell(lines: header)
    var position = firstOpen
    if position > 0 {
      try voice.tell(lines: ["You have been here: this is where you were. b goes back.", ""])
    }
    while position < lesson.steps.count {
      try prompt.check()
      switch try perform(lesson.steps[position], at: position) {
      case .next: position += 1
      case .back: position = beginning(beforeStopAt: position)
      case .restart:
        room = [:]
        manner.answers = []
        position = 0
      case .ended: return .ended(open: openCount)
      case .leave(let reason): return reason
      }
    }
    try judge(before: lesson.steps.count)
    if !state.isCompleted { note(.completed) }
    return .completed
  }

  /// The lesson's number and title, and how many are done.
  private var header: [String] {
    let title = "Lesson \(entry.number) of \(course.entries.count): \(harmless(lesson.title))"
    let shown = voice.style.hasColor ? "\u{1B}[1m\(title)\u{1B}[0m" : title
    let done = course.entries.filter {
      progress.state(of: $0.name, in: course.id).isCompleted
    }.count
    let bar =
      manner.isClass
      ? "with a class" : progress.isKept ? CourseText.bar(done, of: course.entries.count) : ""
    let gap = max(2, voice.width - displayWidth(title) - displayWidth(bar))
    let minutes = lesson.about.minutes.map { ["About \($0) minutes."] } ?? []
    let end = bar.isEmpty ? "" : String(repeating: " ", count: gap) + bar
    return [shown + end] + minutes + [""]
  }

  /// The runs of a scenario of the lesson.
  func runs(of scenario: String) -> LessonRuns {
    if let known = runs[scenario] { return known }
    let made = LessonRuns(lesson.scenario(named: scenario).file)
    runs[scenario] = made
    return made
  }

  private func perform(_ step: Lesson.Step, at index: Int) throws -> Turn {
    switch step.kind {
    case .text(let markdown): try voice.tell(markdown: markdown)
    case .console(let text):
      try voice.tell(lines: text.components(separatedBy: "\n").map { "    \($0)" } + [""])
    case .scenario(let scenario):
      try voice.tell(
        lines: ScenarioListing(scenario.text, hasStyle: voice.style.hasColor).lines + [""])
    case .predict(let prediction): return try ask(prediction, step)
    case .choose(let choice): return try ask(choice, step)
    case .watch(let watch): return try show(watch, step, at: index)
    case .explain(let explanation):
      try judge(before: index)
      try explain(explanation)
    case .change(let exercise):
      try judge(before: index)
      return try change(exercise, step)
    case .reveal(let reveal):
      try judge(before: index)
      return try ask(reveal, step)
    }
    return .next
  }

  // MARK: - Where somebody is

  /// Whether a step waits for somebody.
  private func isStop(_ step: Lesson.Step) -> Bool {
    switch step.kind {
    case .predict, .choose, .watch, .change, .reveal: true
    case .text, .scenario, .explain, .console: false
    }
  }

  /// Whether somebody is done with a step.
  private func isSettled(_ step: Lesson.Step, _ state: LessonState) -> Bool {
    state.answers[step.id] != nil || state.skipped.contains(step.id)
      || state.seen.contains(step.id) || state.solved.contains(step.id)
  }

  /// Where the text of the first open step begins; the beginning of a lesson without one.
  private var firstOpen: Int {
    let state = state
    let open = lesson.steps.firstIndex { isStop($0) && !isSettled($0, state) }
    let last = open.flatMap { open in lesson.steps[..<open].lastIndex(where: isStop) }
    return last.map { $0 + 1 } ?? 0
  }

  /// How many steps wait for somebody.
  private var openCount: Int {
    let state = state
    return lesson.steps.filter { isStop($0) && !isSettled($0, state) }.count
  }

  /// Where the text of the stop before the one at hand begins.
  private func beginning(beforeStopAt index: Int) -> Int {
    let stops = lesson.steps.indices.filter { $0 < index && isStop(lesson.steps[$0]) }
    guard stops.count > 1 else { return 0 }
    return stops[stops.count - 2] + 1
  }

  // MARK: - Words

  /// What words do that are the same everywhere; nil for those that belong to the step.
  func obey(_ word: LessonWord) throws -> Turn? {
    switch word {
    case .hint, .skip, .solve: return nil
    case .back: return .back
    case .reset: return try reset() ? .restart : nil
    case .list: return .leave(.list)
    case .quit: return .leave(.quit)
    case .help: try voice.tell(lines: LessonWord.summary.components(separatedBy: "\n"))
    case .explain(let word):
      do {
        try voice.tell(lines: ExplainCommand.text(about: word).components(separatedBy: "\n"))
      } catch let failure as Failure {
        try voice.tell(lines: [failure.message])
      }
    }
    return nil
  }

  /// What words say that need a question.
  static let nothingToAnswer = "There is nothing to answer here."

  private func reset() throws -> Bool {
    let answer = try voice.ask(
      "Forget all answers of this lesson, and restore its files? (y or n) ")
    guard answer?.lowercased().hasPrefix("y") == true else { return false }
    do {
      for step in lesson.steps {
        if case .change(let exercise) = step.kind, let path = state.exercises[step.id] {
          try restore(exercise, at: path)
        }
      }
    } catch let failure as Failure {
      try voice.tell(lines: [failure.message])
      return false
    }
    note(.reset)
    return true
  }

  // MARK: - Steps without an answer

  private func show(_ watch: WatchBlock, _ step: Lesson.Step, at index: Int) throws -> Turn {
    let stage = LessonStage(
      watch: watch, scenario: lesson.scenario(named: watch.scenario), title: lesson.title,
      look: manner.look, narrates: manner.narrates, isBig: manner.isClass,
      canPlay: prompt.canPlay)
    let what =
      watch.real.isEmpty
      ? stage.isAnimated
        ? "ENTER plays the run; ? tells its keys, and q in the picture comes back."
        : "ENTER runs it."
      : "ENTER runs it for real, on \(watch.real.map(\.rawValue).joined(separator: ", "))."
    try voice.tell(.watch, prompt.isOpen ? what : "The run:")
    waiting: while true {
      guard let line = try voice.ask("> ") else {
        if prompt.isOff { break waiting }
        return .ended
      }
      switch LessonWord(line) {
      case nil: break waiting
      case .skip:
        try judge(before: index)
        note(.seen(step: step.id))
        return .next
      case .hint, .solve: try voice.tell(lines: [Self.nothingToAnswer])
      case .some(let word): if let turn = try obey(word) { return turn }
      }
    }
    try stage.show(guess: guess(for: watch, before: index))
    // Who left the picture by Ctrl-C has not seen the run.
    try prompt.check()
    try voice.tell(lines: [""])
    try judge(before: index)
    note(.seen(step: step.id))
    return .next
  }

  private func explain(_ explanation: Explanation) throws {
    let runs = runs(of: explanation.scenario)
    var sentences: [String] = []
    for fact in explanation.facts {
      let verdict = try runs.verdict(on: fact)
      sentences.append("\(verdict.holds ? voice.check : voice.cross) \(fact.text)")
    }
    if !explanation.terms.isEmpty {
      sentences.append("Words: \(explanation.terms.joined(separator: ", ")).")
    }
    guard !sentences.isEmpty else { return }
    try voice.tell(.explain, sentences)
    try voice.tell(lines: [""])
  }

  private func ask(_ reveal: Reveal, _ step: Lesson.Step) throws -> Turn {
    try voice.tell(.reveal, reveal.question)
    waiting: while true {
      guard let line = try voice.ask("         ENTER: the answer > ") else {
        if prompt.isOff { break waiting }
        return .ended
      }
      switch LessonWord(line) {
      case nil, .skip, .solve, .hint: break waiting
      case .some(let word): if let turn = try obey(word) { return turn }
      }
    }
    try voice.tell(markdown: reveal.answer)
    note(.seen(step: step.id))
    return .next
  }
}
