public import Model

/// Instants as a clock shows them: "31:00", "2:07:30", "0:12.5", "3.250 s".
///
/// How finely it counts depends on the longest step, so that it tells nothing of the run's end.
public struct ClockText: Sendable {
  enum Style: String { case hours, minutes, tenths, milliseconds, microseconds, nanoseconds }
  let style: Style

  /// A clock for runs whose longest step is this long, in nanoseconds.
  ///
  /// A run of more than 100 hours, whose length may be told, counts hours.
  public init(longestStep: Nanoseconds, end: Nanoseconds = 0) {
    switch max(longestStep, end / 100) {
    case TimeUnit.hour...: style = .hours
    case TimeUnit.minute...: style = .minutes
    case TimeUnit.second...: style = .tenths
    case TimeUnit.millisecond...: style = .milliseconds
    case TimeUnit.microsecond...: style = .microseconds
    default: style = .nanoseconds
    }
  }

  /// The instant, rounded down to what the clock shows.
  public func text(_ time: Nanoseconds) -> String {
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let seconds = time / TimeUnit.second
    let minutes = "\(seconds / 60):\(two(seconds % 60))"
    switch style {
    case .hours: return "\(seconds / 3_600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    case .minutes: return minutes
    case .tenths: return "\(minutes).\(time / (100 * TimeUnit.millisecond) % 10)"
    case .milliseconds: return Self.thousandths(time / TimeUnit.millisecond) + " s"
    case .microseconds: return Self.thousandths(time / TimeUnit.microsecond) + " ms"
    case .nanoseconds: return Self.thousandths(time) + " us"
    }
  }

  private static func thousandths(_ value: Int64) -> String {
    let rest = String(value % 1_000)
    return "\(value / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// What stands for an instant that is not told, as wide as a short one.
  var hidden: String { "??:??" }
}
