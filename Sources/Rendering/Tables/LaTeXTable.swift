/// A table as LaTeX: booktabs rules, and siunitx columns that align numbers at the point.
///
/// Up to 40 rows are a `table`, no wider than the line; more are a `longtable`, which may break across
/// pages. Numbers stand as they are; where a column has more decimals than a reader can use, siunitx is
/// told to round what it shows. Unknown is an empty cell.
struct LaTeXTable {
  private let columns: [TableColumn]
  private let name: String
  private var shapes: [NumberShape]
  private(set) var rows: [[String]] = []
  /// The widths of cells, in characters.
  private var widths: [Int]
  private static let mostRowsOfAFloat = 40

  init(_ columns: [TableColumn], named name: String) {
    self.columns = columns
    self.name = name
    shapes = columns.map { _ in NumberShape() }
    widths = columns.map { LaTeXText.words(of: $0).map(\.count).max() ?? 0 }
  }

  mutating func add(_ row: [JSONValue]) {
    rows.append(row.indices.map { cell(row[$0], $0) })
  }

  private mutating func cell(_ value: JSONValue, _ column: Int) -> String {
    var bytes: [UInt8] = []
    value.appendPlain(to: &bytes)
    let plain = String(decoding: bytes, as: UTF8.self)
    guard columns[column].isNumber else {
      widths[column] = max(widths[column], plain.count)
      return LaTeXText.escaped(plain)
    }
    switch value {
    case .number where shapes[column].add(plain), .time where shapes[column].add(plain):
      return plain
    default: return "{\(LaTeXText.escaped(plain))}"
    }
  }

  /// The parts of the text in order; the rows are between them.
  func write(to write: (String) throws -> Void) rethrows {
    let isLong = rows.count > Self.mostRowsOfAFloat
    try write(packages(isLong) + (isLong ? longHead : head))
    for row in rows { try write(row.joined(separator: " & ") + " \\\\\n") }
    try write(isLong ? "\\end{longtable}\n\\endgroup\n" : tail)
  }

  private func packages(_ isLong: Bool) -> String {
    var text =
      "% \\usepackage[T1]{fontenc}\n% \\usepackage[utf8]{inputenc}\n% \\usepackage{booktabs}\n"
      + "% \\usepackage{siunitx}\n% \\usepackage{\(isLong ? "longtable" : "graphicx")}\n"
    if rows.contains(where: { $0.contains { $0.contains(LaTeXText.anyCharacter) } }) {
      // Only the newer engines have \Umathchardef, and they set whatever their font has.
      text += "% pdflatex shows a ? for characters that it has no letters for; lualatex has them.\n"
      text += "\\providecommand{\(LaTeXText.anyCharacter)}[1]{"
      text += "\\ifdefined\\Umathchardef#1\\else?\\fi}\n"
    }
    return text
  }

  private var caption: String {
    "\\caption{\(LaTeXText.escaped(name.prefix(1).uppercased() + name.dropFirst()))}"
  }

  private var label: String {
    "\\label{tab:\(String(name.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }))}"
  }

  private var specification: String {
    columns.indices.map { columns[$0].isNumber ? shapes[$0].column : "l" }.joined(separator: "\n  ")
  }

  private var heads: String {
    columns.map { column in
      let lines = LaTeXText.words(of: column).map(LaTeXText.escaped)
      let side = column.isNumber ? "r" : "l"
      return lines.count == 1
        ? "{\(lines[0])}" : "{\\shortstack[\(side)]{\(lines.joined(separator: "\\\\"))}}"
    }.joined(separator: " & ") + " \\\\\n"
  }

  private var head: String {
    "\\begin{table}\n\\centering\n\(caption)\n\(label)\n"
      + "\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n"
      + "\\begin{tabular}{\n  \(specification)\n}\n\\toprule\n\(heads)\\midrule\n"
  }

  private var tail: String { "\\bottomrule\n\\end{tabular}}\n\\end{table}\n" }

  /// A long table cannot be shrunk as a whole, so its letters are smaller the more it holds.
  private var longHead: String {
    let width = columns.indices.reduce(0) {
      $0 + 1 + max(widths[$1], columns[$1].isNumber ? shapes[$1].width : 0)
    }
    let size = width <= 70 ? "normalsize" : width <= 90 ? "footnotesize" : "tiny"
    return "\\begingroup\n\\\(size)\n\\setlength{\\tabcolsep}{\(width <= 90 ? 4 : 1.5)pt}\n"
      + "\\begin{longtable}{\n  \(specification)\n}\n\(caption)\(label)\\\\\n"
      + "\\toprule\n\(heads)\\midrule\n\\endfirsthead\n\\toprule\n\(heads)\\midrule\n\\endhead\n"
      + "\\bottomrule\n\\endfoot\n"
  }
}

