public import Analysis

/// A number with so many digits that count: "0.000104", "1884", "2.1e-9".
func significant(_ value: Double, _ digits: Int) -> String {
  guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
  var (first, exponent) = scientific(value)
  guard !(-7...14).contains(exponent) else { return fixed(value, max(0, digits - 1 - exponent)) }
  // 9.996 becomes 10.00.
  if fixed(first.magnitude, digits - 1).hasPrefix("10") {
    (first, exponent) = (first / 10, exponent + 1)
  }
  return fixed(first, digits - 1) + "e\(exponent)"
}

/// A finite number as one from 1 to 10, about, and a power of ten; 0 for 0.
private func scientific(_ value: Double) -> (first: Double, exponent: Int) {
  var (rest, exponent) = (value, 0)
  while rest.magnitude >= 10 { (rest, exponent) = (rest / 10, exponent + 1) }
  while rest.magnitude < 1, rest != 0 { (rest, exponent) = (rest * 10, exponent - 1) }
  return (rest, exponent)
}

/// A value and its standard error, the error with two digits that count and the value with as many
/// decimals: "0.0277 +- 0.0091".
func withError(_ value: Double, _ error: Double?, factor: Double = 1) -> String {
  guard let error, error > 0, (error * factor).isFinite else {
    return significant(value * factor, 4)
  }
  let places = 1 - scientific(error * factor).exponent
  guard (0...9).contains(places) else {
    return "\(significant(value * factor, 4)) +- \(significant(error * factor, 2))"
  }
  return "\(fixed(value * factor, places)) +- \(fixed(error * factor, places))"
}

/// A number of workers: whole, or with a decimal for a load or a fitted place.
func workersText(_ workers: Double) -> String {
  workers == workers.rounded() && workers < 1e15
    ? fixed(workers, 0) : significant(workers, workers < 10 ? 2 : 3)
}

/// In which unit throughputs are told.
public struct ThroughputUnit: Equatable, Sendable {
  /// How many of it a throughput of 1 is.
  let factor: Double
  /// The words behind a number: " per min", or nothing.
  let name: String

  /// As the table has them.
  public static let asGiven = ThroughputUnit(factor: 1, name: "")

  /// Runs per second, minute, hour or day, so that the best one is at least 1.
  public static func runs(_ fits: ScalingFits) -> ThroughputUnit {
    let best = fits.samples.map(\.throughput).max() ?? 1
    let units = [(1.0, "s"), (60, "min"), (3_600, "h"), (86_400, "day")]
    let unit = units.first { $0.0 * best >= 1 } ?? units[3]
    return ThroughputUnit(factor: unit.0, name: " per \(unit.1)")
  }

  /// A throughput with four digits that count.
  func text(_ throughput: Double) -> String { significant(throughput * factor, 4) + name }
}
