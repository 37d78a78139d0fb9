import Analysis
import Model
import Reference
import Rendering
import ScenarioFiles

/// Proves what a lesson claims, by running it.
///
/// It is used once: `run()` goes from the first block to the last.
struct LessonProof {
  private let file: LessonFile
  private let console: ConsoleRunner
  /// What was found wrong, in the order of the file.
  private(set) var findings: [Diagnostic] = []
  /// What was gone through.
  var tally = LessonTally()
  private var known: [String: LessonRuns] = [:]
  /// How many variations of a question are computed.
  static let mostVariations = 200

  init(_ file: LessonFile, console: ConsoleRunner) {
    self.file = file
    self.console = console
  }

  /// Goes through all blocks; nothing is told twice.
  mutating func run() throws {
    try proveAll()
    let order = findings.indices.sorted { first, second in
      guard let one = findings[first].place, let other = findings[second].place, one != other else {
        return first < second
      }
      return one < other
    }
    findings = order.map { findings[$0] }.reduce(into: []) { all, finding in
      if !all.contains(finding) { all.append(finding) }
    }
  }

  private mutating func proveAll() throws {
    proveTopics()
    let exercises = file.lesson.steps.compactMap { step -> String? in
      if case .change(let exercise) = step.kind { exercise.scenario } else { nil }
    }
    for step in file.lesson.steps {
      try attempt(step.line) { proof throws(any Error) in
        switch step.kind {
        case .text, .reveal: break
        case .scenario(let scenario):
          try proof.prove(scenario, isExercise: exercises.contains(scenario.name), step.line)
        case .predict(let prediction): try proof.prove(prediction, step.line)
        case .choose(let choice): try proof.prove(choice, step.line)
        case .watch(let watch): try proof.prove(watch, step.line)
        case .explain(let explanation): try proof.prove(explanation, step.line)
        case .change(let exercise): try proof.prove(exercise, step.line)
        case .console(let text): try proof.proveConsole(text, step.line)
        }
      }
    }
  }

  /// Does what may turn out to be impossible with the scenario, which then is a finding.
  private mutating func attempt(
    _ line: Int, _ body: (inout LessonProof) throws -> Void
  ) throws {
    do {
      try body(&self)
    } catch let mistakes as ScenarioMistakes {
      let first = mistakes.diagnostics.first
      reportOnce(first?.message ?? "the scenario is not valid", line, remedy: first?.remedy)
    } catch let failure as Failure where failure.code == .invalidScenario {
      reportOnce(failure.message, line, remedy: nil)
    }
  }

  /// Reports why a scenario cannot run; the blocks that are about it would all say the same.
  private mutating func reportOnce(_ message: String, _ line: Int, remedy: String?) {
    guard !findings.contains(where: { $0.message == message }) else { return }
    report(.lessonClaim, message, line: line, remedy: remedy ?? "change the scenario")
  }

  /// Adds a finding.
  mutating func report(
    _ code: DiagnosticCode, _ message: String, line: Int, mark: LessonMark? = nil,
    remedy: String? = nil
  ) {
    findings.append(file.finding(code, message, line: line, mark: mark, remedy: remedy))
  }

  /// The runs of a scenario as it stands.
  mutating func runs(of name: String) -> LessonRuns {
    if let runs = known[name] { return runs }
    let runs = LessonRuns(file.lesson.scenario(named: name).file)
    known[name] = runs
    return runs
  }

  /// The runs of a scenario with changes.
  func runs(of name: String, changedBy changes: [Override]) -> LessonRuns {
    LessonRuns(file.lesson.scenario(named: name).file, changedBy: changes)
  }

  // MARK: - Blocks that claim something of a run

  /// Topics are free words; one that is nearly a word of the curriculum is mistyped.
  private mutating func proveTopics() {
    let about = file.lesson.about
    let words = CurriculumTopic.all.map(\.word)
    for topic in about.topics where CurriculumTopic.named(topic) == nil {
      // A word that a long one begins with, as `task`, is one of the teacher's own.
      guard let word = nearest(to: topic, among: words), abs(word.count - topic.count) <= 3 else {
        continue
      }
      report(
        .lessonClaim, "no curriculum that is known here has a topic `\(topic)`", line: about.line,
        mark: .text(topic), remedy: "did you mean `\(word)`?")
    }
  }

