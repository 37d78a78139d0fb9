import ScenarioFiles

/// The scenarios that a quiz may ask about: each combination of what a question varies.
struct VariationGrid {
  private let variations: [Variation]
  /// How many combinations there are, at most 2^40.
  let count: Int

  /// Makes the grid of some paths and their values; without any there is no combination.
  init(_ variations: [Variation]) {
    self.variations = variations.filter { !$0.values.isEmpty }
    var count = self.variations.isEmpty ? 0 : 1
    for variation in self.variations { count = min(count * variation.values.count, 1 << 40) }
    self.count = count
  }

  /// The changes that make a combination, by its number from 0; the last path changes fastest.
  func changes(_ number: Int) -> [Override] {
    var rest = number
    var changes: [Override] = []
    for variation in variations.reversed() {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: variation.values.count)
      let value = variation.values[digit]
      changes.append(
        Override(
          path: variation.path, value: value, label: "\(variation.path)=\(value)"))
      rest = quotient
    }
    return changes.reversed()
  }

  /// The numbers of all combinations, or of so many that are spread evenly, each once.
  func numbers(atMost most: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    // Steps of the golden section fill a circle evenly; a step without a common divisor meets nothing
    // twice.
    var step = max(1, Int(Double(count) * 0.618_033_988_75))
    while Self.divisor(step, count) > 1 { step += 1 }
    var number = 0
    return (0..<most).map { _ in
      defer { number = (number + step) % count }
      return number
    }
  }

  private static func divisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : divisor(second, first % second)
  }
}
