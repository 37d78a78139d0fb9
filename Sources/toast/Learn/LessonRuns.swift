import Analysis
import Model
import ScenarioFiles
import Simulation

/// The runs of one scenario of a lesson, each made once, with all its replications as `toast run` makes
/// them.
///
/// With changes it is a quiz's variation of the scenario.
final class LessonRuns: QuantityRuns {
  private let file: ScenarioFile
  private let changes: [Override]
  private var results: [String: RunResult] = [:]
  private var finished: [Nanoseconds]??

  init(_ file: ScenarioFile, changedBy changes: [Override] = []) {
    self.file = file
    self.changes = changes
  }

  func result(of variant: String?, with change: (path: String, value: Int)?) throws -> RunResult {
    let key = Self.key(variant, change)
    if let known = results[key] { return known }
    let first = try planned(variant, change)
    var gatherer = ResultGatherer()
    for replication in 0..<first.scenario.replications where !gatherer.isDecided {
      gatherer.add(try first.numbered(replication).make().result)
    }
    let result = gatherer.result
    results[key] = result
    return result
  }

  /// When the jobs of the first replication were finished: there is no mean of an order.
  func finishTimes() throws -> [Nanoseconds]? {
    if let finished { return finished }
    let times = try planned(nil, nil).make().run.finishTimes()
    finished = times
    return times
  }

  /// Whether a sentence holds.
  func verdict(on sentence: Expectation) throws -> Verdict {
    try sentence.verdict { try result(of: $0, with: nil) }
  }

  private static func key(_ variant: String?, _ change: (path: String, value: Int)?) -> String {
    "\(variant ?? "default") \(change.map { "\($0.path)=\($0.value)" } ?? "")"
  }

  func value(at path: String) -> Amount? { file.amount(at: path, changedBy: changes) }

  /// The first replication; `numbered` gives the others.
  private func planned(
    _ variant: String?, _ change: (path: String, value: Int)?
  ) throws -> PlannedRun {
    let all =
      changes
      + (change.map {
        [Override(path: $0.path, value: "\($0.value)", label: "\($0.path)=\($0.value)")]
      } ?? [])
    let scenario = try file.scenario(variant: variant, changedBy: all)
    let baseline = try scenario.baseline.map {
      (
        name: $0,
        scenario: try file.scenario(variant: $0, changedBy: all, changesFirst: true)
      )
    }
    return PlannedRun(
      scenario, of: variant ?? "default", baseline: baseline, keepsTrace: false)
  }
}

extension LessonRuns {
  /// What judges answers to a question; nil where the answer cannot be computed.
  func judge(of prediction: Prediction) throws -> AnswerJudge? {
    var runs = self
    guard let right = try prediction.answer.amount(in: &runs) else { return nil }
    return AnswerJudge(
      right: right, tolerance: prediction.tolerance,
      mistakes: try TypicalMistakes.all(of: prediction, right: right, self))
  }

  /// The positions of the options whose sentence holds; of a question with an answer there is one.
  func rightOptions(of choice: MultipleChoice) throws -> [Int] {
    try choice.options.indices.filter { try verdict(on: choice.options[$0].right).holds }
  }
}
