import Analysis
import Model
import Rendering

extension Scenario {
  /// The most replications: the scenario's own number, or what a goal allows; one where a goal is asked of
  /// a scenario that chance has no part in.
  func replications(until goal: PrecisionGoal?) -> Int {
    goal.map { isRandom ? $0.most : 1 } ?? replications
  }
}

/// What `--precision` came to, in sentences.
enum PrecisionText {
  /// What to say of one scenario.
  static func note(_ watch: PrecisionWatch?, asked goal: PrecisionGoal?) -> String? {
    guard let goal else { return nil }
    guard let watch else { return "Chance has no part in this, so --precision makes a single run." }
    let measure = watch.measure == .makespan ? "makespan" : "mean response"
    guard let precision = watch.precision else {
      return "Not as precise as asked: after \(watch.count) replications the \(measure) has no "
        + "interval."
    }
    let reached = share(precision)
    return watch.isReached
      ? "The mean of the \(measure) is within \(reached) after \(watch.count) replications; "
        + "\(share(goal.wanted)) was asked for."
      : "Not as precise as asked: \(reached) after \(watch.count) replications."
  }

  /// What to say of a race: of the run that is the least precise.
  static func note(_ watches: [PrecisionWatch], asked goal: PrecisionGoal?) -> String? {
    let worst = watches.max { ($0.precision ?? .infinity) < ($1.precision ?? .infinity) }
    return note(worst, asked: goal)
  }

  /// A share in percent with two digits: "0.98 %", "2.3 %".
  private static func share(_ share: Double) -> String {
    let value = share * 100
    var places = 0
    var limit = 10.0
    while value < limit, places < 4 {
      places += 1
      limit /= 10
    }
    var text = fixed(value, places)
    while text.contains("."), text.hasSuffix("0") || text.hasSuffix(".") { text.removeLast() }
    return text + " %"
  }
}
