import Model

/// A table of Markdown.
struct ProseTable {
  private let rows: [[ProseLine]]
  private let isRight: [Bool]

  /// Takes a table from the beginning of some lines; nil where there is none.
  init?(from rest: inout ArraySlice<ProseLine>) {
    guard rest.count > 1, let head = rest.first, head.contains("|") else { return nil }
    let rule = rest[rest.startIndex + 1]
    guard rule.contains("|"), rule.allSatisfy({ "|:- ".unicodeScalars.contains($0) }) else {
      return nil
    }
    let marks = Self.cells(of: rule)
    let heads = Self.cells(of: head)
    guard marks.count == heads.count, marks.count <= Self.mostColumns,
      marks.allSatisfy({ $0.contains("-") })
    else { return nil }
    isRight = marks.map { $0.last == ":" && $0.first != ":" }
    rest = rest.dropFirst(2)
    var rows = [heads]
    while let line = rest.first, line.contains("|") {
      rest.removeFirst()
      let cells = Self.cells(of: line)
      rows.append((0..<heads.count).map { $0 < cells.count ? cells[$0] : [] })
    }
    self.rows = rows
  }

  /// The columns side by side, the last one folded; where that leaves it less than half of the width, each
  /// row as a paragraph of `head: cell` without its empty cells.
  func lines(width: Int, hasStyle: Bool) -> [String] {
    let table = rows.enumerated().map { index, row in
      row.map { cell in
        let cells = Self.onOneLine(cell, hasStyle: hasStyle)
        return index == 0 ? Self.strong(cells) : cells
      }
    }
    var widths = isRight.indices.map { column in table.map { $0[column].width }.max() ?? 0 }
    let left = widths.dropLast().reduce(0) { $0 + $1 + Self.gap.count }
    guard let last = widths.popLast() else { return [] }
    guard last <= width - left || width - left >= width / 2 && isRight.last == false else {
      return paragraphs(table, width: width, hasStyle: hasStyle)
    }
    widths.append(min(last, width - left))
    var rows = table.map { folded($0, widths, hasStyle: hasStyle) }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.gap)
    rows.insert([Layout.trimmedEnd(rule)], at: 1)
    return rows.flatMap { $0 }
  }

  private static let gap = "  "

  /// Each row is filled up to all columns, so many of them are text.
  private static let mostColumns = 50

  /// A row whose last cell may take several lines.
  private func folded(_ row: [[ProseCell]], _ widths: [Int], hasStyle: Bool) -> [String] {
    guard var last = row.last, let width = widths.last else { return [] }
    let first = row.indices.dropLast().flatMap { column in
      Self.padded(row[column], to: widths[column], isRight: isRight[column]) + Self.plain(Self.gap)
    }
    if isRight.last == true { last = Self.padded(last, to: width, isRight: true) }
    let lines =
      last.width <= width
      ? [last.text(hasStyle: hasStyle)]
      : ProseFolder(width: width, hasStyle: hasStyle).lines(of: last, style: [])
    let blank = String(repeating: " ", count: first.width)
    return lines.enumerated().map { index, line in
      Layout.trimmedEnd((index == 0 ? first.text(hasStyle: hasStyle) : blank) + line)
    }
  }

  private func paragraphs(_ table: [[[ProseCell]]], width: Int, hasStyle: Bool) -> [String] {
    let folder = ProseFolder(width: max(1, width - 2), hasStyle: hasStyle)
    guard let heads = table.first else { return [] }
    return table.indices.dropFirst().flatMap { number in
      let columns = table[number].indices.filter { !table[number][$0].isEmpty }
      return columns.flatMap { column in
        // A head longer than a line is not told again for each row.
        let isNamed = !heads[column].isEmpty && (number == 1 || heads[column].count <= width)
        let cells = (isNamed ? heads[column] + Self.plain(": ") : []) + table[number][column]
        return folder.lines(of: cells, style: []).enumerated().map { index, line in
          (column == columns.first && index == 0 ? "- " : "  ") + line
        }
      }
    }
  }

  /// The cells of a row; a bar behind a backslash is text.
  private static func cells(of line: ProseLine) -> [ProseLine] {
    var cells: [[Unicode.Scalar]] = [[]]
    for scalar in line.trimmed {
      if scalar == "|" {
        if cells[cells.count - 1].last == "\\" {
          cells[cells.count - 1][cells[cells.count - 1].count - 1] = "|"
        } else {
          cells.append([])
        }
      } else {
        cells[cells.count - 1].append(scalar)
      }
    }
    if cells.first?.isEmpty == true { cells.removeFirst() }
    if cells.last.map({ $0[...].isBlank }) == true { cells.removeLast() }
    return cells.map { $0[...].trimmed }
  }

  /// A cell's text; a `<br>` in it is a space.
  private static func onOneLine(_ cell: ProseLine, hasStyle: Bool) -> [ProseCell] {
    ProseInline([cell], hasStyle: hasStyle).cells.map {
      ProseCell(scalar: $0.scalar == "\n" ? " " : $0.scalar, style: $0.style)
    }
  }

  private static func plain(_ text: String) -> [ProseCell] {
    text.unicodeScalars.map { ProseCell(scalar: $0) }
  }

  private static func strong(_ cells: [ProseCell]) -> [ProseCell] {
    cells.map { ProseCell(scalar: $0.scalar, style: $0.style.union(.strong)) }
  }

  private static func padded(_ cells: [ProseCell], to width: Int, isRight: Bool) -> [ProseCell] {
    let blank = plain(String(repeating: " ", count: width - cells.width))
    return isRight ? blank + cells : cells + blank
  }
}
