import Analysis
import Model
import Rendering
import ScenarioFiles

/// What people answer who go wrong in a way that is known, computed from the scenario at hand.
enum TypicalMistakes {
  typealias Mistake = (answer: Amount, says: String)

  /// The lesson's own mistakes, then those that many people make and that are like none before them; none
  /// is as good as right.
  static func all(
    of prediction: Prediction, right: Amount, _ runs: LessonRuns
  ) throws -> [Mistake] {
    var runs = runs
    var kept: [Mistake] = []
    for mistake in prediction.mistakes {
      if let answer = try mistake.answer.amount(in: &runs) { kept.append((answer, mistake.says)) }
    }
    var found: [Mistake] = []
    if let term = prediction.answer.subject {
      found += general(term, try runs.result(of: term.variant, with: nil))
    }
    found += wrongUnits(right, prediction.unit)
    func isAlike(_ answer: Amount, _ other: Amount) -> Bool {
      AnswerJudge(right: other, tolerance: prediction.tolerance, mistakes: [])
        .verdict(on: answer).isRight
    }
    kept.removeAll {
      !$0.answer.value.isFinite || $0.answer.dimension != right.dimension
        || isAlike($0.answer, right)
    }
    for mistake in found {
      let answer = mistake.answer
      guard answer.value.isFinite, answer.value > 0, answer.dimension == right.dimension,
        !isAlike(answer, right), !kept.contains(where: { isAlike(answer, $0.answer) })
      else { continue }
      kept.append(mistake)
    }
    return kept
  }

  /// Mistakes about a measure of a run.
  private static func general(_ term: Expectation.Term, _ result: RunResult) -> [Mistake] {
    let workers = result.scenario.workerCount
    switch term.measure {
    case .makespan, .elapsed:
      return result.scenario.execution == .sync
        ? dividedTimes(result, workers)
        : [
          (
            Amount(Double(result.t1), .time),
            "That is one job after the other: in async a worker does other jobs while one waits."
          )
        ]
    case .speedup, .amdahl: return speedups(result, workers, term.measure)
    case .efficiency:
      guard let speedup = result.speedup else { return [] }
      return [
        (
          number(speedup),
          "That is the speedup: the efficiency is that, over \(Layout.counted(workers, "worker"))."
        )
      ]
    default: return []
    }
  }

  /// The work of one worker, the serial part forgotten, and one worker too many or too few.
  private static func dividedTimes(_ result: RunResult, _ workers: Int) -> [Mistake] {
    let t1 = Double(result.t1)
    let count = Double(workers)
    guard workers > 1 else { return [] }
    func time(_ value: Double) -> Amount { Amount(value.rounded(), .time) }
    var mistakes: [Mistake] = [
      (
        time(t1),
        "That is what one worker alone needs; here are \(Layout.counted(workers, "worker"))."
      )
    ]
    let parallel = result.amdahl?.parallelFraction ?? 1
    if parallel < 1 {
      mistakes += [
        (
          time(t1 / count),
          "That divides all the work by \(workers), also the serial part, which only one can do."
        ),
        (
          time(t1 * parallel / count),
          "That is the parallel part alone: the serial part was forgotten."
        ),
      ]
    } else {
      mistakes.append(
        (
          time(t1 / count),
          "That is all the work over \(workers): here something comes on top, or it cannot be shared "
            + "evenly."
        ))
    }
    for wrong in [workers + 1, workers - 1] where wrong > 0 {
      mistakes.append(
        (
          time(t1 * (1 - parallel) + t1 * parallel / Double(wrong)),
          "That divides by \(wrong): count again, there are \(Layout.counted(workers, "worker"))."
        ))
    }
    return mistakes
  }

  /// Speedup taken for efficiency, for the number of workers, for its inverse, for its limit.
  private static func speedups(
    _ result: RunResult, _ workers: Int, _ measure: Measure
  ) -> [Mistake] {
    guard
      let speedup = measure == .speedup ? result.speedup : result.amdahl?.speedup, speedup > 0
    else { return [] }
    var mistakes: [Mistake] = [
      (
        number(1 / speedup),
        "That is the new time over the old: the speedup is the old over the new."
      )
    ]
    // Workers say nothing about a speedup that comes from waits, or is measured against another run.
    guard result.scenario.execution == .sync, result.baseline.name == "t1", workers > 1 else {
      return mistakes
    }
    mistakes += [
      (
        number(speedup / Double(workers)),
        "That is the efficiency: the speedup over \(Layout.counted(workers, "worker"))."
      ),
      (
        number(Double(workers)),
        "That is the number of workers: the speedup if all of them were always busy."
      ),
    ]
    if let parallel = result.amdahl?.parallelFraction, parallel < 1 {
      mistakes.append(
        (
          number(1 / (1 - parallel)),
          "That is the limit for ever more workers; here are \(Layout.counted(workers, "worker"))."
        ))
    }
    return mistakes
  }

  /// The right number, counted in another unit.
  private static func wrongUnits(_ right: Amount, _ unit: AnswerUnit) -> [Mistake] {
    switch unit {
    case .time(_, let length): return wrongTimes(right, units(next: length))
    case .rate: return wrongTimes(right, [60, 3600])
    case .times:
      return [
        (
          number(right.value * 100),
          "That is a percentage: as a ratio it is a hundredth of that."
        )
      ]
    case .percent:
      return [
        (number(right.value / 100), "That is a share of 1: in percent it is 100 times that.")
      ]
    case .count: return []
    }
  }

  /// How many of a unit of time are one of another that people take for it.
  private static func units(next length: Nanoseconds) -> [Double] {
    switch length {
    case TimeUnit.hour: [60, 3600]
    case TimeUnit.minute: [60]
    case TimeUnit.second: [60, 3600, 1000]
    default: [1000]
    }
  }

  private static func wrongTimes(_ right: Amount, _ factors: [Double]) -> [Mistake] {
    factors.flatMap { factor -> [Mistake] in
      let words = "That is the right number with another unit: \(Int(factor)) times too"
      return [
        (Amount(right.value * factor, right.dimension), "\(words) much."),
        (Amount(right.value / factor, right.dimension), "\(words) little."),
      ]
    }
  }

  private static func number(_ value: Double) -> Amount { Amount(value, .number) }
}

extension Quantity {
  /// The one measure of the whole run that this is, perhaps rounded.
  fileprivate var subject: Expectation.Term? {
    switch self {
    case .measure(let term): term.task == nil ? term : nil
    case .roundedUp(let inner), .roundedDown(let inner): inner.subject
    default: nil
    }
  }
}
