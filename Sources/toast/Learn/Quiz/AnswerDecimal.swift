import Model

/// An amount that somebody answered, as an exact decimal that needs few bytes.
struct AnswerDecimal: Equatable, Sendable {
  /// The most digits behind the point.
  static let mostPlaces = 40

  /// The digits without the point.
  let digits: UInt64
  /// How many of them stand behind the point, 0 to 40.
  let places: Int
  /// Whether it is counted in the question's unit; else in nanoseconds, jobs per second or ones.
  let isInUnit: Bool

  init(digits: UInt64, places: Int, isInUnit: Bool) {
    self.digits = digits
    self.places = places
    self.isInUnit = isInUnit
  }

  /// The decimal that is this very amount; nil where it is below 0 or too large.
  init?(_ amount: Amount, in unit: AnswerUnit) {
    guard amount.value >= 0, amount.value < 1e19 else { return nil }
    for places in 0...9 {
      let digits = (Self.count(amount.value, in: unit) * Self.power(places)).rounded()
      guard digits < 0x1p53 else { break }
      let decimal = AnswerDecimal(digits: UInt64(digits), places: places, isInUnit: true)
      if decimal.amount(in: unit).value == amount.value {
        self = decimal
        return
      }
    }
    guard let exact = Self.shortest(amount.value) else { return nil }
    self = exact
  }

  /// The amount, which is the same on every machine.
  func amount(in unit: AnswerUnit) -> Amount {
    // A decimal text is read correctly rounded; a division of powers of ten would not be.
    let written = Double("\(digits)e-\(places)") ?? 0
    guard isInUnit else { return Amount(written, unit.dimension) }
    switch unit {
    case .time(_, let length):
      let scale = (0..<places).reduce(Int128(1)) { scale, _ in scale &* 10 }
      let (whole, rest) = (Int128(digits) * Int128(length)).quotientAndRemainder(
        dividingBy: max(1, scale))
      return Amount(
        rest == 0 && places <= 18 ? Double(whole) : written * Double(length), .time)
    case .rate(_, let length): return Amount(written * 1e9 / Double(length), .rate)
    case .percent: return Amount(written / 100, .number)
    case .times, .count: return Amount(written, .number)
    }
  }

  /// How many of a unit an amount is, about.
  private static func count(_ value: Double, in unit: AnswerUnit) -> Double {
    switch unit {
    case .time(_, let length): value / Double(length)
    case .rate(_, let length): value * Double(length) / 1e9
    case .percent: value * 100
    case .times, .count: value
    }
  }

  private static func power(_ places: Int) -> Double {
    (0..<places).reduce(1.0) { power, _ in power * 10 }
  }

  /// The shortest decimal that reads back as the number, from its description: `3.5`, `1.25e-07`.
  private static func shortest(_ value: Double) -> AnswerDecimal? {
    let parts = "\(value)".split(separator: "e")
    let number = parts[0].split(separator: ".")
    var digits = number.joined()
    var places = number.count == 2 ? number[1].count : 0
    places -= parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    while places > 0, digits.hasSuffix("0"), digits.count > 1 {
      digits.removeLast()
      places -= 1
    }
    if places < 0 {
      digits += String(repeating: "0", count: -places)
      places = 0
    }
    guard places <= mostPlaces, let whole = UInt64(digits) else { return nil }
    return AnswerDecimal(digits: whole, places: places, isInUnit: false)
  }
}
