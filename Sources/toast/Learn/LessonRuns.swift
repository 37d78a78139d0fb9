import Analysis
import Model
import ScenarioFiles
import Simulation

/// The runs of one scenario of a lesson, each made once.
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
    let result = try run(variant, change).result
    results[key] = result
    return result
  }

  func finishTimes() throws -> [Nanoseconds]? {
    if let finished { return finished }
    let times = try run(nil, nil).run.finishTimes()
    finished = times
    return times
  }

  /// Whether a sentence holds.
  func verdict(on sentence: Expectation) throws -> Verdict {
    var terms = [sentence.left]
    if case .term(let term) = sentence.right { terms.append(term) }
    for term in terms { _ = try result(of: term.variant, with: nil) }
    return Verdict(sentence) { results[Self.key($0, nil)] }
  }

  private static func key(_ variant: String?, _ change: (path: String, value: Int)?) -> String {
    "\(variant ?? "default") \(change.map { "\($0.path)=\($0.value)" } ?? "")"
  }

  func value(at path: String) -> Amount? {
    guard let text = file.value(at: path, changedBy: changes) else { return nil }
    if let number = Double(text) { return Amount(number, .number) }
    return (try? DurationParser.parse(text)).map { Amount(Double($0), .time) }
  }

  private func run(
    _ variant: String?, _ change: (path: String, value: Int)?
  ) throws -> PlannedRun.Made {
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
    return try PlannedRun(
      scenario, of: variant ?? "default", baseline: baseline, keepsTrace: false
    ).make()
  }
}