  /// A scenario runs, and holds what it expects; that of an exercise must not hold it yet.
  private mutating func prove(
    _ scenario: LessonScenario, isExercise: Bool, _ line: Int
  ) throws {
    tally.scenarios += 1
    let runs = runs(of: scenario.name)
    let result = try runs.result(of: nil, with: nil)
    guard !isExercise else { return }
    let sentences = try scenario.file.scenario().expectations
    // To show a run that is stuck is fine where nothing is expected of it.
    if result.isStuck, !sentences.isEmpty {
      return report(
        .lessonClaim, "the run is stuck", line: line,
        remedy: "change the scenario, or remove its `expect`")
    }
    try prove(sentences, runs, line)
  }

  private mutating func prove(
    _ sentences: [Expectation], _ runs: LessonRuns, _ line: Int
  ) throws {
    for sentence in sentences {
      let verdict = try runs.verdict(on: sentence)
      guard !verdict.holds else { continue }
      let results = try sentence.terms.map { try runs.result(of: $0.variant, with: nil) }
      report(
        .lessonClaim, verdict.sentence(TimeText(sharedBy: results)), line: line,
        mark: .text(sentence.text), remedy: "correct the sentence or the scenario")
    }
  }

  private mutating func prove(_ explanation: Explanation, _ line: Int) throws {
    tally.facts += explanation.facts.count
    for term in explanation.terms where GlossaryEntry.named(term) == nil {
      report(
        .lessonClaim, "`\(term)` is not in the glossary", line: line, mark: .text(term),
        remedy: nearest(to: term, among: GlossaryEntry.words).map { "did you mean `\($0)`?" }
          ?? "`toast explain` has all words")
    }
    try prove(explanation.facts, runs(of: explanation.scenario), line)
  }

  private mutating func prove(_ watch: WatchBlock, _ line: Int) throws {
    let file = file.lesson.scenario(named: watch.scenario).file
    for variant in watch.variants {
      let runs = runs(of: watch.scenario)
      _ = try runs.result(of: variant == "default" ? nil : variant, with: nil)
    }
    let pool = try file.scenario().pools[0].name
    for workers in watch.workers {
      let change = Override(
        path: "workers.\(pool)", value: workers, label: "workers.\(pool)=\(workers)")
      _ = try runs(of: watch.scenario, changedBy: [change]).result(of: nil, with: nil)
    }
    if !watch.real.isEmpty { try proveReal(try file.scenario(), watch.real, line) }
  }

  /// A scenario can run for real, as far as that is known without doing it.
  private mutating func proveReal(
    _ scenario: Scenario, _ kinds: [WorkerKind], _ line: Int
  ) throws {
    if scenario.hasCommands {
      report(
        .lessonClaim, "a lesson runs no shell commands", line: line,
        remedy: "leave out `run`; the steps take the time written")
    }
    for kind in kinds {
      let run = try PlannedRun.simulate(scenario.on(kind), replication: 0, keepsTrace: nil)
      guard run.makespan != nil else {
        report(
          .lessonClaim, "on \(kind.rawValue) the run does not come to its end", line: line,
          mark: .text(kind.rawValue), remedy: "remove this kind, or change the scenario")
        continue
      }
      let scale = RealScale(
        longestRun: max(run.end.elapsed, Nanoseconds(clamping: run.sums.t1)),
        shortestStep: RealScale.shortestStep(of: scenario)?.time,
        resolution: Self.usualResolution)
      do {
        try scale.check(scenario, resolution: Self.usualResolution)
      } catch let failure as Failure {
        report(
          .lessonClaim, failure.message, line: line, mark: .text(kind.rawValue),
          remedy: "remove this kind, or change the scenario")
      }
    }
  }

  /// How late the timers of a usual machine are.
  private static let usualResolution = 100 * TimeUnit.microsecond

  // MARK: - Exercises and commands

  private mutating func prove(_ exercise: Exercise, _ line: Int) throws {
    tally.exercises += 1
    let judge = ExerciseJudge(exercise, in: file.lesson)
    let shipped = file.lesson.scenario(named: exercise.scenario).file
    if try judge.failures(of: shipped).isEmpty {
      report(
        .lessonExercise, "the exercise passes as it stands: there is nothing to do", line: line,
        remedy: "write an `expect` that does not hold yet")
    }
    for failure in try judge.failures(of: exercise.solution.file) {
      report(
        .lessonExercise, "the solution does not pass: \(failure)", line: exercise.solution.line,
        remedy: "correct the solution, or the `expect` and `keep` that it must fit")
    }
  }

  private mutating func proveConsole(_ text: String, _ line: Int) throws {
    tally.consoleBlocks += 1
    for finding in try console.findings(in: ConsoleScript(text, line: line + 1)) {
      report(.lessonConsole, finding.message, line: finding.line, remedy: finding.remedy)
    }
  }
}
