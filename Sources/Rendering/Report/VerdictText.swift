public import Analysis
import Model

extension Verdict {
  /// What was expected and does not hold, and what was found instead.
  public func sentence(_ times: TimeText) -> String {
    "expected \(expectation.text), but it is \(foundText(times))"
  }

  /// What was found, to the last digit, since rounding may hide the difference.
  public func foundText(_ times: TimeText) -> String {
    switch found {
    case .time(let time):
      return time % Int128(TimeUnit.second) == 0 ? times.text(time) : "\(secondsText(time)) s"
    case .ratio(let ratio):
      return expectation.left.measure == .throughput ? "\(ratio * 3_600) per h" : "\(ratio)"
    case .count(let value):
      return fixed(value, value == value.rounded() ? 0 : 1)
    case nil: return "null"
    }
  }
}
