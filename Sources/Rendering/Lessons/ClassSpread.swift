public import Analysis
public import Model

/// What a class answered.
public struct ClassSpread: Sendable {
  private let count: Int
  private let unit: AnswerUnit
  /// Each value once, with how many said it, from the smallest to the largest.
  private let values: [(answer: Amount, count: Int)]

  /// Gathers answers in the order in which they were given.
  public init(_ answers: [Amount], in unit: AnswerUnit) {
    self.unit = unit
    count = answers.count
    var values: [(answer: Amount, count: Int)] = []
    for answer in answers.sorted(by: { $0.value < $1.value }) {
      if let last = values.last, last.answer.isSame(as: answer) {
        values[values.count - 1].count += 1
      } else {
        values.append((answer, 1))
      }
    }
    self.values = values
  }

  /// The answers as rows of a histogram, each value once, at most `rows` of them, before the run.
  ///
  /// Where there are more values, those that were said most often are shown, and a line counts the
  /// others.
  public func lines(rows: Int, width: Int, isUnicode: Bool) -> [String] {
    guard !values.isEmpty else { return [] }
    let shown = shownValues(rows: rows)
    let labels = shown.map { AnswerText.text($0.answer, in: unit) }
    let most = shown.map(\.count).max() ?? 1
    let labelWidth = min(labels.map(displayWidth).max() ?? 0, max(8, width / 2))
    let room = max(1, width - labelWidth - String(most).count - 4)
    var lines = zip(shown, labels).map { value, label in
      let cells = most <= room ? value.count : max(1, value.count * room / most)
      let bar = String(repeating: isUnicode ? "█" : "#", count: cells)
      let name = Layout.shortened(label, labelWidth)
      let blank = String(repeating: " ", count: max(0, labelWidth - displayWidth(name)))
      return "\(blank)\(name) \(isUnicode ? "│" : "|")\(bar) \(value.count)"
    }
    let rest = count - shown.reduce(0) { $0 + $1.count }
    if rest > 0 { lines.append("and \(rest) more") }
    return lines
  }

  /// How many were right, and what the others said.
  ///
  /// `Of 12, 9 are right, 2 said 200 min, 1 said 25 min.` What is known of a typical mistake follows:
  /// `2 said 200 min: That is one toaster alone.`
  public func sentence(_ judge: AnswerJudge) -> String {
    guard count > 0 else { return "There are no answers." }
    var right = 0
    var wrong: [(answer: Amount, count: Int)] = []
    var sentences: [String] = []
    for value in mostFirst(values) {
      switch judge.verdict(on: value.answer) {
      case .exact, .close: right += value.count
      case .off: wrong.append(value)
      case .mistake(let says):
        sentences.append("\(Self.said(value, in: unit)): \(AnswerText.onOneLine(says))")
      }
    }
    if right == count { return count == 1 ? "The one answer is right." : "All \(count) are right." }
    var parts = [right == 0 ? "none is right" : right == 1 ? "1 is right" : "\(right) are right"]
    parts += wrong.prefix(Self.mostTold).map { Self.said($0, in: unit) }
    let others = wrong.dropFirst(Self.mostTold).reduce(0) { $0 + $1.count }
    if others > 0 { parts.append("\(others) said something else") }
    sentences.insert("Of \(count), \(parts.joined(separator: ", ")).", at: 0)
    return sentences.joined(separator: " ")
  }

  /// More wrong answers than that are only counted.
  private static let mostTold = 5

  private static func said(_ value: (answer: Amount, count: Int), in unit: AnswerUnit) -> String {
    "\(value.count) said \(AnswerText.text(value.answer, in: unit))"
  }

  /// All, or those said most often with a row left to count the others; by value.
  private func shownValues(rows: Int) -> [(answer: Amount, count: Int)] {
    let rows = max(2, rows)
    guard values.count > rows else { return values }
    return mostFirst(values).prefix(rows - 1).sorted { $0.answer.value < $1.answer.value }
  }

  private func mostFirst(
    _ values: [(answer: Amount, count: Int)]
  ) -> [(answer: Amount, count: Int)] {
    values.sorted { ($1.count, $0.answer.value) < ($0.count, $1.answer.value) }
  }
}
