import Model

/// Where values lie on an axis, from 0 at its beginning to 1 at its end.
struct PlotScale {
  /// The smallest value.
  let least: Double
  /// The largest value, above the smallest one.
  let most: Double
  /// Whether doublings are equally far apart.
  let isLogarithmic: Bool

  /// The axis of some values: by doublings where these are more evenly spread then; nil for fewer than
  /// two different ones.
  init?(_ values: [Double]) {
    let sorted = values.sorted()
    let distinct = sorted.indices.filter { $0 == 0 || sorted[$0] > sorted[$0 - 1] }
      .map { sorted[$0] }
    guard let first = distinct.first, let last = distinct.last, first < last else { return nil }
    least = first
    most = last
    let pairs = zip(distinct, distinct.dropFirst())
    isLogarithmic =
      first > 0
      && Self.unevenness(pairs.map { ElementaryFunctions.log($1 / $0) })
        < Self.unevenness(pairs.map { $1 - $0 })
  }

  private static func unevenness(_ gaps: [Double]) -> Double {
    (gaps.max() ?? 1) / (gaps.min() ?? 1)
  }

  /// The place of a value.
  func share(of value: Double) -> Double {
    isLogarithmic
      ? ElementaryFunctions.log(value / least) / ElementaryFunctions.log(most / least)
      : (value - least) / (most - least)
  }

  /// The value at a place.
  func value(at share: Double) -> Double {
    isLogarithmic
      ? least * ElementaryFunctions.exp(share * ElementaryFunctions.log(most / least))
      : least + share * (most - least)
  }

  /// The smallest of 1, 2 and 5 times a power of ten that goes into a length at most so often.
  static func step(_ length: Double, most: Int) -> Double {
    var step = 1.0
    while step * Double(most) >= length, step > 1e-12 { step /= 10 }
    var factor = 0
    while step * Double(most) < length {
      step *= factor % 3 == 1 ? 2.5 : 2
      factor += 1
    }
    return step
  }
}
