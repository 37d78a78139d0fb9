import Model

@testable import ScenarioFiles
@testable import toast

/// Durations, distributions, ranges, sentences of `expect`, lists of workers and answers: what is read is
/// printed and read back, and what a message tells to write can be read.
enum ScalarTarget: FuzzTarget {
  static let name = "scalar"
  static let mostBytes = 200

  static var words: [String] {
    DurationParser.units.map(\.name) + Measure.allCases.map(\.rawValue)
      + [
        "uniform ", "exponential ", "normal ", "lognormal ", " sd ", " to ", "..", " x2", ":",
        "00:02:00", " within ", " %", " per h", ">=", "<=", "sync.", "toast.", "default.", "µs",
        "9223372036854775807", "0.000000001", "cook=", "one", "tenth", "jobs",
      ]
  }

  static func seeds() -> [[UInt8]] {
    [
      "2 min", "1h30m", "90 s", "1.5 s", "250 ms", "00:02:00", "100 ns", "uniform 5 s to 15 s",
      "exponential 30 s", "normal 40 s sd 20 s", "lognormal 40 s sd 20 s", "1..64 x2", "1..8",
      "makespan = 101 min within 1 %", "speedup = 1.0", "sync.makespan > 3 h",
      "toast.queued <= 5 min", "throughput >= 120 per h", "sync.makespan > makespan", "cook=1,4,8",
      "4", "1,2,4..64 x2", "80 %", "4x", "12 per h", "26 toasters", "50 min", "0.8", "1 %",
      "1min=10ms", "2,5 min", "5 s - 15 s", "1:30",
    ].map { Array($0.utf8) }
  }

  static func check(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    checkDuration(text)
    checkRule(text)
    checkExpectation(text)
    checkRange(text)
    checkWorkers(text)
    checkAnswer(text)
    _ = try? RealScale(text: text)
    _ = try? NumberParser.speed(text)
    _ = try? NumberParser.whole(text, "a number", in: 0...1_000_000)
    if let share = try? NumberParser.percentage(text, "a share") {
      hold((0...1).contains(share), "a percentage is a share")
    }
  }

  // MARK: Durations

  /// A duration as a person writes it: the largest units first, each once.
  private static func written(_ duration: Nanoseconds) -> String {
    var rest = duration
    var words: [String] = []
    for (name, length) in DurationParser.units where name != "m" && rest >= length {
      words.append("\(rest / length) \(name)")
      rest %= length
    }
    return words.isEmpty ? "0 s" : words.joined(separator: " ")
  }

  private static func checkDuration(_ text: String) {
    do {
      let duration = try DurationParser.parse(text)
      hold((0...DurationParser.longest).contains(duration), "a duration is within its limits")
      for form in [written(duration), "\(duration)ns"] where form.utf8.count <= 18 {
        hold((try? DurationParser.parse(form)) == duration, "\(form) is \(duration) ns")
      }
    } catch {
      checkRemedy(error) { (try? RuleParser.parse($0)) != nil }
    }
  }

  private static func written(_ rule: DurationRule) -> String {
    switch rule {
    case .fixed(let value): written(value)
    case .list(let values): values.map(written).joined(separator: ", ")
    case .uniform(let low, let high): "uniform \(written(low)) to \(written(high))"
    case .exponential(let mean): "exponential \(written(mean))"
    case .normal(let mean, let sd): "normal \(written(mean)) sd \(written(sd))"
    case .lognormal(let mean, let sd): "lognormal \(written(mean)) sd \(written(sd))"
    }
  }

  private static func checkRule(_ text: String) {
    do {
      let rule = try RuleParser.parse(text)
      hold((try? RuleParser.parse(written(rule))) == rule, "\(written(rule)) is read back")
    } catch {
      checkRemedy(error) { (try? RuleParser.parse($0)) != nil }
    }
  }

