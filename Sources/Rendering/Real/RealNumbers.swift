import Model

/// Times of one table in one unit with the same decimals, so that a reader can compare columns of digits.
struct RealNumbers {
  /// The unit, which the table names once.
  let unit: String
  private let length: Nanoseconds
  private let places: Int

  /// The unit that shows some digits of a time, of which at least so many stand before the point.
  init(for typical: Nanoseconds, digits: Int = 4, whole: Int = 1) {
    let units: [(length: Nanoseconds, name: String)] = [
      (TimeUnit.second, "s"), (TimeUnit.millisecond, "ms"), (TimeUnit.microsecond, "us"),
    ]
    let chosen =
      units.first { String(typical / $0.length).count >= whole && typical >= $0.length }
      ?? units[units.count - 1]
    unit = chosen.name
    length = chosen.length
    places = max(0, min(3, digits - String(typical / chosen.length).count))
  }

  /// The number of units.
  func text(_ time: Nanoseconds) -> String { fixed(Double(time) / Double(length), places) }

  /// The number of units with its sign; "0" for nothing.
  func signed(_ time: Nanoseconds) -> String {
    time == 0 ? "0" : (time > 0 ? "+" : "") + text(time)
  }
}

/// A deviation as a percentage with its sign: "+0.2 %", "-12 %", from four times on "x4.1".
func deviation(_ share: Double) -> String {
  if share == 0 { return "0 %" }
  if share >= 3 { return "x" + fixed(share + 1, 1) }
  let percent = share * 100
  let text = fixed(percent, percent.magnitude < 9.95 ? 1 : 0)
  return (text.hasPrefix("-") || share < 0 ? "" : "+") + text + " %"
}

/// Cells in columns: words of the first to the left, numbers of the others to the right.
struct AlignedTable {
  /// The rows, the head first; all have as many cells.
  var rows: [[String]]

  /// How many columns of a terminal the table takes with a gap of one.
  var width: Int { widths.reduce(widths.count - 1, +) }

  private var widths: [Int] {
    (rows.first ?? []).indices.map { column in
      rows.map { displayWidth($0[column]) }.max() ?? 0
    }
  }

  /// Takes a column out where the table is wider than that.
  mutating func drop(_ head: String, ifWiderThan most: Int) {
    guard width > most, let column = rows.first?.lastIndex(of: head) else { return }
    for row in rows.indices { rows[row].remove(at: column) }
  }

  /// The lines, with gaps of two where they fit.
  func lines(_ style: ReportStyle) -> [String] {
    let widths = widths
    let gap = width + widths.count - 1 <= style.width ? "  " : " "
    return rows.enumerated().map { index, row in
      let cells = row.indices.map { column -> String in
        let blank = String(repeating: " ", count: widths[column] - displayWidth(row[column]))
        return column == 0 ? row[column] + blank : blank + row[column]
      }
      let line = Layout.trimmedEnd(cells.joined(separator: gap))
      return index == 0 && style.hasColor ? "\u{1B}[2m\(line)\u{1B}[0m" : line
    }
  }
}

extension Layout {
  /// As much of a text as fits some columns of a terminal.
  static func fitting(_ text: String, columns: Int) -> String {
    var fitting = ""
    var width = 0
    for character in text {
      width += displayWidth(String(character))
      if width > columns { break }
      fitting.append(character)
    }
    return fitting
  }
}
