/// Collects where two sides differ; only the first is told.
struct Differences {
  private(set) var first: String?
  /// How many values were compared.
  private(set) var count = 0

  mutating func expect<Value: Equatable>(_ name: String, _ found: Value, is wanted: Value) {
    count += 1
    if found != wanted { tell("\(name): \(found), oracle \(wanted)") }
  }

  /// Equal but for the rounding of a few operations; null only beside null.
  mutating func expect(_ name: String, _ found: Double?, near wanted: Double?) {
    count += 1
    if found == nil, wanted == nil { return }
    guard let found, let wanted, (found - wanted).magnitude <= 1e-11 * wanted.magnitude else {
      return tell("\(name): \(text(found)), oracle \(text(wanted))")
    }
  }

  mutating func expect(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    count += 1
    if !holds { tell(sentence()) }
  }

  mutating func tell(_ sentence: String) { first = first ?? sentence }

  private func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "null" }
}
