/// What a fenced block of a lesson is to the program.
enum LessonBlockKind: String, CaseIterable {
  // Each case is the word that stands behind the fence.
  case lesson, scenario, predict, choose, watch, explain, change, solution, reveal, console

  /// The words that stand behind `yaml`.
  static let words = allCases.filter { $0 != .console }.map(\.rawValue)
}

/// A fenced block for the program.
struct LessonBlock {
  let kind: LessonBlockKind
  /// What stands behind the kind: a scenario's name.
  let name: String?
  /// The fence, with the column and the length of what is written there.
  let fence: Place
  let fenceLength: Int
  /// The lines between the fences, from 0.
  let lines: Range<Int>
  /// Whether it has an end of its own; if not, that was reported, and text may stand among its lines.
  let isClosed: Bool
}

/// Finds the blocks of a lesson by their fences; all else is text.
struct LessonScanner {
  /// A block, or some lines of text.
  enum Piece {
    case text(Range<Int>)
    case block(LessonBlock)
  }

  private(set) var pieces: [Piece] = []
  private(set) var mistakes: [Diagnostic] = []
  /// The text of the first heading.
  private(set) var title: String?
  private let lines: [[Unicode.Scalar]]
  private var textStart = 0
  private var blockCount = 0

  /// A line that opens a block.
  private struct Fence {
    let mark: Unicode.Scalar
    let length: Int
    let info: String
  }

  init(_ source: SourceText) {
    lines = source.lines
    var index = 0
    while index < lines.count, mistakes.count < LessonFile.Limit.shownMistakes {
      if let fence = Self.fence(lines[index]) {
        index = pass(fence, at: index)
      } else {
        if title == nil { readTitle(index) }
        reportIndented(index)
        index += 1
      }
    }
    endText(lines.count)
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, _ line: Int, remedy: String?
  ) {
    let indent = lines[line].prefix { $0 == " " || $0 == "\t" }.count
    mistakes.append(
      Diagnostic(
        code, message, at: Place(source: 0, line: line + 1, column: indent + 1),
        length: Self.text(lines[line]).count, remedy: remedy))
  }

