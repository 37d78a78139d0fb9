import Analysis
public import Model

/// What is said of answers.
public enum AnswerText {
  /// An amount in a unit: `50 min`, `3.50x`, `80 %`, `26 toasters`.
  ///
  /// Times are told as reports tell them, with hours only where hours are asked for. Other amounts have
  /// four significant digits where they need them.
  public static func text(_ amount: Amount, in unit: AnswerUnit) -> String {
    let value = amount.value
    switch unit {
    case .time(let name, _):
      guard value.magnitude < 1e30 else { return "\(value) ns" }
      return TimeText(usesHours: name == "h").text(Int128(value.rounded()))
    case .times:
      return (value == 0 || value.magnitude >= 0.1 ? fixed(value, 2) : digits(value)) + "x"
    case .percent: return percentage(value)
    case .rate(let name, let length):
      return "\(digits(value * Double(length) / Double(TimeUnit.second))) \(harmlessText(name))"
    case .count(let name):
      let number = digits(value)
      return "\(number) \(counted(harmlessText(name), isOne: number == "1"))"
    }
  }

  /// An amount as `text` has it, and in the unit asked for alone where that reads differently:
  /// `4 h 14 min 24 s (4.24 h)`.
  public static func fullText(_ amount: Amount, in unit: AnswerUnit) -> String {
    let short = text(amount, in: unit)
    guard case .time(let name, let length) = unit else { return short }
    let alone = "\(digits(amount.value / Double(length))) \(harmlessText(name))"
    return alone == short ? short : "\(short) (\(alone))"
  }

  /// A share, with a decimal where it has one; never 0 % or 100 % unless it is exactly that.
  private static func percentage(_ share: Double) -> String {
    let value = share * 100
    if value.magnitude < 1 { return digits(value) + " %" }
    let text = trimmed(fixed(value, 1))
    guard text == "100", !Amount(share, .number).isSame(as: Amount(1, .number)) else {
      return text + " %"
    }
    return share < 1 ? "99.9 %" : "100.1 %"
  }

  /// A number with at most four significant digits, but all digits before the point.
  static func digits(_ value: Double) -> String {
    let magnitude = value.magnitude
    var places = 3
    var limit = 10.0
    while places > 0, magnitude >= limit {
      places -= 1
      limit *= 10
    }
    limit = 1
    while magnitude > 0, places < 12, magnitude < limit {
      places += 1
      limit /= 10
    }
    return trimmed(fixed(value, places))
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains("."), !text.contains("e") else { return text }
    var text = Substring(text)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text == "-0" ? "0" : String(text)
  }

  /// The word for one thing where lessons write it for many: `toasters`, `boxes`.
  private static func counted(_ name: String, isOne: Bool) -> String {
    guard isOne, name.hasSuffix("s"), name.count > 2 else { return name }
    if ["ss", "us", "is"].contains(where: name.hasSuffix) { return name }
    let isHissing = ["sses", "shes", "tches", "xes"].contains(where: name.hasSuffix)
    return String(name.dropLast(isHissing ? 2 : 1))
  }
}
