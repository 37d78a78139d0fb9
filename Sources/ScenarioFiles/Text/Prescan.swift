/// A first look at the text, line by line, for what must not reach the YAML parser.
///
/// Anchors and aliases could expand without bound, deep nesting could exhaust the stack; a scenario needs
/// neither. It also finds what YAML accepts silently: a text cut off by a comment. Linear in the text.
struct Prescan {
  private(set) var mistakes: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []
  /// The lines with all that was reported blanked out, for the parser to go on with.
  private(set) var masked: [[Unicode.Scalar]]
  /// Whether the text must not be parsed at all.
  private(set) var isFatal = false
  private let source: SourceText
  private let number: Int
  private var depth = 0
  private var quote: Unicode.Scalar?
  /// The column that the lines of a block text must pass; nil outside of one.
  private var blockParent: Int?
  private var hasContent = false
  private var nodes = 0
  /// Whether what follows belongs to another document.
  private var isOver = false
  /// Keys whose values are texts that may hold a #.
  private let textKeys: [String]

  init(_ source: SourceText, number: Int, textKeys: [String] = []) {
    self.textKeys = textKeys
    self.source = source
    self.number = number
    masked = source.lines
    refuseBomb()
    for index in source.lines.indices {
      scan(source.lines[index], line: index + 1)
      if isFatal || isOver || mistakes.count >= 20 { break }
    }
    isFatal = isFatal || mistakes.count >= 20
    if nodes > SourceText.Limit.nodes, mistakes.isEmpty {
      report(.pastLimit, "the file has more than \(SourceText.Limit.nodes) values", 1, 1, nil)
    }
  }

  /// Refuses what could be a bomb in any reading: many aliases of anchors, in texts and comments too.
  ///
  /// The scan below may take an alias for a part of a text; ten of those are harmless.
  private mutating func refuseBomb() {
    var anchors: Set<String> = []
    var aliases: [(name: String, line: Int, column: Int)] = []
    for (line, text) in source.lines.enumerated() {
      for column in text.indices where text[column] == "&" || text[column] == "*" {
        let name = String(
          String.UnicodeScalarView(text[(column + 1)...].prefix(while: Self.isNamePart)))
        if name.isEmpty { continue }
        if text[column] == "&" {
          anchors.insert(name)
        } else {
          aliases.append((name, line, column))
        }
      }
    }
    aliases.removeAll { !anchors.contains($0.name) }
    guard aliases.count > 10 else { return }
    report(
      .anchor, "anchors and aliases are not needed here, and refused", aliases[0].line + 1,
      aliases[0].column + 1, "write the values out")
    isFatal = true
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
  }

  private mutating func mask(_ line: Int, from column: Int, with scalar: Unicode.Scalar) -> Int {
    let name = masked[line - 1][(column + 1)...].prefix { !" \t,[]{}".unicodeScalars.contains($0) }
    for index in column...column + name.count { masked[line - 1][index] = scalar }
    return name.count + 1
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, _ line: Int, _ column: Int, _ remedy: String?
  ) {
    if code == .pastLimit { isFatal = true }
    mistakes.append(
      Diagnostic(
        code, message, at: Place(source: number, line: line, column: column), remedy: remedy))
  }

  private mutating func scan(_ line: [Unicode.Scalar], line number: Int) {
    let indent = line.prefix { $0 == " " }.count
    if let parent = blockParent {
      if indent == line.count || indent > parent { return }
      blockParent = nil
    }
    if quote == nil {
      if indent < line.count, line[indent] == "\t",
        line.contains(where: { $0 != " " && $0 != "\t" })
      {
        report(.tab, "a tab cannot indent", number, indent + 1, "indent with spaces")
        // Most people's tabs stand for two spaces.
        let indentation = line.prefix { $0 == " " || $0 == "\t" }
        masked[number - 1] =
          indentation.flatMap { $0 == "\t" ? [" ", " "] : [$0] } + line.dropFirst(indentation.count)
        return
      }
      if indent == 0, depth == 0, scanMarker(line, number) { return }
    }
    scanTokens(line, number, from: indent)
  }

  /// Document markers and directives; true where the line holds nothing else.
  private mutating func scanMarker(_ line: [Unicode.Scalar], _ number: Int) -> Bool {
    let marker = String(String.UnicodeScalarView(line.prefix(3)))
    if line.first == "%" {
      report(.syntax, "YAML directives are not needed here", number, 1, "remove the line")
      masked[number - 1] = []
      return true
    }
    guard marker == "---" || marker == "...", line.count == 3 || line[3] == " " else {
      return false
    }
    if marker == "..." {
      report(.severalDocuments, "the document ends here", number, 1, "remove the line")
    } else if hasContent {
      report(
        .severalDocuments, "a second document begins here", number, 1,
        "a scenario file holds one document")
    }
    if hasContent || marker == "..." {
      for index in number - 1..<masked.count { masked[index] = [] }
      isOver = true
    }
    return line.count == 3
  }

  /// Where the scan of a line stands.
  private struct LineState {
    var index: Int
    /// Whether a value may begin here.
    var isAtStart: Bool
    /// The column behind the last dash or question mark.
    var entryColumn: Int
    /// Where the plain text begins that is being passed.
    var plainStart: Int?
  }