  private static func text(_ line: some Sequence<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(line.map { $0 == "\t" ? " " : $0 })).trimmed
  }

  /// Three backticks or more at the left edge, or tildes; backticks behind backticks are no fence.
  private static func fence(_ line: [Unicode.Scalar]) -> Fence? {
    guard let mark = line.first, mark == "`" || mark == "~" else { return nil }
    let length = line.prefix { $0 == mark }.count
    let rest = line.dropFirst(length)
    guard length >= 3, mark == "~" || !rest.contains("`") else { return nil }
    return Fence(mark: mark, length: length, info: text(rest))
  }

  /// Where a fenced block ends, and whether another one begins there; nil for the end of the file.
  ///
  /// No line of YAML begins with backticks, so that such a line tells that an end was forgotten.
  private func end(of fence: Fence, _ start: Int) -> (index: Int, isOpening: Bool)? {
    let isYAML = Self.isYAML(fence)
    let isConsole = fence.info == "console"
    for index in lines.indices[(start + 1)...] {
      guard let other = Self.fence(lines[index]), other.mark == fence.mark else { continue }
      if other.info.isEmpty {
        if other.length >= fence.length { return (index, false) }
      } else if isYAML ? other.length <= fence.length : isConsole && Self.isLike(fence, other) {
        return (index, true)
      }
    }
    return nil
  }

  /// Whether a fence opens a block for the program, with as many backticks as another one.
  private static func isLike(_ fence: Fence, _ other: Fence) -> Bool {
    let words = other.info.split(separator: " ").map(String.init)
    return other.length == fence.length && words.first == "yaml" && words.count > 1
      && LessonBlockKind.words.contains(words[1])
  }

  private static func isYAML(_ fence: Fence) -> Bool {
    let word = fence.info.prefix { $0 != " " }.lowercased()
    return fence.mark == "`" && ["yaml", "yml"].contains(word)
  }

  /// Passes a fenced block and tells the line behind it.
  private mutating func pass(_ fence: Fence, at start: Int) -> Int {
    let mistakesAbove = mistakes.count
    let kind = kind(of: fence, start)
    let marks = String(repeating: Character(fence.mark), count: fence.length)
    guard let end = end(of: fence, start) else {
      report(
        .lessonBlock, "this block has no end", start, remedy: "write \(marks) on a line below it")
      textStart = lines.count
      return lines.count
    }
    if end.isOpening, mistakes.count == mistakesAbove {
      let line = end.index + 1
      report(
        .lessonBlock, "this block has no end before line \(line)", start,
        remedy: "close it with \(marks) above line \(line)")
    }
    let next = end.isOpening ? end.index : end.index + 1
    guard let (kind, name) = kind else {
      if !end.isOpening { reportKindless(fence, start, end.index) }
      return next
    }
    endText(start)
    textStart = next
    blockCount += 1
    if blockCount > LessonFile.Limit.blocks {
      report(
        .pastLimit, "a lesson has at most \(LessonFile.Limit.blocks) blocks", start,
        remedy: SourceText.Kind.lesson.shortening)
      return lines.count
    }
    pieces.append(
      .block(
        LessonBlock(
          kind: kind, name: name, fence: Place(source: 0, line: start + 1, column: 1),
          fenceLength: Self.text(lines[start]).unicodeScalars.count,
          lines: (start + 1)..<end.index, isClosed: !end.isOpening)))
    return next
  }

  /// A block with the keys of one for the program would be shown as it is, and never asked.
  private mutating func reportKindless(_ fence: Fence, _ start: Int, _ end: Int) {
    guard Self.isYAML(fence), !fence.info.contains(" ") else { return }
    let keys = lines[(start + 1)..<end].compactMap { line -> String? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return String(String.UnicodeScalarView(line[..<colon]))
    }
    func has(_ key: String) -> Bool { keys.contains(key) }
    let kind: LessonBlockKind
    if has("question"), has("options") {
      kind = .choose
    } else if has("question"), has("answer") {
      kind = ["unit", "within", "mistakes", "vary"].contains(where: has) ? .predict : .reveal
    } else if has("facts") {
      kind = .explain
    } else if has("task"), has("keep") || has("hints") {
      kind = .change
    } else {
      return
    }
    let marks = String(repeating: "`", count: fence.length)
    report(
      .lessonBlock, "this block has no kind", start, remedy: "write \(marks)yaml \(kind.rawValue)")
  }

  /// What a fence opens for the program; nil for a block that is shown as it is, or after a report.
  private mutating func kind(of fence: Fence, _ line: Int) -> (LessonBlockKind, String?)? {
    let words = fence.info.split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    if first == "console" { return (.console, nil) }
    let isYAML = ["yaml", "yml"].contains(first.lowercased())
    if !isYAML {
      if LessonBlockKind.words.contains(first) {
        report(
          .lessonBlock, "`yaml` is missing before `\(first)`", line,
          remedy: "write `yaml \(fence.info)`")
      }
      return nil
    }
    guard words.count > 1, words[1].allSatisfy({ $0.isLetter || $0 == "-" }) else { return nil }
    guard first == "yaml" else {
      report(
        .lessonBlock, "a block begins with `yaml`, not `\(first)`", line,
        remedy: "write `yaml \(words[1...].joined(separator: " "))`")
      return nil
    }
    guard LessonBlockKind.words.contains(words[1]), let kind = LessonBlockKind(rawValue: words[1])
    else {
      report(
        .lessonBlock, "`\(words[1])` is not a kind of block", line,
        remedy: nearest(to: words[1], among: LessonBlockKind.words).map { "did you mean `\($0)`?" }
          ?? "the kinds are \(LessonBlockKind.words.joined(separator: ", "))")
      return nil
    }
    guard words.count > 2 else { return (kind, nil) }
    let name = words[2...].joined(separator: " ")
    if kind == .scenario { return (kind, name) }
    report(
      .lessonBlock, "only a `scenario` has a name", line, remedy: "write `yaml \(kind.rawValue)`")
    return (kind, nil)
  }

  /// A block that is indented would be passed over in silence.
  private mutating func reportIndented(_ index: Int) {
    guard let first = lines[index].first, first == " " || first == "\t" else { return }
    let line = Array(lines[index].drop { $0 == " " || $0 == "\t" })
    guard let fence = Self.fence(line) else { return }
    let words = fence.info.split(separator: " ")
    guard words.count > 1, words[0] == "yaml", LessonBlockKind.words.contains(String(words[1]))
    else { return }
    report(.lessonBlock, "a block stands at the left edge", index, remedy: "do not indent it")
  }

  private mutating func readTitle(_ index: Int) {
    let line = lines[index]
    guard line.count > 2, line[0] == "#", line[1] == " " || line[1] == "\t" else { return }
    var text = Self.text(line[1...])
    // A heading may be closed with number signs.
    let bare = text.reversed().drop { $0 == "#" }
    if bare.first == " " { text = String(bare.reversed()).trimmed }
    guard !text.isEmpty, text.contains(where: { $0 != "#" }) else { return }
    endText(index)
    textStart = index + 1
    title = text
  }

  /// Ends the text before a line, without the empty lines around it.
  private mutating func endText(_ end: Int) {
    func isEmpty(_ line: [Unicode.Scalar]) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }
    guard textStart < end else { return }
    let range = textStart..<end
    guard let first = lines[range].firstIndex(where: { !isEmpty($0) }),
      let last = lines[range].lastIndex(where: { !isEmpty($0) })
    else { return }
    pieces.append(.text(first..<last + 1))
  }
}