  /// What stands in backticks behind "write" in a remedy can be read.
  private static func checkRemedy(_ mistake: ScalarMistake, isRead: (String) -> Bool) {
    hold(!mistake.message.isEmpty, "a mistake is told")
    let codes: [DiagnosticCode] = [.duration, .bareNumber, .clockTime]
    guard codes.contains(mistake.code), let remedy = mistake.remedy, remedy.hasPrefix("write `")
    else { return }
    let advice = remedy.dropFirst(7).prefix { $0 != "`" }
    hold(isRead(String(advice)), "`\(advice)`, which a remedy tells to write, can be read")
  }

  // MARK: Sentences

  private static let parser = ExpectationParser(
    variants: ["sync", "one-cook"], tasks: ["toast", "coffee"])

  private static func written(_ term: Expectation.Term) -> String {
    [term.variant, term.task, term.measure.rawValue].compactMap { $0 }.joined(separator: ".")
  }

  private static func checkExpectation(_ text: String) {
    guard let expectation = try? parser.parse(text) else { return }
    let right: String
    switch expectation.right {
    case .term(let term): right = written(term)
    case .value(let value, _, let scale):
      hold(scale > 0 && value >= 0, "a value is not negative")
      guard expectation.left.measure.dimension == .time else { return }
      right = value <= 999_999_999_999_999_999 ? "\(value) ns" : written(Nanoseconds(value))
    }
    let sentence =
      "\(written(expectation.left)) \(expectation.comparison.rawValue) \(right)"
    guard let again = try? parser.parse(sentence) else {
      fatalError("not so: \(sentence) is read back")
    }
    hold(
      again.left == expectation.left && again.comparison == expectation.comparison,
      "\(sentence) means the same")
    if case .value(let value, _, let scale) = expectation.right,
      case .value(let other, _, let otherScale) = again.right
    {
      hold(value * otherScale == other * scale, "\(sentence) has the same value")
    } else {
      hold(again.right == expectation.right, "\(sentence) has the same right side")
    }
  }

  // MARK: Lists of workers

  private static func checkRange(_ text: String) {
    guard let values = try? SweepValues.expand(text) else { return }
    hold(!values.isEmpty && values.count <= SweepValues.most, "a range has some values")
    guard values != [text] else { return }
    let numbers = values.compactMap { Int($0) }
    hold(numbers.count == values.count, "the values of a range are numbers")
    hold(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }, "a range goes up")
  }

  private static let breakfast = ScenarioSource(
    text: "workers: { cook: 2 }\ntasks: { toast: { work: 1 min } }\n", label: "breakfast.yaml")

  private static func checkWorkers(_ text: String) {
    do {
      let parameter = try Parameter(workers: text, of: breakfast)
      hold(!parameter.values.isEmpty, "a parameter has values")
      hold(
        parameter.values.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) },
        "numbers of workers are numbers")
      // The loader judges how many there may be.
      _ = try? breakfast.file([parameter.override(parameter.values[0])])
    } catch let failure as Failure {
      hold(ScenarioTarget.isHarmless(failure.message), "a message is harmless")
    } catch {
      fatalError("not so: \(error) is a failure that is told")
    }
    _ = try? Guess(text)
  }

  // MARK: Answers

  private static let units: [AnswerUnit] = [
    .time(name: "min", length: TimeUnit.minute), .times, .percent,
    .rate(name: "per h", length: TimeUnit.hour), .count("toasters"),
  ]

  private static func checkAnswer(_ text: String) {
    for unit in units {
      guard let amount = try? unit.amount(of: text) else { continue }
      hold(amount.value.isFinite && amount.value >= 0, "an answer is a number")
      guard let decimal = AnswerDecimal(amount, in: unit) else { continue }
      hold(
        decimal.amount(in: unit).value == amount.value, "\(decimal) is \(amount) in \(unit)")
      hold((0...AnswerDecimal.mostPlaces).contains(decimal.places), "\(decimal) has few places")
    }
    if let unit = try? AnswerUnit.parse(text) {
      _ = try? AnswerTolerance.parse(text, unit)
      _ = try? unit.amount(of: "1")
    }
  }
}
