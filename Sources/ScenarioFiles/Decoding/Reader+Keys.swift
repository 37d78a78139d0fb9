/// Keys and names, and the slips that YAML accepts silently.
extension Reader {
  /// The entries of a mapping, each key known; unknown keys are reported.
  mutating func entries(
    _ node: TreeNode, _ what: String, allowed: [String]
  ) -> [TreeNode.Entry] {
    guard let entries = entries(node, what) else { return [] }
    return entries.filter { isKnown($0, in: what, allowed: allowed) }
  }

  /// The entries of a mapping with free keys; nil after a report where it is none.
  mutating func entries(_ node: TreeNode, _ what: String) -> [TreeNode.Entry]? {
    if case .mapping(let entries, _) = node { return withoutCommaSlips(entries) }
    if case .scalar(let text, true, _) = node, let slip = Slips.missingSpace(in: text) {
      report(
        .spaceAfterColon, "`\(text)` has no space after the colon", at: node,
        remedy: Slips.spaceRemedy(slip))
      return nil
    }
    let name =
      ["a ", "an "].contains(where: what.hasPrefix) || what.contains("`") ? what : "`\(what)`"
    report(
      .wrongShape, "\(name) needs keys, but here is \(node.kind)", at: node,
      remedy: Language.example(of: what)
        ?? "write `key: value` lines, indented, or { key: value }")
    return nil
  }

  /// Keys that stand beside the section they belong to, since they are not indented: reported once, and
  /// left out with it.
  mutating func withoutOutdented(
    _ entries: [TreeNode.Entry], _ isInner: (_ section: String, _ entry: TreeNode.Entry) -> Bool
  ) -> [TreeNode.Entry] {
    var kept: [TreeNode.Entry] = []
    var section: String?
    for entry in entries {
      if let name = section, isInner(name, entry) {
        if kept.last?.key == name {
          kept.removeLast()
          report(
            .wrongShape, "`\(entry.key)` stands beside `\(name)`, not inside of it",
            at: entry.place, length: entry.key.unicodeScalars.count,
            remedy: "indent it, and what follows, under `\(name)`")
        }
        continue
      }
      kept.append(entry)
      section = entry.value.isNothing ? entry.key : nil
    }
    return kept
  }

  /// Inside { } a comma begins a new key: `{ work: 2,5 min }`, `{ after: a, b }`, `uniform(1 s, 2 s)`.
  ///
  /// Reports each once, and leaves both halves out.
  private mutating func withoutCommaSlips(_ entries: [TreeNode.Entry]) -> [TreeNode.Entry] {
    var kept: [TreeNode.Entry] = []
    for entry in entries {
      guard entry.value.isNothing, let last = kept.last,
        case .scalar(let text, true, let place) = last.value,
        let remedy = Self.commaRemedy(last.key, text, entry.key)
      else {
        kept.append(entry)
        continue
      }
      kept.removeLast()
      report(
        .syntax, "a comma inside { } begins a new key, so `\(text)` ends before it", at: place,
        length: text.unicodeScalars.count, remedy: remedy)
    }
    return kept
  }

  private static func commaRemedy(_ key: String, _ text: String, _ rest: String) -> String? {
    if key == "run" { return "quote a command that holds a comma" }
    if let bracket = text.firstIndex(of: "("), rest.hasSuffix(")") {
      let word = String(text[..<bracket]).trimmed
      let first = text[text.index(after: bracket)...].trimmed
      let joint = word == "uniform" ? "to" : "sd"
      return "write \(word) \(first) \(joint) \(rest.dropLast().trimmed)"
    }
    if text.last?.isNumber == true, rest.first?.isNumber == true {
      let isThousand = rest.count == 3 && rest.allSatisfy(\.isNumber)
      return "write \(text)\(isThousand ? "" : ".")\(rest)"
    }
    if ["after", "each", "uses", "speed"].contains(key) || key.contains(".") {
      return "write `\(key): [\(text), \(rest)]`"
    }
    if key == "by" { return "one pool does a task: write `by: \(text)`" }
    return nil
  }

