/// What it costs to make a program parallel, and how often it runs then.
public struct Payback: Equatable, Sendable {
  /// How long the rewriting takes, in nanoseconds; positive.
  public let rewrite: Nanoseconds
  /// How many runs a week, from 0.000001 to 1 000 000.
  public let runsPerWeek: Ratio

  /// The weeks of a year, for what a year saves.
  public static let weeksOfYear: Int64 = 52
  /// The most runs a week, and the largest part below the line of a share of one.
  public static let mostRunsPerWeek: Int64 = 1_000_000

  /// Makes a payback of a positive time and a rate within its limits.
  public init(rewrite: Nanoseconds, runsPerWeek: Ratio) {
    precondition(rewrite > 0, "rewriting takes time")
    // The limits keep products with a saved time within 128 bits.
    precondition(
      runsPerWeek.denominator <= Self.mostRunsPerWeek
        && Int128(runsPerWeek.numerator)
          <= Int128(Self.mostRunsPerWeek) * Int128(runsPerWeek.denominator),
      "runs per week are from 0.000001 to 1000000")
    self.rewrite = rewrite
    self.runsPerWeek = runsPerWeek
  }
}
