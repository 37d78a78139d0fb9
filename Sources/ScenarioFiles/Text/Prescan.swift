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

  init(_ source: SourceText, number: Int) {
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
    hasContent = marker == "---" ? hasContent : true
    return line.count == 3
  }

  private mutating func scanTokens(_ line: [Unicode.Scalar], _ number: Int, from indent: Int) {
    var index = indent
    var atStart = quote == nil
    var entryColumn = indent
    var plainStart: Int?
    if indent > SourceText.Limit.indentation {
      report(.pastLimit, "this is nested too deeply", number, indent + 1, nil)
      return
    }
    while index < line.count {
      let scalar = line[index]
      let next: Unicode.Scalar = index + 1 < line.count ? line[index + 1] : " "
      if let open = quote {
        index += passQuoted(open, scalar, next)
        continue
      }
      switch scalar {
      case " ", "\t": break
      case "#" where index == 0 || line[index - 1] == " " || line[index - 1] == "\t":
        if let plainStart { warnOfComment(line, number, plainStart, index) }
        return
      case "\"" where atStart, "'" where atStart:
        quote = scalar
        countNode()
        atStart = false
      case "&" where atStart && next != " ", "*" where atStart && next != " ",
        "!" where atStart:
        report(
          .anchor,
          scalar == "!"
            ? "YAML tags are not needed here, and refused"
            : "anchors and aliases are not needed here, and refused", number, index + 1,
          scalar == "!"
            ? "remove it" : "write the value out, or quote a text that begins with \(scalar)")
        // An alias stands for a value, so something must stay in its place.
        index += mask(number, from: index, with: scalar == "*" ? TreeParser.hiddenScalar : " ")
        atStart = scalar != "*"
        hasContent = true
        continue
      case "[" where atStart || depth > 0, "{" where atStart || depth > 0:
        open(number, index)
        atStart = true
        plainStart = nil
      case "]" where depth > 0, "}" where depth > 0:
        depth -= 1
        atStart = false
        plainStart = nil
      case "," where depth > 0:
        atStart = true
        plainStart = nil
        countNode()
      case ":"
      where next == " " || next == "\t"
        || (depth > 0 && ",[]{}\"'&*!".unicodeScalars.contains(next)):
        atStart = true
        plainStart = nil
        countNode()
      case "-" where atStart && depth == 0 && (next == " " || next == "\t"),
        "?" where atStart && depth == 0 && (next == " " || next == "\t"):
        entryColumn = index + 1
        countNode()
        if index > SourceText.Limit.indentation {
          report(.pastLimit, "this is nested too deeply", number, index + 1, nil)
          return
        }
      case "|" where atStart && depth == 0, ">" where atStart && depth == 0:
        blockParent = blockParent(line, entryColumn, index)
        hasContent = true
        return
      default:
        if atStart { plainStart = index }
        atStart = false
      }
      hasContent = true
      index += 1
    }
  }

  private mutating func open(_ line: Int, _ index: Int) {
    depth += 1
    countNode()
    if depth == SourceText.Limit.depth {
      report(.pastLimit, "this is nested too deeply", line, index + 1, nil)
    }
  }

  private mutating func countNode() { nodes += 1 }

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
    let name = key.map { $0.filter { $0 != " " } }
    guard name == "name" || name == "about", depth == 0 else { return }
    warnings.append(
      Diagnostic(
        .commentCutsText, "text after # is a comment",
        at: Place(source: self.number, line: number, column: index + 1),
        length: line.count - index, remedy: "quote the text if the # belongs to it"))
  }
}
