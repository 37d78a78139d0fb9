import Model

/// How the values of an axis become shares of its length.
struct PictureScale {
  /// A value with its label.
  struct Tick {
    let value: Double
    let label: String
  }

  let low, high: Double
  let isLog: Bool
  let ticks: [Tick]

  /// Powers of two on a logarithmic scale around some positive values, at most about `most` of them.
  static func powersOfTwo(from low: Double, to high: Double, most: Int) -> PictureScale {
    let (first, last) = (exponent(low, rounded: .down), exponent(high, rounded: .up))
    let step = max(1, (last - first + most - 1) / most)
    let ticks = stride(from: first, through: last, by: step).map { power in
      Tick(value: Double(sign: .plus, exponent: power, significand: 1), label: label(power))
    }
    // A single value stands in the middle.
    return low < high
      ? PictureScale(low: low, high: high, isLog: true, ticks: ticks)
      : PictureScale(low: low / 2, high: low * 2, isLog: true, ticks: ticks)
  }

  /// A logarithmic scale of numbers of workers: a tick for each where they are few.
  static func workers(_ values: [Double]) -> PictureScale {
    let distinct = values.sorted().reduce(into: [Double]()) { list, value in
      if list.last != value { list.append(value) }
    }
    let powers = powersOfTwo(from: distinct.first ?? 1, to: distinct.last ?? 1, most: 10)
    guard distinct.count <= 12 else { return powers }
    let ticks = distinct.map { Tick(value: $0, label: fixed($0, 0)) }
    return PictureScale(low: powers.low, high: powers.high, isLog: true, ticks: ticks)
  }

  /// A linear scale from 0 with steps of 1, 2 or 5.
  static func linear(to high: Double, most: Int = 8) -> PictureScale {
    var step = 1.0
    while step * Double(most) < high { step *= 10 }
    while step / 10 * Double(most) >= high, step > 1e-9 { step /= 10 }
    if step / 5 * Double(most) >= high {
      step /= 5
    } else if step / 2 * Double(most) >= high {
      step /= 2
    }
    let count = Int((high / step).rounded(.up))
    let places = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3
    let ticks = (0...count).map {
      Tick(value: Double($0) * step, label: fixed(Double($0) * step, places))
    }
    return PictureScale(low: 0, high: Double(count) * step, isLog: false, ticks: ticks)
  }

  /// The scale of makespans in nanoseconds, and the unit of its labels.
  static func times(to high: Double, _ style: TimeText) -> (scale: PictureScale, unit: String) {
    let length = Nanoseconds(min(high * 1.06, 9e18))
    let axis = TimeAxis(from: 0, length: max(1, length), width: 80, style)
    let ticks = axis.ticks.map { Tick(value: Double($0.time), label: $0.label) }
    return (
      PictureScale(low: 0, high: Double(max(1, length)), isLog: false, ticks: ticks), axis.unit
    )
  }

  /// The scale of some values as written: logarithmic where their ratios differ less than their
  /// differences.
  static func values(_ values: [(value: Double, label: String)]) -> PictureScale {
    let sorted = values.sorted { $0.value < $1.value }
    let ticks = sorted.map { Tick(value: $0.value, label: $0.label) }
    guard let first = sorted.first?.value, let last = sorted.last?.value, first < last else {
      let value = sorted.first?.value ?? 0
      return PictureScale(low: value - 1, high: value + 1, isLog: false, ticks: ticks)
    }
    return PictureScale(
      low: first, high: last, isLog: isGeometric(sorted.map(\.value)), ticks: ticks)
  }

  private static func isGeometric(_ values: [Double]) -> Bool {
    guard values.count > 2, values[0] > 0 else { return false }
    let pairs = zip(values.dropFirst(), values).filter { $0 > $1 }
    let steps = pairs.map { $0 - $1 }
    let ratios = pairs.map { ElementaryFunctions.log($0 / $1) }
    func spread(_ list: [Double]) -> Double { (list.max() ?? 1) / (list.min() ?? 1) }
    return spread(ratios) < spread(steps)
  }

  /// The share of the axis at a value: 0 at its low end, 1 at its high one.
  func share(_ value: Double) -> Double {
    guard isLog else { return (value - low) / (high - low) }
    guard value > 0 else { return -.infinity }
    return ElementaryFunctions.log(value / low) / ElementaryFunctions.log(high / low)
  }

  /// The value at a share of the axis.
  func value(_ share: Double) -> Double {
    isLog
      ? low * ElementaryFunctions.exp(share * ElementaryFunctions.log(high / low))
      : low + share * (high - low)
  }

  /// The exponent of the power of two at or beside a positive value.
  static func exponent(_ value: Double, rounded: FloatingPointRoundingRule) -> Int {
    let exponent = Int(value.exponent)
    return rounded == .up && value.significand > 1 ? exponent + 1 : exponent
  }

  private static func label(_ power: Int) -> String {
    power >= 0 ? "\(1 << min(power, 60))" : "1/\(1 << min(-power, 60))"
  }
}

/// A parameter's value as written, read as a number where it is one.
enum WrittenValue {
  /// The number of "12", "5 %", "1h30m" or "250 ms", times in seconds; nil for anything else.
  static func number(_ text: String) -> Double? {
    var rest = Substring(text.filter { $0 != " " })
    guard !rest.isEmpty else { return nil }
    var sum = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      guard let value = Double(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { !($0.isASCII && $0.isNumber) }
      guard let length = units[String(unit)] else { return nil }
      sum += value * length
      rest = rest.dropFirst(unit.count)
    }
    return sum
  }

  private static let units: [String: Double] = [
    "": 1, "%": 0.01, "h": 3_600, "min": 60, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9,
  ]
}
