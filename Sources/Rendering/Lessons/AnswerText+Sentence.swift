public import Analysis
public import Model

extension AnswerText {
  /// What is said of an answer.
  ///
  /// `You said 55 min: 10 % too long.`
  public static func sentence(
    _ verdict: AnswerJudge.Verdict, on answer: Amount, in unit: AnswerUnit
  ) -> String {
    let said = "You said \(text(answer, in: unit))"
    switch verdict {
    case .exact: return said + ": exact."
    case .mistake(let says): return "\(said). \(onOneLine(says))"
    case .close(let ratio):
      // Who typed what a report prints is not told of digits that nobody saw.
      if let right = ratio.flatMap({ Self.right(answer, ratio: $0) }),
        text(right, in: unit) == text(answer, in: unit)
      {
        return said + ": right, rounded."
      }
      return said + ": close, \(distance(answer, ratio: ratio, in: unit))."
    case .off(let ratio): return said + ": \(distance(answer, ratio: ratio, in: unit))."
    }
  }

  /// A text of a lesson, whose lines are only those of the file.
  static func onOneLine(_ text: String) -> String {
    harmlessText(text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  private static func right(_ answer: Amount, ratio: Double) -> Amount? {
    ratio == 0 ? nil : Amount(answer.value / ratio, answer.dimension)
  }

  /// How far off an answer is: `10 % too long`, `half of the right time`, `1 too few`.
  private static func distance(_ answer: Amount, ratio: Double?, in unit: AnswerUnit) -> String {
    let words = Words(unit)
    guard let ratio else {
      // The right amount is 0, so the answer is the distance.
      let size = Amount(answer.value.magnitude, answer.dimension)
      return difference(size, in: unit) + words.direction(isMore: answer.value > 0)
    }
    guard ratio > 0, let right = right(answer, ratio: ratio) else {
      // 0, or of the other sign: no factor tells more than that.
      return words.direction(isMore: ratio < 0 && answer.value > 0)
    }
    let isMore = (ratio > 1) == (answer.value > 0)
    let size = Amount((answer.value - right.value).magnitude, answer.dimension)
    if ratio >= 1.995 || ratio <= 0.505 {
      if case .count = unit, size.value < 9.5 {
        return difference(size, in: unit) + words.direction(isMore: isMore)
      }
      return multiple(ratio) + " the right \(words.noun)"
    }
    switch unit {
    case .count, .percent: return difference(size, in: unit) + words.direction(isMore: isMore)
    default:
      let share = (ratio - 1).magnitude
      return (share < 0.0005 ? "less than 0.1 %" : percent(share))
        + " " + words.direction(isMore: isMore)
    }
  }

  /// A distance with a space behind it.
  private static func difference(_ size: Amount, in unit: AnswerUnit) -> String {
    switch unit {
    case .count: "\(digits(rounded(size.value))) "
    case .percent:
      size.value * 100 < 0.05
        ? "less than 0.1 points " : "\(points(size.value * 100)) "
    default: "\(text(size, in: unit)) "
    }
  }

  private static func points(_ value: Double) -> String {
    let number = digits(Double(fixed(value, 1)) ?? value)
    return number == "1" ? "1 point" : "\(number) points"
  }

  /// Without the last bits that a subtraction leaves.
  private static func rounded(_ value: Double) -> Double { Double(fixed(value, 6)) ?? value }

  /// `twice`, `3.5 times`, `half of`, `12 % of`.
  private static func multiple(_ ratio: Double) -> String {
    func isNear(_ value: Double) -> Bool { (ratio - value).magnitude < 0.005 * value }
    if isNear(2) { return "twice" }
    if isNear(0.5) { return "half of" }
    if isNear(1.0 / 3) { return "a third of" }
    if isNear(0.25) { return "a quarter of" }
    if ratio < 1 { return ratio < 0.001 ? "less than 0.1 % of" : "\(percent(ratio)) of" }
    return (ratio < 10 ? digits(Double(fixed(ratio, 1)) ?? ratio) : fixed(ratio, 0)) + " times"
  }

  /// The words of a unit: times are long, things are many, the rest is much.
  private struct Words {
    let noun: String
    private let more: String
    private let less: String

    init(_ unit: AnswerUnit) {
      (noun, more, less) =
        switch unit {
        case .time: ("time", "too long", "too short")
        case .count: ("number", "too many", "too few")
        case .times, .percent, .rate: ("value", "too much", "too little")
        }
    }

    func direction(isMore: Bool) -> String { isMore ? more : less }
  }
}
