public import Analysis
public import Model

/// One of the runs that race.
public struct RaceRow: Sendable {
  /// What tells it from the others: a variant, `toaster=4`, a file.
  public let label: String
  /// What came out.
  public let result: RunResult
  /// What somebody guessed its makespan to be, in nanoseconds.
  public let guess: Nanoseconds?
  /// Whether the others are measured against it.
  public let isBaseline: Bool

  /// Makes a row.
  public init(
    _ label: String, _ result: RunResult, guess: Nanoseconds? = nil, isBaseline: Bool = false
  ) {
    self.label = label
    self.result = result
    self.guess = guess
    self.isBaseline = isBaseline
  }

  /// The mean response of its finished jobs, in nanoseconds.
  var meanResponse: Int128? { result.jobTimes.flatMap { $0.mean($0.responseSum) } }

  /// The lower bound's name, and by how much the run exceeds it.
  var boundText: String? {
    guard let bounds = result.bounds, let makespan = result.makespan else { return nil }
    guard bounds.lower > 0, !result.isAtLowerBound else { return bounds.bindsText }
    let excess = Double(Int128(makespan) - bounds.lower) / Double(bounds.lower)
    // Beyond three times the bound a percentage is no longer read as one.
    return excess < 3
      ? "\(bounds.bindsText) +\(percent(excess))" : "\(bounds.bindsText) x\(fixed(excess + 1, 1))"
  }
}

/// A guess beside what came out.
public struct GuessText {
  /// What to say of a guess; nil where there is none.
  public static func sentence(
    guess: Nanoseconds?, for result: RunResult, named name: String? = nil, times: TimeText
  ) -> String? {
    guard let guess else { return nil }
    let what = name.map { " for \($0)" } ?? ""
    let said = "You guessed \(times.text(Int128(guess)))\(what)"
    guard let makespan = result.makespan else {
      return "\(said); it has no makespan to compare with."
    }
    if guess == makespan { return "\(said): exactly right." }
    let took = "it took \(times.text(Int128(makespan)))"
    guard makespan > 0 else { return "\(said); \(took)." }
    let share = percent((Double(guess) - Double(makespan)).magnitude / Double(makespan))
    return "\(said); \(took), so the guess is \(share) too \(guess < makespan ? "short" : "long")."
  }
}