  private mutating func scanTokens(_ line: [Unicode.Scalar], _ number: Int, from indent: Int) {
    var state = LineState(index: indent, isAtStart: quote == nil, entryColumn: indent)
    if indent > SourceText.Limit.indentation { return reportDepth(number, indent) }
    while state.index < line.count, !isFatal {
      let scalar = line[state.index]
      let next: Unicode.Scalar = state.index + 1 < line.count ? line[state.index + 1] : " "
      if let open = quote {
        state.index += passQuoted(open, scalar, next)
        continue
      }
      if scalar == "#", state.index == 0 || " \t".unicodeScalars.contains(line[state.index - 1]) {
        if let start = state.plainStart { warnOfComment(line, number, start, state.index) }
        return
      }
      if scalar == "|" || scalar == ">", state.isAtStart, depth == 0 {
        blockParent = blockParent(line, state.entryColumn, state.index)
        hasContent = true
        return
      }
      if scalar != " ", scalar != "\t" {
        hasContent = true
        if beginValue(scalar, next, number, &state) { continue }
        if !passStructure(scalar, next, number, &state) {
          if state.isAtStart { state.plainStart = state.index }
          state.isAtStart = false
        }
      }
      state.index += 1
    }
  }

  /// Passes what may stand only where a value begins: quotes, anchors, dashes; true where it did.
  private mutating func beginValue(
    _ scalar: Unicode.Scalar, _ next: Unicode.Scalar, _ number: Int, _ state: inout LineState
  ) -> Bool {
    guard state.isAtStart else { return false }
    switch scalar {
    case "\"", "'":
      quote = scalar
      nodes += 1
      state.isAtStart = false
    case "&" where next != " ", "*" where next != " ", "!":
      reportAnchor(scalar, number, state.index)
      // An alias stands for a value, so something must stay in its place.
      let stand = scalar == "*" ? TreeParser.hiddenScalar : " "
      state.index += mask(number, from: state.index, with: stand)
      state.isAtStart = scalar != "*"
      return true
    case "-" where depth == 0 && " \t".unicodeScalars.contains(next),
      "?" where " \t".unicodeScalars.contains(next):
      state.entryColumn = state.index + 1
      nodes += 1
      if state.index > SourceText.Limit.indentation, depth == 0 { reportDepth(number, state.index) }
    default: return false
    }
    state.index += 1
    return true
  }

  /// Passes brackets, commas and colons; false for a character of a plain text.
  private mutating func passStructure(
    _ scalar: Unicode.Scalar, _ next: Unicode.Scalar, _ number: Int, _ state: inout LineState
  ) -> Bool {
    switch scalar {
    case "[" where state.isAtStart || depth > 0, "{" where state.isAtStart || depth > 0:
      depth += 1
      nodes += 1
      if depth == SourceText.Limit.depth { reportDepth(number, state.index) }
      state.isAtStart = true
    case "]" where depth > 0, "}" where depth > 0:
      depth -= 1
      state.isAtStart = false
    case "," where depth > 0: state.isAtStart = true
    case ":"
    where next == " " || next == "\t"
      || (depth > 0 && ",[]{}\"'&*!".unicodeScalars.contains(next)):
      state.isAtStart = true
    default: return false
    }
    if state.isAtStart { nodes += 1 }
    state.plainStart = nil
    return true
  }

  private mutating func reportDepth(_ line: Int, _ index: Int) {
    report(.pastLimit, "this is nested too deeply", line, index + 1, nil)
  }

  private mutating func reportAnchor(_ scalar: Unicode.Scalar, _ line: Int, _ index: Int) {
    if scalar == "!" {
      report(.anchor, "YAML tags are not needed here, and refused", line, index + 1, "remove it")
    } else {
      report(
        .anchor, "anchors and aliases are not needed here, and refused", line, index + 1,
        "write the value out, or quote a text that begins with \(scalar)")
    }
  }

  /// Passes a character of a quoted text and tells how many were passed.
  private mutating func passQuoted(
    _ open: Unicode.Scalar, _ scalar: Unicode.Scalar, _ next: Unicode.Scalar
  ) -> Int {
    if open == "\"", scalar == "\\" { return 2 }
    guard scalar == open else { return 1 }
    if open == "'", next == "'" { return 2 }
    quote = nil
    return 1
  }

  /// A block text is indented deeper than its key, or than the dash that it follows.
  private func blockParent(_ line: [Unicode.Scalar], _ entryColumn: Int, _ index: Int) -> Int {
    let before = line[..<index].last { $0 != " " }
    if before == "-" || before == "?" { return entryColumn - 1 }
    let start = line[entryColumn...].firstIndex { $0 != " " } ?? entryColumn
    return start
  }

  /// `name: Toast #1` loses its `#1` silently.
  private mutating func warnOfComment(
    _ line: [Unicode.Scalar], _ number: Int, _ start: Int, _ index: Int
  ) {
    let key = String(String.UnicodeScalarView(line[..<start])).split(separator: ":").first
    // A key may follow the dash of a list.
    let name = key.map { $0.filter { $0 != " " && $0 != "-" } }
    guard let name, textKeys.contains(name), depth == 0 else { return }
    warnings.append(
      Diagnostic(
        .commentCutsText, "text after # is a comment",
        at: Place(source: self.number, line: number, column: index + 1),
        length: line.count - index, remedy: "quote the text if the # belongs to it"))
  }
}
