import Model

/// Numbers, times and lists as a file writes them.
extension ScenarioWriter {
  private static let units: [(name: String, length: Int64)] = [
    ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
    ("us", 1_000), ("ns", 1),
  ]

  /// Keys in braces or below each other.
  mutating func mapping(
    _ name: String, _ keys: [(String, String)], indent: String = "  "
  ) -> String {
    let entries = keys.map { "\($0): \($1)" }
    if random.one(in: 2) { return "\(indent)\(name): { \(entries.joined(separator: ", ")) }\n" }
    return "\(indent)\(name):\n" + entries.map { "\(indent)  \($0)\n" }.joined()
  }

  func list(_ items: [String]) -> String { "[\(items.joined(separator: ", "))]" }

  mutating func oneOrList(_ items: [String]) -> String {
    items.count == 1 && random.one(in: 2) ? items[0] : list(items)
  }

  mutating func rule(_ rule: DurationRule) -> String {
    switch rule {
    case .fixed(let time): return duration(time)
    case .list(let times): return list(times.map { duration($0) })
    case .uniform(let low, let high): return "uniform \(duration(low)) to \(duration(high))"
    case .exponential(let mean): return "exponential \(duration(mean))"
    case .normal(let mean, let sd): return "normal \(duration(mean)) sd \(duration(sd))"
    case .lognormal(let mean, let sd): return "lognormal \(duration(mean)) sd \(duration(sd))"
    }
  }

  /// A time in one unit, in several, or as a clock shows it.
  mutating func duration(_ time: Int64) -> String {
    switch random.below(4) {
    case 0 where time > 0: return severalUnits(time)
    case 1 where time < 360_000 * 1_000_000_000: return clock(time)
    default: return oneUnit(time)
    }
  }

  private mutating func oneUnit(_ time: Int64) -> String {
    let fitting = Self.units.filter { decimal(time, over: $0.length) != nil }
    let unit = random.pick(fitting.isEmpty ? [("ns", 1)] : fitting)
    let space = random.one(in: 3) ? "" : " "
    return (decimal(time, over: unit.length) ?? "\(time)") + space + unit.name
  }

  /// Whole numbers of units from large to small.
  private mutating func severalUnits(_ time: Int64) -> String {
    var rest = time
    var parts: [String] = []
    let space = random.one(in: 2) ? "" : " "
    for (name, length) in Self.units where rest >= length {
      parts.append("\(rest / length)\(space)\(name)")
      rest %= length
    }
    return parts.joined(separator: space)
  }

  private func clock(_ time: Int64) -> String {
    let seconds = time / 1_000_000_000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let fraction = (decimal(time % 1_000_000_000, over: 1_000_000_000) ?? "0").dropFirst()
    return "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))\(fraction)"
  }

  /// A quotient in decimal digits; nil where it does not end within nine or has more than 18 in all.
  private func decimal(_ number: Int64, over length: Int64) -> String? {
    var text = "\(number / length)"
    var rest = Int128(number % length)
    if rest > 0 { text += "." }
    for _ in 0..<9 where rest > 0 {
      rest *= 10
      text += "\(rest / Int128(length))"
      rest %= Int128(length)
    }
    return rest == 0 && text.filter(\.isNumber).count <= 18 ? text : nil
  }

  func decimal(_ speed: Ratio) -> String {
    decimal(speed.numerator, over: speed.denominator) ?? "1"
  }
}

extension Scenario {
  /// Whether the language has words for all of it.
  var isWritable: Bool {
    let longest: Int64 = 100 * 8_766 * 3_600 * 1_000_000_000
    func fits(_ rule: DurationRule) -> Bool {
      switch rule {
      case .fixed(let time): time <= longest
      case .list(let times): times.allSatisfy { $0 <= longest }
      case .uniform(_, let high): high <= longest
      case .exponential(let mean): mean <= longest
      case .normal(let mean, let sd), .lognormal(let mean, let sd): max(mean, sd) <= longest
      }
    }
    let rules = tasks.flatMap { task in
      task.steps.map(\.duration) + (task.arrive.map { [$0] } ?? [])
    }
    let times = [overhead.startup, overhead.dispatch, overhead.transfer, until ?? 1]
    let speeds = pools.flatMap(\.speeds)
    return rules.allSatisfy(fits) && times.allSatisfy { $0 <= longest } && (until ?? 1) > 0
      && speeds.allSatisfy { 1_000_000 % $0.denominator == 0 }
      && tasks.allSatisfy { $0.graph == nil }
  }
}
