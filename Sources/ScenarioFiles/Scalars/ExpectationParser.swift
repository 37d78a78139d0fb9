import Model

/// Sentences of `expect`: `sync.makespan > 3 h`, `speedup = 1.0`, `toast.queued <= 5 min within 1 %`.
struct ExpectationParser {
  let variants: Set<String>
  let tasks: Set<String>

  func parse(_ sentence: String) throws(ScalarMistake) -> Expectation {
    guard let (leftText, comparison, rest) = split(sentence) else { throw noComparison(sentence) }
    if let sign = rest.first, Self.isSign(sign) {
      throw ScalarMistake(
        .expectation, "a comparison has no space inside",
        remedy: "did you mean `\(comparison.rawValue)\(sign)`?")
    }
    let isSeveral = rest.contains(where: Self.isSign)
    if leftText.hasPrefix("-") {
      throw ScalarMistake(
        .expectation, "a space is missing after the dash",
        remedy: isSeveral
          ? "put one after each dash" : "write `- \(sentence.dropFirst().trimmed)`")
    }
    if isSeveral {
      throw ScalarMistake(
        .expectation, "these are several sentences in one", remedy: "begin each with `- `")
    }
    let left = try term(leftText)
    var rightText = rest
    var tolerance: Double?
    if let within = rest.range(ofWord: "within") {
      tolerance = try NumberParser.percentage(
        String(rest[within.upperBound...]).trimmed, "a tolerance")
      rightText = String(rest[..<within.lowerBound]).trimmed
    }
    guard let first = rightText.first else {
      throw ScalarMistake(
        .expectation, "the right side is missing", remedy: "write a value or a measure")
    }
    if first.isLetter {
      let right = try term(rightText)
      guard right.measure.dimension == left.measure.dimension else {
        throw ScalarMistake(
          .expectation,
          "\(left.measure.rawValue) and \(right.measure.rawValue) are not measured in one unit")
      }
      return Expectation(
        text: sentence, left: left, comparison: comparison, right: .term(right),
        tolerance: tolerance)
    }
    return Expectation(
      text: sentence, left: left, comparison: comparison,
      right: try value(rightText, of: left.measure), tolerance: tolerance)
  }

  /// A sign that we do not know, or none at all.
  private func noComparison(_ sentence: String) -> ScalarMistake {
    let signs = ["=>": ">=", "=<": "<=", "\u{2264}": "<=", "\u{2265}": ">=", "<>": "="]
    if let (wrong, right) = signs.sorted(by: { $0.key < $1.key })
      .first(where: { sentence.contains($0.key) })
    {
      return ScalarMistake(
        .expectation, "`\(wrong)` is not a comparison", remedy: "did you mean `\(right)`?")
    }
    if sentence.contains("!=") {
      return ScalarMistake(
        .expectation, "`!=` is not a comparison", remedy: "write what it is: = < <= > or >=")
    }
    return ScalarMistake(
      .expectation, "`\(sentence)` has no comparison",
      remedy: "write MEASURE = VALUE; also < <= > >=")
  }

  private static func isSign(_ letter: Character) -> Bool {
    letter == "=" || letter == "<" || letter == ">"
  }

  private func split(_ text: String) -> (String, Expectation.Comparison, String)? {
    func isMark(_ letter: Character) -> Bool { Self.isSign(letter) || letter == "!" }
    guard let start = text.firstIndex(where: isMark) else { return nil }
    let signs = text[start...].prefix(while: isMark)
    let comparison = signs == "==" ? .equal : Expectation.Comparison(rawValue: String(signs))
    guard let comparison else { return nil }
    return (
      text[..<start].trimmed, comparison, text[start...].dropFirst(signs.count).trimmed
    )
  }

