import Model

/// Reads what stands inside a paragraph: code, bold, emphasis, links, images, tags, entities.
///
/// Marks without a partner are text. Cost: linear, since every search goes on where the last one ended.
struct ProseInline {
  /// The characters as they are to be seen; a line end is one that is written so.
  var cells: [ProseCell] = []
  private let hasStyle: Bool
  let source: [Unicode.Scalar]
  var position = 0
  private let spans: ProseCodeSpans
  /// Where marks of bold and emphasis stand, and which begin and end there.
  private var stresses = ProseStresses()
  /// Where brackets and the marks of images were opened.
  var brackets: [Int] = []
  /// Where the last link ended; brackets before it are text by now.
  var linkEnd = 0
  var tagEnd = ProseSearch(for: ">")
  var space = ProseSearch(for: " ")
  /// Whether no comment can end any more.
  var hasNoCommentEnd = false

  /// Reads the lines of a paragraph; two spaces or a backslash at the end of a line keep the line's end.
  init(_ lines: [ProseLine], hasStyle: Bool) {
    self.hasStyle = hasStyle
    var source: [Unicode.Scalar] = []
    for (index, line) in lines.enumerated() {
      source += line.trimmed
      guard index + 1 < lines.count else { break }
      if source.last == "\\" {
        source[source.count - 1] = "\n"
      } else {
        source.append(line.suffix(2).elementsEqual([" ", " "]) ? "\n" : " ")
      }
    }
    self.source = source
    spans = ProseCodeSpans(source)
    while position < source.count { take(source[position]) }
    stresses.apply(to: &cells)
    cells.removeAll { $0.style.contains(.hidden) }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\\": takeEscape()
    case "`": takeCode()
    case "*", "_": takeStress(scalar)
    case "!" where next(1) == "[":
      brackets.append(cells.count)
      put(["!", "["])
    case "[":
      brackets.append(cells.count)
      put(["["])
    case "]": takeLink()
    case "<": takeTag()
    case "&": takeEntity()
    default: put([scalar])
    }
  }

  func next(_ offset: Int) -> Unicode.Scalar? {
    source.indices.contains(position + offset) ? source[position + offset] : nil
  }

  /// Shows some characters of the source, and goes on behind them.
  mutating func put(_ scalars: [Unicode.Scalar]) {
    for scalar in scalars { cells.append(ProseCell(scalar: scalar)) }
    position += scalars.count
  }

  private mutating func takeEscape() {
    guard let escaped = next(1), escaped.isASCII, escaped.isMark else {
      return put(["\\"])
    }
    position += 1
    put([escaped])
  }

  private mutating func takeCode() {
    guard let span = spans.span(at: position) else {
      let run = source[position...].prefix { $0 == "`" }
      return put(Array(run))
    }
    var code = source[span.content].map { $0 == "\n" ? " " : $0 }
    if code.count > 2, code.first == " ", code.last == " ", !code.allSatisfy({ $0 == " " }) {
      code = Array(code.dropFirst().dropLast())
    }
    let mark: [Unicode.Scalar] =
      hasStyle ? [] : [Unicode.Scalar](repeating: "`", count: code.contains("`") ? 2 : 1)
    for scalar in mark + code + mark { cells.append(ProseCell(scalar: scalar, style: .code)) }
    position = span.end
  }

  private mutating func takeStress(_ sign: Unicode.Scalar) {
    let count = source[position...].prefix { $0 == sign }.count
    let before = position > 0 ? source[position - 1] : " "
    stresses.take(sign, count, at: cells.count, between: before, and: next(count) ?? " ")
    put([Unicode.Scalar](repeating: sign, count: count))
  }
}
