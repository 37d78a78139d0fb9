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
  /// The runs after which the rewriting is paid back, rewrite / saved rounded up; nil where it never is.
  public let runs: Int128?
  /// The same for a run at its ceiling: no number of workers needs fewer runs; nil where none pays back, or
  /// where there is no ceiling.
  public let leastRuns: Int128?
  /// Why a value is null: the field's name in machine-readable output, and a sentence.
  public let reasons: [Reason]

  /// The estimate of a run; nil where its scenario does not ask.
  public init?(_ result: RunResult) {
    guard let payback = result.scenario.payback else { return nil }
    self.payback = payback
    baseline = result.baseline.name
    var reasons = Reasons()
    let saved = Self.saved(result)
    self.saved = saved
    if saved == nil {
      let why = result.reason(for: "speedup_ratio") ?? "the run has no makespan"
      for name in ["saved_s", "net_year_s"] { reasons.add("payback.\(name)", why) }
      for name in Self.breakEven { reasons.add("payback.\(name)", why) }
    }
    runs = saved.flatMap { payback.runs(saving: $0) }
    if runs == nil {
      for name in Self.breakEven {
        reasons.add(
          "payback.\(name)", "the run is not faster than \(baseline): it never pays back")
      }
    }
    leastRuns = saved.flatMap { _ in Self.leastRuns(result, payback, &reasons) }
    if leastRuns == nil {
      reasons.add("payback.least_runs_count", "there is no speedup, and so no ceiling to reach")
    }
    self.reasons = reasons.list
  }

  private static let breakEven = ["break_even_runs_count", "break_even_weeks"]

  /// What all runs of a year save, less the rewriting, in nanoseconds: saved x runs per week x 52 - rewrite.
  ///
  /// Parts of a nanosecond are left out; what passes 128 bits is the largest number.
  public var netOfYear: Int128? {
    saved.map { saved in
      // Whole parts first, since the product of large terms could pass 128 bits.
      let rate = Int128(payback.runsPerWeek.numerator) * Int128(Payback.weeksOfYear)
      let below = Int128(payback.runsPerWeek.denominator)
      let (whole, rest) = saved.quotientAndRemainder(dividingBy: below)
      let (product, overflow) = whole.multipliedReportingOverflow(by: rate)
      guard !overflow else { return saved < 0 ? .min : .max }
      let (sum, passes) = product.addingReportingOverflow(rest * rate / below)
      guard !passes else { return saved < 0 ? .min : .max }
      let (net, passesBelow) = sum.subtractingReportingOverflow(Int128(payback.rewrite))
      return passesBelow ? .min : net
    }
  }

  /// The weeks until the rewriting is paid back; nil where it never is.
  public var weeks: Double? {
    runs.map {
      Double($0) * Double(payback.runsPerWeek.denominator) / Double(payback.runsPerWeek.numerator)
    }
  }

  private static func saved(_ result: RunResult) -> Int128? {
    guard result.speedup != nil, let makespan = result.makespan,
      let reference = result.baseline.makespan
    else { return nil }
    return reference - Int128(makespan)
  }

  /// The runs that the shortest makespan of any number of workers would need: T1 / ceiling, rounded to
  /// the nearest nanosecond.
  private static func leastRuns(
    _ result: RunResult, _ payback: Payback, _ reasons: inout Reasons
  ) -> Int128? {
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
    let least = Int128((Double(result.t1) / ceiling).rounded())
    let runs = payback.runs(saving: reference - least)
    if runs == nil {
      reasons.add(field, "with any number of workers the run is not faster than the baseline")
    }
    return runs
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
