import Analysis
import Model
import Rendering
import ScenarioFiles

/// Judges edited scenarios of an exercise: for the lesson, and for the proof that it can be done.
struct ExerciseJudge {
  private let exercise: Exercise
  private let shipped: ScenarioFile

  init(_ exercise: Exercise, in lesson: Lesson) {
    self.exercise = exercise
    shipped = lesson.scenario(named: exercise.scenario).file
  }

  /// Runs an edited scenario: a sentence for each thing that is not yet as the exercise wants it.
  ///
  /// What counts are the lesson's sentences, not those of the edited file.
  func failures(of edited: ScenarioFile) throws -> [String] {
    // The lessons of a course are judged beside each other: a run of one takes one thread.
    var session = RunSession(file: edited, keepsTrace: false, threads: 1)
    let result = try session.outcome(of: "default").result
    let sentences = try shipped.scenario().expectations
    var failures = exercise.keep.filter { !edited.has($0, asIn: shipped) }.map(Self.changed)
    failures += try changedBaselines(in: edited, sentences)
    if case .deadlock(let jobs) = result.cause {
      // Of a run that is stuck most measures are null, which helps nobody.
      failures.append("the run is stuck: \(jobs.first.map { "\($0)" } ?? "nobody can go on")")
    } else {
      for expectation in sentences {
        if let failure = try failure(of: expectation, edited, &session) { failures.append(failure) }
      }
    }
    return failures.map(harmless)
  }

  /// What is said of a sentence; nil where it holds.
  private func failure(
    of expectation: Expectation, _ edited: ScenarioFile, _ session: inout RunSession
  ) throws -> String? {
    var runs: [RunResult] = []
    for term in expectation.terms {
      let variant = term.variant ?? "default"
      guard variant == "default" || edited.variants.contains(variant) else {
        return "there must be a variant `\(variant)`, since it must hold: \(expectation.text)"
      }
      let result = try session.outcome(of: variant).result
      if let task = term.task, !result.tasks.contains(where: { $0.name == task }) {
        return "there must be a task `\(task)`, since it must hold: \(expectation.text)"
      }
      runs.append(result)
    }
    let verdict = try expectation.verdict { try session.outcome(of: $0 ?? "default").result }
    return verdict.holds ? nil : verdict.sentence(TimeText(sharedBy: runs))
  }

  /// What a speedup is measured against is the lesson's: a slower baseline would make any run fast.
  private func changedBaselines(
    in edited: ScenarioFile, _ sentences: [Expectation]
  ) throws -> [String] {
    var failures: [String] = []
    let named = sentences.flatMap(\.terms).map(\.variant) + [nil]
    for variant in named where variant.map(edited.variants.contains) ?? true {
      let baseline = try shipped.scenario(variant: variant).baseline
      var failure: String?
      if try edited.scenario(variant: variant).baseline != baseline {
        failure = baseline == nil ? "there must be no `baseline`" : Self.changed("baseline")
      } else if let baseline, baseline != "default",
        !edited.has("variants.\(baseline)", asIn: shipped)
      {
        failure = "the variant `\(baseline)` must stay as it is: speedups are measured against it"
      }
      if let failure, !failures.contains(failure) { failures.append(failure) }
    }
    return failures.filter {
      !(exercise.keep.contains("baseline") && $0 == Self.changed("baseline"))
    }
  }

  private static func changed(_ path: String) -> String {
    let last = path.split(separator: ".").last ?? ""
    return "\(path) must stay as \(last.hasSuffix("s") ? "they are" : "it is")"
  }
}
