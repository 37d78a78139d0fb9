public import Model

/// Whether rewriting from the baseline to a run is worth it, and when.
///
/// All times are whole nanoseconds. With replications they are those of the mean.
public struct PaybackEstimate: Equatable, Sendable {
  /// What the scenario says of the rewriting.
  public let payback: Payback
  /// What the run is measured against: `t1`, or the variant's name.
  public let baseline: String
  /// What one run saves, baseline - makespan, in nanoseconds; negative where it takes longer, nil where
  /// there is no speedup.
  public let saved: Int128?
  /// What a run at its ceiling would save, baseline - T1 / ceiling, in nanoseconds, rounded to the nearest.
  ///
  /// No number of workers saves more. It is nil without a speedup or a ceiling, and over replications,
  /// whose ceiling is a mean.
  public let mostSaved: Int128?
  /// Why a value is null: the field's name in machine-readable output, and a sentence.
  public let reasons: [Reason]

  /// The estimate of a run; nil where its scenario does not ask.
  public init?(_ result: RunResult) {
    guard let payback = result.scenario.payback else { return nil }
    self.payback = payback
    baseline = result.baseline.name
    var reasons = Reasons()
    saved = Self.saved(result, &reasons)
    mostSaved = saved.flatMap { _ in Self.mostSaved(result, &reasons) }
    if let saved, saved <= 0 {
      for name in ["break_even_runs_count", "break_even_weeks"] {
        reasons.add(
          "payback.\(name)", "the run is not faster than \(baseline): it never pays back")
      }
    }
    if let mostSaved, mostSaved <= 0 {
      reasons.add(
        "payback.least_runs_count",
        "with any number of workers the run is not faster than \(baseline)")
    }
    self.reasons = reasons.list
  }

  /// The runs after which the rewriting is paid back, rewrite / saved rounded up; nil where it never is.
  public var runs: Int128? { saved.flatMap(payback.runs) }

  /// The same for a run at its ceiling: no number of workers needs fewer runs; nil where none pays back.
  public var leastRuns: Int128? { mostSaved.flatMap(payback.runs) }

  /// The weeks until the rewriting is paid back; nil where it never is.
  public var weeks: Double? {
    runs.map {
      Double($0) * Double(payback.runsPerWeek.denominator) / Double(payback.runsPerWeek.numerator)
    }
  }

  /// What all runs of a year save, less the rewriting, in nanoseconds: saved x runs per week x 52 - rewrite.
  ///
  /// Parts of a nanosecond are left out; what passes 128 bits is the largest number.
  public var netOfYear: Int128? {
    saved.map { saved in
      let rate = Int128(payback.runsPerWeek.numerator) * Int128(Payback.weeksOfYear)
      let below = Int128(payback.runsPerWeek.denominator)
      // Whole parts first, since the product of large terms could pass 128 bits.
      let (whole, rest) = saved.quotientAndRemainder(dividingBy: below)
      let (product, passes) = whole.multipliedReportingOverflow(by: rate)
      let (sum, passesToo) = product.addingReportingOverflow(
        rest * rate / below - Int128(payback.rewrite))
      return passes || passesToo ? (saved < 0 ? -Int128.max : .max) : sum
    }
  }

  private static func saved(_ result: RunResult, _ reasons: inout Reasons) -> Int128? {
    if result.speedup != nil, let makespan = result.makespan,
      let reference = result.baseline.makespan
    {
      return reference - Int128(makespan)
    }
    let why = result.reason(for: "speedup_ratio") ?? "there is no speedup"
    for name in [
      "saved_s", "break_even_runs_count", "break_even_weeks", "net_year_s", "least_runs_count",
    ] {
      reasons.add("payback.\(name)", why)
    }
    return nil
  }

  private static func mostSaved(_ result: RunResult, _ reasons: inout Reasons) -> Int128? {
    let field = "payback.least_runs_count"
    if result.replications != nil {
      reasons.add(field, "the ceiling of replications is a mean, which a run can beat")
      return nil
    }
    guard let ceiling = result.bounds?.ceiling, ceiling > 0,
      let reference = result.baseline.makespan
    else {
      reasons.add(field, "the run has no ceiling")
      return nil
    }
    return reference - Int128((Double(result.t1) / ceiling).rounded())
  }
}

extension Payback {
  /// The runs after which the rewriting is paid back; nil where a run saves nothing.
  func runs(saving saved: Int128) -> Int128? {
    guard saved > 0 else { return nil }
    let (runs, rest) = Int128(rewrite).quotientAndRemainder(dividingBy: saved)
    return rest > 0 ? runs + 1 : runs
  }
}
