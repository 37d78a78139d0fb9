/// How a duration is found for a job: written, listed or drawn.
public enum DurationRule: Equatable, Sendable {
  /// Always the same.
  case fixed(Nanoseconds)
  /// The i-th job takes the i-th value, repeating.
  case list([Nanoseconds])
  /// Any nanosecond from the first to the second, equally likely.
  case uniform(Nanoseconds, Nanoseconds)
  /// Exponential with this mean.
  case exponential(mean: Nanoseconds)
  /// Normal; a value below 0 counts as 0.
  case normal(mean: Nanoseconds, sd: Nanoseconds)
  /// Lognormal with this mean and standard deviation of the duration itself.
  case lognormal(mean: Nanoseconds, sd: Nanoseconds)

  /// Whether the value depends on chance.
  public var isDrawn: Bool {
    switch self {
    case .fixed, .list: false
    case .uniform, .exponential, .normal, .lognormal: true
    }
  }

  /// The written duration of job `number` (from 0), or the mean where it is drawn, in nanoseconds.
  public func expected(job number: Int) -> Nanoseconds {
    switch self {
    case .fixed(let value): value
    case .list(let values): values[number % values.count]
    case .uniform(let low, let high): low + (high - low) / 2
    case .exponential(let mean), .normal(let mean, _), .lognormal(let mean, _): mean
    }
  }
}
