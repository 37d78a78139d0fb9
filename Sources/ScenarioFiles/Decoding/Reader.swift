import Model

/// Reads values of a tree and collects what is wrong with them.
struct Reader {
  private(set) var mistakes: [Diagnostic] = []
  /// Whether the keys are those of a lesson's blocks, of which a scenario's language knows nothing.
  let isLesson: Bool

  init(isLesson: Bool = false) { self.isLesson = isLesson }

  /// What is wrong beyond this is not collected: nobody reads it, and looking for remedies takes time.
  private static let mostMistakes = 100

  /// The candidate that a word most likely means, as a remedy; nil once enough has been suggested.
  func meant(_ word: String, among candidates: some Sequence<String>) -> String? {
    guard mistakes.count < Self.mostMistakes else { return nil }
    return nearest(to: word, among: candidates).map { "did you mean `\($0)`?" }
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at node: TreeNode, remedy: String? = nil
  ) {
    if case .scalar(let text, true, _) = node, reportInvisible(in: text, at: node) { return }
    report(code, message, at: node.place, length: node.length, remedy: remedy)
  }

  /// Whether a text holds a character that cannot be told from another one; then that is the mistake.
  mutating func reportInvisible(in text: String, at node: TreeNode) -> Bool {
    guard let slip = Slips.invisible(in: text) else { return false }
    report(
      .unreadableText, "`\(text)` holds \(slip.name)", at: node.place, length: node.length,
      remedy: slip.remedy)
    return true
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at place: Place, length: Int = 1,
    remedy: String? = nil
  ) {
    guard mistakes.count < Self.mostMistakes else { return }
    mistakes.append(Diagnostic(code, message, at: place, length: length, remedy: remedy))
  }

  /// Takes over what was found elsewhere.
  mutating func add(_ mistake: Diagnostic) {
    if mistakes.count < Self.mostMistakes { mistakes.append(mistake) }
  }

  mutating func report(_ mistake: ScalarMistake, at node: TreeNode) {
    report(mistake.code, mistake.message, at: node, remedy: mistake.remedy)
  }

  /// The text of a value; nil after a report where it is a list, keys or nothing.
  mutating func text(_ node: TreeNode, _ what: String) -> String? {
    if case .scalar(let text, _, _) = node, !node.isNothing {
      guard let character = text.unicodeScalars.first(where: Self.isForbidden) else { return text }
      report(
        .unreadableText,
        "\(what) holds the character \(SourceText.name(of: character)), which cannot be shown",
        at: node, remedy: "remove it")
      return nil
    }
    report(
      .wrongShape, "\(what) is one value, not \(node.kind)", at: node,
      remedy: node.isNothing ? "write a value behind the colon" : nil)
    return nil
  }

  /// A text that is told again and again: in every report, and in every row of some tables.
  mutating func text(_ node: TreeNode, _ what: String, atMost most: Int) -> String? {
    guard let text = text(node, what) else { return nil }
    if text.unicodeScalars.count <= most { return text }
    report(.pastLimit, "\(what) has more than \(most) characters", at: node)
    return nil
  }

  /// YAML's escapes can make characters that the text itself may not hold; a line end is harmless.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && SourceText.isForbidden(scalar)
  }

  /// The value that a parser makes of a text; nil after a report.
  mutating func value<Value>(
    _ node: TreeNode, _ what: String, _ parse: (String) throws(ScalarMistake) -> Value
  ) -> Value? {
    guard let text = text(node, what) else { return nil }
    do {
      return try parse(text)
    } catch {
      report(error, at: node)
      return nil
    }
  }

  mutating func whole(_ node: TreeNode, _ what: String, in range: ClosedRange<Int>) -> Int? {
    value(node, what) { text throws(ScalarMistake) in
      try NumberParser.whole(text, what, in: range)
    }
  }

  mutating func duration(_ node: TreeNode, _ what: String) -> Nanoseconds? {
    value(node, what) { text throws(ScalarMistake) in try DurationParser.parse(text) }
  }

  /// One of the words of an enumeration.
  mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ node: TreeNode, _ what: String, of type: Choice.Type
  ) -> Choice? {
    guard let text = text(node, what) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let words = type.allCases.map(\.rawValue)
    report(
      .choice, "\(what) cannot be `\(text)`", at: node,
      remedy: nearest(to: text, among: words).map { "did you mean `\($0)`?" }
        ?? "it is one of \(words.joined(separator: ", "))")
    return nil
  }

  /// The items of a list; one value counts as a list of one.
  func items(_ node: TreeNode) -> [TreeNode] {
    if case .list(let items, _) = node { return items }
    return [node]
  }
}
