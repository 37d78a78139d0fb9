import Model

/// A lesson's Markdown as lines for a terminal.
///
/// Of Markdown it knows what lessons need: headings, paragraphs, lists, tables, quotes, fenced blocks,
/// code, bold, emphasis, links and images. HTML tags and comments are left out. Where there is no style,
/// headings keep their number signs and code its backticks, which is as plain to hear as to see.
public struct ProseText: Sendable {
  /// The lines, each at most `width` cells wide where no word is wider.
  public let lines: [String]

  /// Lays out Markdown; with `hasStyle` bold and such are told by escape sequences.
  ///
  /// Cost: linear in the length of the text.
  public init(_ markdown: String, width: Int, hasStyle: Bool) {
    lines = ProseBlocks(width: max(1, width), hasStyle: hasStyle, depth: 0)
      .lines(of: ProseLine.lines(of: markdown)[...])
  }
}

/// A line of Markdown, free of what a terminal may obey.
typealias ProseLine = ArraySlice<Unicode.Scalar>

extension ProseLine {
  /// The lines of a text, with spaces for tabs.
  static func lines(of text: String) -> [ProseLine] {
    var lines: [ProseLine] = []
    var line: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n":
        if line.last == "\r" { line.removeLast() }
        lines.append(clean(line))
        line.removeAll()
      default: line.append(scalar)
      }
    }
    return lines + [clean(line)]
  }

  /// Control characters and those that turn text around become question marks; joiners of letters and
  /// of emoji stay.
  private static func clean(_ line: [Unicode.Scalar]) -> ProseLine {
    var result: [Unicode.Scalar] = []
    for scalar in line {
      switch (scalar, scalar.properties.generalCategory) {
      case ("\t", _): result += Array(repeating: " ", count: 4 - result.count % 4)
      case ("\u{200C}", _), ("\u{200D}", _): result.append(scalar)
      case (_, .control), (_, .format), (_, .lineSeparator), (_, .paragraphSeparator),
        (_, .privateUse), (_, .unassigned):
        result.append("?")
      default: result.append(scalar)
      }
    }
    return result[...]
  }

  /// How many spaces it begins with.
  var indent: Int { prefix { $0 == " " }.count }

  /// Whether there is nothing but spaces.
  var isBlank: Bool { allSatisfy { $0 == " " } }

  /// Without the spaces at both ends.
  var trimmed: ProseLine {
    var line = dropFirst(indent)
    while line.last == " " { line.removeLast() }
    return line
  }

  /// The line as a text.
  var text: String { String(String.UnicodeScalarView(self)) }

  /// Whether it begins with a text, behind at most three spaces and in any case.
  func begins(with text: String) -> Bool {
    let rest = dropFirst(indent)
    return indent < 4
      && String(String.UnicodeScalarView(rest.prefix(text.unicodeScalars.count))).lowercased()
        == text
  }
}