  private mutating func isKnown(
    _ entry: TreeNode.Entry, in what: String, allowed: [String]
  ) -> Bool {
    if allowed.contains(entry.key) { return true }
    if reportSlip(entry) { return false }
    let hasSynonyms = allowed == Language.taskKeys || allowed == Language.stepKeys
    let meant =
      hasSynonyms
      ? Language.taskKey(for: entry.key)
      : allowed == Language.paybackKeys ? Language.paybackKey(for: entry.key) : nil
    let synonym = meant.flatMap { allowed.contains($0) ? $0 : nil }
    // `count 100` inside of { } is a key without a colon.
    let words = entry.key.split(separator: " ", maxSplits: 1).map(String.init)
    let isPair = entry.value.isNothing && words.count == 2 && allowed.contains(words[0])
    let remedy =
      isPair
      ? "write `\(words[0]): \(words[1].drop { $0 == "=" || $0 == " " })`"
      : synonym.map { "did you mean `\($0)`?" } ?? home(of: entry.key, among: allowed)
    report(
      .unknownKey, "unknown key `\(entry.key)` in \(what)", at: entry.place,
      length: entry.key.unicodeScalars.count, remedy: remedy)
    return false
  }

  /// Where an unknown key belongs, or which one was meant.
  private func home(of key: String, among allowed: [String]) -> String {
    if !isLesson, let home = Language.home(of: key) { return home }
    if let near = nearest(to: key, among: allowed) { return "did you mean `\(near)`?" }
    if isLesson, let home = LessonBlockDecoder.home(of: key) { return home }
    return "allowed here: \(allowed.joined(separator: ", "))"
  }

  /// What YAML silently reads as a key: `{toaster:4}`, `workers:{ cook`, or a key with a strange space.
  mutating func reportSlip(_ entry: TreeNode.Entry) -> Bool {
    let length = entry.key.unicodeScalars.count
    let key = TreeNode.scalar(entry.key, isPlain: true, entry.place)
    if reportInvisible(in: entry.key, at: key) { return true }
    if let slip = Slips.missingSpace(in: entry.key) {
      report(
        .spaceAfterColon, "`\(entry.key)` has no space after the colon", at: entry.place,
        length: length, remedy: Slips.spaceRemedy(slip))
      return true
    }
    if entry.key.hasPrefix("-"), entry.key.dropFirst().first?.isLetter == true {
      report(
        .syntax, "`\(entry.key)` has no space after the dash", at: entry.place, length: length,
        remedy: "write `- \(entry.key.dropFirst()): ...`")
      return true
    }
    return false
  }

  /// Whether a name has the form of one; else reported.
  mutating func isName(
    _ entry: TreeNode.Entry, _ what: String, reserved: [String] = []
  ) -> Bool {
    if reportSlip(entry) { return false }
    let length = entry.key.unicodeScalars.count
    if reserved.contains(entry.key) || Self.wordsOfYAML.contains(entry.key) {
      let owner = reserved.contains(entry.key) ? "the report" : "YAML"
      report(
        .name, "`\(entry.key)` is a word of \(owner), not a name for \(what)", at: entry.place,
        length: length, remedy: "choose another name")
      return false
    }
    if Self.isName(entry.key) { return true }
    let words = entry.key.split(whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
    if entry.value.isNothing, words.count == 2, Self.isName(words[0]) {
      report(
        .syntax, "`\(entry.key)` has no colon", at: entry.place, length: length,
        remedy: "write `\(words[0]): \(words[1])`")
      return false
    }
    report(
      .name, "`\(entry.key)` is not a name for \(what)", at: entry.place, length: length,
      remedy: Self.suggestedName(entry.key).map { "write `\($0)`" }
        ?? "a name is one word: letters a to z, digits and -, a letter first, at most 64")
    return false
  }

  /// `execution: async` one level too far in looks like a task or a pool of that name.
  mutating func reportMisplaced(_ entry: TreeNode.Entry, among section: String) -> Bool {
    guard Language.topKeys.contains(entry.key) else { return false }
    if section == "tasks", case .mapping(let keys, _) = entry.value,
      keys.contains(where: { Language.taskKeys.contains($0.key) })
    {
      return false
    }
    if section == "workers", case .scalar = entry.value { return false }
    report(
      .unknownKey, "`\(entry.key)` stands under `\(section)`", at: entry.place,
      length: entry.key.unicodeScalars.count,
      remedy: "move it to the left edge, beside `\(section)`")
    return true
  }

  /// Words that are values and no names.
  static let wordsOfYAML = ["true", "false", "null"]

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 64 else {
      return false
    }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
  }

  private static func suggestedName(_ text: String) -> String? {
    let plain = ["\u{E4}": "ae", "\u{F6}": "oe", "\u{FC}": "ue", "\u{DF}": "ss"]
    let name = text.lowercased().precomposedLetters.map { letter in
      letter == " " || letter == "_" || letter == "." ? "-" : plain[letter] ?? letter
    }.joined()
    return isName(name) ? name : nil
  }
}

extension String {
  /// The characters one by one, as texts.
  fileprivate var precomposedLetters: [String] { map(String.init) }
}
