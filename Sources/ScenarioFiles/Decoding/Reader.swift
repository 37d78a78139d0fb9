import Model

/// Reads values of a tree and collects what is wrong with them.
struct Reader {
  private(set) var mistakes: [Diagnostic] = []
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
    report(code, message, at: node.place, length: node.length, remedy: remedy)
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at place: Place, length: Int = 1,
    remedy: String? = nil
  ) {
    guard mistakes.count < Self.mostMistakes else { return }
    mistakes.append(Diagnostic(code, message, at: place, length: length, remedy: remedy))
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
        ?? "it is \(words.joined(separator: ", "))")
    return nil
  }

  /// The entries of a mapping, each key known; unknown keys are reported.
  mutating func entries(
    _ node: TreeNode, _ what: String, allowed: [String]
  ) -> [TreeNode.Entry] {
    guard let entries = entries(node, what) else { return [] }
    return entries.filter { isKnown($0, in: what, allowed: allowed) }
  }

  /// The entries of a mapping with free keys; nil after a report where it is none.
  mutating func entries(_ node: TreeNode, _ what: String) -> [TreeNode.Entry]? {
    if case .mapping(let entries, _) = node { return entries }
    if case .scalar(let text, true, _) = node, let slip = Self.slip(in: text) {
      report(
        .spaceAfterColon, "`\(text)` has no space after the colon", at: node,
        remedy: "put a space after the colon: `\(slip.key): \(slip.value)`")
      return nil
    }
    report(
      .wrongShape, "\(what) has keys, not \(node.kind)", at: node,
      remedy: "write `key: value` lines, indented, or { key: value }")
    return nil
  }

  private mutating func isKnown(
    _ entry: TreeNode.Entry, in what: String, allowed: [String]
  ) -> Bool {
    if allowed.contains(entry.key) { return true }
    if reportSlip(entry) { return false }
    report(
      .unknownKey, "unknown key `\(entry.key)` in \(what)", at: entry.place,
      length: entry.key.unicodeScalars.count,
      remedy: nearest(to: entry.key, among: allowed).map { "did you mean `\($0)`?" }
        ?? "allowed here: \(allowed.joined(separator: ", "))")
    return false
  }

  /// What YAML silently reads as a key without a value: `{toaster:4}`, or the part behind a comma.
  mutating func reportSlip(_ entry: TreeNode.Entry) -> Bool {
    guard entry.value.isNothing else { return false }
    let length = entry.key.unicodeScalars.count
    if let slip = Self.slip(in: entry.key) {
      report(
        .spaceAfterColon, "`\(entry.key)` has no space after the colon", at: entry.place,
        length: length, remedy: "put a space after the colon: `\(slip.key): \(slip.value)`")
      return true
    }
    if entry.key.hasSuffix(")") {
      report(
        .distribution, "a comma inside { } begins a new key", at: entry.place, length: length,
        remedy: "write uniform A to B, without brackets and commas")
      return true
    }
    return false
  }

  /// The key and the value of a text like `count:4`.
  static func slip(in text: String) -> (key: Substring, value: Substring)? {
    guard let colon = text.firstIndex(of: ":"), isName(String(text[..<colon])) else { return nil }
    let value = text[text.index(after: colon)...]
    return value.isEmpty || value.first == " " ? nil : (text[..<colon], value)
  }

  /// The items of a list; one value counts as a list of one.
  func items(_ node: TreeNode) -> [TreeNode] {
    if case .list(let items, _) = node { return items }
    return [node]
  }

  /// Whether a name has the form of one; else reported.
  mutating func isName(
    _ entry: TreeNode.Entry, _ what: String, reserved: [String] = []
  ) -> Bool {
    if reportSlip(entry) { return false }
    if reserved.contains(entry.key) {
      report(
        .name, "`\(entry.key)` is a word of the report, not a name for \(what)", at: entry.place,
        length: entry.key.unicodeScalars.count, remedy: "choose another name")
      return false
    }
    if Self.isName(entry.key) { return true }
    let suggestion = Self.suggestedName(entry.key)
    report(
      .name, "`\(entry.key)` is not a name for \(what)", at: entry.place,
      length: entry.key.unicodeScalars.count,
      remedy: suggestion.map { "write `\($0)`" }
        ?? "a name is one word: small letters, digits and -, a letter first")
    return false
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 64 else {
      return false
    }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
  }

  private static func suggestedName(_ text: String) -> String? {
    let name = String(text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
    return isName(name) ? name : nil
  }
}