/// How many digits the numbers of a column have.
struct NumberShape {
  private var isNegative = false
  private var whole = 1
  private var decimals = 0
  private var exponent = 0
  private var hasNegativeExponent = false
  /// The zeros between the point and the first digit of the smallest number; nil where none is below 1.
  private var leadingZeros: Int?

  /// The width in characters.
  var width: Int { whole + (shownDecimals > 0 ? shownDecimals + 1 : 0) + (exponent > 0 ? 4 : 0) }

  /// Takes in a number; false where the text is none.
  mutating func add(_ text: String) -> Bool {
    let halves = text.split(separator: "e", omittingEmptySubsequences: false)
    var mantissa = halves[0]
    if mantissa.first == "-" {
      isNegative = true
      mantissa = mantissa.dropFirst()
    }
    let digits = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let power = halves.count > 1 ? Int(halves[1]) : nil
    guard halves.count <= 2, digits.count <= 2, halves.count == 1 || power != nil,
      digits.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return false }
    whole = max(whole, digits[0].count)
    if let power {
      exponent = max(exponent, "\(power.magnitude)".count)
      hasNegativeExponent = hasNegativeExponent || power < 0
    }
    guard digits.count == 2 else { return true }
    decimals = max(decimals, digits[1].count)
    let zeros = digits[1].prefix { $0 == "0" }.count
    if power == nil, Int(digits[0]) == 0, zeros < digits[1].count {
      leadingZeros = max(leadingZeros ?? 0, zeros)
    }
    return true
  }

  /// Three decimals, or as many as give the smallest number four digits.
  private var shownDecimals: Int { min(decimals, leadingZeros.map { $0 + 4 } ?? 3) }

  /// The column for siunitx: what it reserves before and behind the point, and where it rounds.
  var column: String {
    var format = (isNegative ? "-" : "") + "\(whole)"
    if shownDecimals > 0 { format += ".\(shownDecimals)" }
    if exponent > 0 { format += (hasNegativeExponent ? "e-" : "e") + "\(exponent)" }
    let rounding =
      decimals > shownDecimals ? ", round-mode=places, round-precision=\(shownDecimals)" : ""
    return "S[table-format=\(format)\(rounding)]"
  }
}

/// Text that LaTeX shows as it is.
enum LaTeXText {
  static let anyCharacter = "\\toastanychar"

  /// The words of a column's head, and its unit: "makespan", "[s]".
  static func words(of column: TableColumn) -> [String] {
    var words = column.name.split(separator: "_").map(String.init)
    guard column.isNumber else { return words }
    if column.name.hasSuffix("_per_s") { return words.dropLast(2) + ["[1/s]"] }
    if let place = words.dropFirst().firstIndex(of: "s") {
      words.remove(at: place)
      words.append("[s]")
    } else if words.count > 1, ["ratio", "count"].contains(words[words.count - 1]) {
      words.removeLast()
    }
    return words
  }

  /// What means something to TeX is escaped, and what would become another character is kept apart.
  ///
  /// Control characters become spaces, marks of direction go. Characters beyond Latin letters are
  /// wrapped, since pdflatex stops at them.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in harmlessLine(text) {
      if let known = special[character] {
        escaped += known
      } else if character.unicodeScalars.allSatisfy(isPlain) {
        escaped.append(character)
      } else {
        escaped += "\(anyCharacter){\(character)}"
      }
    }
    return escaped
  }

  private static let special: [Character: String] = [
    "%": "\\%", "&": "\\&", "_": "\\_", "#": "\\#", "$": "\\$", "{": "\\{", "}": "\\}",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "\\": "\\textbackslash{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}", "'": "\\textquotesingle{}",
    "`": "\\textasciigrave{}",
    // Two of them are a dash; after a line's end a bracket or a star would be an argument of it.
    "-": "-{}", "[": "{[}", "]": "{]}", "*": "{*}",
  ]

  /// ASCII, and the letters of Latin-1 and Latin Extended-A that every encoding of pdflatex has.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: true
    case 0xD0, 0xDE, 0xF0, 0xFE, 0x104...0x105, 0x110...0x111, 0x118...0x119, 0x126...0x127,
      0x12E...0x12F, 0x138, 0x13F...0x140, 0x149...0x14B, 0x166...0x167, 0x172...0x173:
      false
    case 0xC0...0x17E: true
    default: false
    }
  }
}
