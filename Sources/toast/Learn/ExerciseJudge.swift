import Analysis
import Model
import Rendering
import ScenarioFiles

/// Judges edited scenarios of an exercise: for the lesson, and for the proof that it can be done.
struct ExerciseJudge {
  private let exercise: Exercise
  private let shipped: ScenarioFile

  /// What was found of an edited scenario.
  struct Judgement {
    /// A sentence for each thing that is not as the exercise wants it; empty where it is done.
    let failures: [String]
    /// The run of the scenario as it was edited, without a variant.
    let result: RunResult
  }

  init(_ exercise: Exercise, in lesson: Lesson) {
    self.exercise = exercise
    shipped = lesson.scenario(named: exercise.scenario).file
  }

  /// What is not yet as the exercise wants it.
  func failures(of edited: ScenarioFile) throws -> [String] { try judgement(of: edited).failures }

  /// Runs an edited scenario; what counts are the lesson's sentences, not those of the edited file.
  func judgement(of edited: ScenarioFile) throws -> Judgement {
    // The lessons of a course are judged beside each other: a run of one takes one thread.
    var session = RunSession(file: edited, keepsTrace: false, threads: 1)
    let result = try session.outcome(of: "default").result
    var failures = exercise.keep.filter { !edited.has($0, asIn: shipped) }.map(Self.changed)
    if case .deadlock(let jobs) = result.cause {
      // Of a run that is stuck most measures are null, which helps nobody.
      failures.append("the run is stuck: \(jobs.first.map { "\($0)" } ?? "nobody can go on")")
    } else {
      for expectation in try shipped.scenario().expectations {
        if let failure = try failure(of: expectation, edited, &session) { failures.append(failure) }
      }
    }
    return Judgement(failures: failures.map(harmless), result: result)
  }

  /// What is said of a sentence; nil where it holds.
  private func failure(
    of expectation: Expectation, _ edited: ScenarioFile, _ session: inout RunSession
  ) throws -> String? {
    var results: [String: RunResult] = [:]
    for term in expectation.terms {
      let variant = term.variant ?? "default"
      guard variant == "default" || edited.variants.contains(variant) else {
        return "there must be a variant `\(variant)`, since it must hold: \(expectation.text)"
      }
      let result = try session.outcome(of: variant).result
      if let task = term.task, !result.tasks.contains(where: { $0.name == task }) {
        return "there must be a task `\(task)`, since it must hold: \(expectation.text)"
      }
      results[variant] = result
    }
    let verdict = Verdict(expectation) { results[$0 ?? "default"] }
    let runs = expectation.terms.compactMap { results[$0.variant ?? "default"] }
    return verdict.holds ? nil : verdict.sentence(TimeText(sharedBy: runs))
  }

  private static func changed(_ path: String) -> String {
    let last = path.split(separator: ".").last ?? ""
    return "\(path) must stay as \(last.hasSuffix("s") ? "they are" : "it is")"
  }
}

extension Expectation {
  /// The measures that it names.
  var terms: [Term] {
    if case .term(let term) = right { return [left, term] }
    return [left]
  }
}
