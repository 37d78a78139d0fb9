import Analysis
import Model

/// "Is it worth it?" in words: after how many runs the rewriting pays back.
struct PaybackText {
  private let estimate: PaybackEstimate
  /// Rewriting is counted in hours, whatever the units of the run.
  private static let times = TimeText(usesHours: true)
  private static let question = "Is it worth it?"
  private static let mostListed = 8

  /// The words for a run; nil where its scenario does not ask.
  init?(_ run: RunResult) {
    guard let estimate = PaybackEstimate(run) else { return nil }
    self.estimate = estimate
  }

  private var rewrite: String { Self.time(Int128(estimate.payback.rewrite)) }

  private var baseline: String { estimate.baseline == "t1" ? "T1" : estimate.baseline }

  /// The question and its answer.
  func sentences() -> [String] {
    guard let saved = estimate.saved else {
      let why = estimate.reasons.first?.sentence ?? "there is no speedup"
      return [Self.question, "That cannot be told: \(why)."]
    }
    guard let runs = estimate.runs else { return [Self.question, never(saved)] }
    return [
      Self.question,
      "A run saves \(Self.time(saved)) against \(baseline), so rewriting for \(rewrite) pays "
        + "back after \(Self.count(runs)), in \(weeks(of: runs)) at \(rate)\(least(runs)); \(year).",
    ]
  }

  /// What a year of runs brings.
  private var year: String {
    let net = estimate.netOfYear ?? 0
    return net < 0
      ? "after a year it is still \(Self.time(-net)) short"
      : "after a year it has saved \(Self.time(net))"
  }

  private func never(_ saved: Int128) -> String {
    let than = baseline
    let fact =
      saved == 0
      ? "A run takes as long as \(than)" : "A run takes \(Self.time(-saved)) longer than \(than)"
    let never = "\(fact), so rewriting for \(rewrite) never pays back"
    guard let least = estimate.leastRuns else {
      return estimate.mostSaved != nil ? "\(never), however many workers." : "\(never)."
    }
    return "\(never); at its ceiling it would, after \(Self.count(least))."
  }

  /// What no number of workers would beat.
  private func least(_ runs: Int128) -> String {
    guard let least = estimate.leastRuns else { return "" }
    return least < runs
      ? " (with any number of workers, not before \(Self.count(least)))"
      : " (no sooner with more workers)"
  }

  private var rate: String {
    let perWeek = Self.decimal(estimate.payback.runsPerWeek)
    return "\(perWeek) \(perWeek == "1" ? "run" : "runs") a week"
  }

  /// The weeks that some runs take, in tenths, halves up; in years of 52 weeks from two of those.
  private func weeks(of runs: Int128) -> String {
    let rate = estimate.payback.runsPerWeek
    var (below, unit) = (Int128(rate.numerator), "week")
    if runs * Int128(rate.denominator) >= 2 * Int128(Payback.weeksOfYear) * below {
      (below, unit) = (below * Int128(Payback.weeksOfYear), "year")
    }
    let tenths = (20 * runs * Int128(rate.denominator) + below) / (2 * below)
    if tenths == 0 { return "less than 0.1 weeks" }
    let text = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    return "\(text) \(unit)\(tenths == 10 ? "" : "s")"
  }

  private static func count(_ runs: Int128) -> String { runs == 1 ? "1 run" : "\(runs) runs" }

  /// Two units at most; from 100 h on, hours alone.
  private static func time(_ time: Int128) -> String {
    let hour = Int128(TimeUnit.hour)
    guard time >= 100 * hour else { return times.short(time) }
    // Halves up; what is beyond the clock of any program is told as it is.
    let (hours, rest) = time.quotientAndRemainder(dividingBy: hour)
    return "\(2 * rest >= hour ? hours + 1 : hours) h"
  }

  /// A rate as a file writes it, with at most six decimals.
  private static func decimal(_ ratio: Ratio) -> String {
    var text = fixed(Double(ratio.numerator) / Double(ratio.denominator), 6)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// When each run of a race pays back, as one paragraph; nil where no scenario asks.
  static func paragraph(_ rows: [RaceRow]) -> String? {
    // What the others are measured against needs no rewriting.
    let asked = rows.filter { !$0.isBaseline }.compactMap { row in
      PaybackText(row.result).map { (label: row.label, text: $0) }
    }
    guard let first = asked.first?.text else { return nil }
    let told = asked.filter { $0.text.estimate.saved != nil }
    guard !told.isEmpty else { return first.sentences().joined(separator: " ") }
    let isShared = told.allSatisfy { $0.text.estimate.payback == told[0].text.estimate.payback }
    let what =
      isShared
      ? "Rewriting for \(told[0].text.rewrite), at \(told[0].text.rate)," : "Rewriting"
    var parts = told.compactMap { run -> String? in
      guard let runs = run.text.estimate.runs else { return nil }
      let own = isShared ? "" : "\(run.text.rewrite) at \(run.text.rate), "
      return "\(run.label) \(count(runs)) (\(own)\(run.text.weeks(of: runs)))"
    }
    let never = told.filter { $0.text.estimate.runs == nil }.map(\.label)
    guard !parts.isEmpty else { return "\(question) \(what) never pays back in \(list(never))." }
    parts = shortened(parts)
    let rest = never.isEmpty ? "" : "; never: \(list(never))"
    return "\(question) \(what) pays back after: \(parts.joined(separator: ", "))\(rest)."
  }

  private static func list(_ items: [String]) -> String {
    shortened(items).joined(separator: ", ")
  }

  private static func shortened(_ items: [String]) -> [String] {
    guard items.count > mostListed else { return items }
    return items.prefix(mostListed - 1) + ["and \(items.count - mostListed + 1) more"]
  }
}

extension PaybackEstimate {
  /// The document's part: null where the scenario does not ask.
  static func json(_ run: RunResult) -> JSONValue {
    guard let estimate = PaybackEstimate(run) else { return .null }
    func count(_ runs: Int128?) -> JSONValue { runs.map { .number("\($0)") } ?? .null }
    let rate = estimate.payback.runsPerWeek
    return .object([
      ("rewrite_s", .seconds(Int128(estimate.payback.rewrite))),
      ("runs_per_week", .ratio(Double(rate.numerator) / Double(rate.denominator))),
      ("saved_s", .seconds(estimate.saved)),
      ("break_even_runs_count", count(estimate.runs)),
      ("break_even_weeks", .ratio(estimate.weeks)),
      ("net_year_s", .seconds(estimate.netOfYear)),
      ("least_runs_count", count(estimate.leastRuns)),
    ])
  }
}