  /// A measure with what it is of, as in `async.toast.queued`.
  func term(_ text: String) throws(ScalarMistake) -> Expectation.Term {
    var words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let measures = Measure.allCases.map(\.rawValue)
    guard let last = words.popLast(), let measure = Measure(rawValue: last) else {
      let word = text.split(separator: ".").last.map(String.init) ?? text
      if let first = text.split(separator: ".").first.map(String.init), measures.contains(first),
        first != text
      {
        throw ScalarMistake(
          .expectation, "the measure stands last",
          remedy: "write `\(text.dropFirst(first.count + 1)).\(first)`")
      }
      throw ScalarMistake(
        .expectation, "`\(word)` is not a measure",
        remedy: nearest(to: word, among: measures).map { "did you mean `\($0)`?" }
          ?? "measures are \(measures.joined(separator: ", "))")
    }
    var term = Expectation.Term(measure: measure)
    if let word = words.first, variants.contains(word) || word == "default" {
      term.variant = word
      words.removeFirst()
    }
    if let word = words.first, tasks.contains(word) {
      term.task = word
      words.removeFirst()
    }
    if let word = words.first, let task = term.task, variants.contains(word) || word == "default" {
      throw ScalarMistake(
        .expectation, "the variant stands before the task",
        remedy: "write `\(word).\(task).\(last)`")
    }
    if let word = words.first {
      throw ScalarMistake(
        .expectation, "`\(word)` is neither a variant nor a task",
        remedy: nearest(to: word, among: (variants.union(tasks)).sorted()).map {
          "did you mean `\($0)`?"
        } ?? known(by: measure), word: word)
    }
    if term.task != nil, !measure.appliesToTask {
      throw ScalarMistake(
        .expectation, "\(last) is not measured for one task",
        remedy: "for a task: finished, failed, queued, service, response")
    }
    return term
  }

  /// What a measure can be of, for somebody who wrote something else.
  private func known(by measure: Measure) -> String {
    let isOfRun = !measure.appliesToTask && !variants.isEmpty
    let names = (isOfRun ? variants : tasks).sorted().prefix(8).joined(separator: ", ")
    return "the \(isOfRun ? "variants" : "tasks") are \(names)"
  }

  private func value(
    _ text: String, of measure: Measure
  ) throws(ScalarMistake) -> Expectation.Right {
    switch measure.dimension {
    case .time:
      let (value, digit) = try DurationParser.parseWithDigit(text)
      return .value(Int128(value), digit: Int128(digit), scale: 1)
    case .rate: return try rate(text)
    case .ratio, .count:
      let isCount = measure.dimension == .count
      guard let decimal = WrittenDecimal(text), !isCount || decimal.places == 0 else {
        throw ScalarMistake(
          .expectation, "\(measure.rawValue) is a number, not `\(text)`",
          remedy: numberRemedy(text, isCount: isCount))
      }
      return .value(decimal.digits, digit: 1, scale: decimal.scale)
    }
  }

  /// `80 %` is 0.8 here.
  private func numberRemedy(_ text: String, isCount: Bool) -> String {
    if text.hasSuffix("%"), let decimal = WrittenDecimal(text.dropLast().trimmed) {
      return "write \(decimal.value / 100): shares are numbers from 0 to 1"
    }
    return isCount ? "write a count, as in `= 100`" : "write a plain number, as in `= 0.5`"
  }

  /// `120 per h`: a number of jobs in a unit of time.
  private func rate(_ text: String) throws(ScalarMistake) -> Expectation.Right {
    var words = text.split(separator: " ")
    if words.count == 3, words[1] == "per" { words.remove(at: 1) } else { words = [] }
    guard words.count == 2, let decimal = WrittenDecimal(words[0]),
      let unit = DurationParser.units.first(where: { $0.name == words[1] }),
      unit.length >= TimeUnit.second
    else {
      throw ScalarMistake(
        .expectation, "throughput is a number of jobs in a time, not `\(text)`",
        remedy: "write `120 per h`, `2 per min` or `0.5 per s`")
    }
    return .value(
      decimal.digits, digit: 1, scale: decimal.scale * Int128(unit.length / TimeUnit.second))
  }
}

extension String {
  /// Where a word stands between spaces.
  fileprivate func range(ofWord word: String) -> Range<String.Index>? {
    var start = startIndex
    while let index = self[start...].firstIndex(of: " ") {
      start = self.index(after: index)
      if self[start...].hasPrefix(word + " ") {
        return start..<self.index(start, offsetBy: word.count)
      }
    }
    return nil
  }
}
