import Model

extension CellGrid {
  /// The rows as text, each ended by a newline; with colours where a terminal shows it.
  ///
  /// A row with colours begins plain and ends plain, so that rows may be taken apart.
  public func text(withColor: Bool) -> String {
    guard withColor else { return text }
    var text = ""
    var pen = Pen()
    for row in 0..<size.rows {
      for cell in drawableRow(row) where cell.scalar != nil {
        text += pen.change(to: cell.ink)
        cell.append(to: &text)
      }
      text += pen.change(to: .plain)
      text += "\n"
    }
    return text
  }

  /// The cells of a row as a screen can show them.
  ///
  /// What was put over one half of a wide character leaves the other half alone, which no screen
  /// shows: it is a blank here. Both halves of a wide character have the same ink.
  func drawableRow(_ row: Int) -> [Cell] {
    var cells = Array(self.row(row))
    var column = 0
    while column < cells.count {
      let cell = cells[column]
      let width = cell.width
      if width == 2, column + 1 < cells.count, cells[column + 1].scalar == nil {
        cells[column + 1] = Cell(nil, ink: cell.ink)
        column += 2
        continue
      }
      if width != 1 { cells[column] = Cell(" ", ink: cell.ink) }
      column += 1
    }
    return cells
  }
}

extension Cell {
  /// How many columns the character takes; 0 where it cannot stand in a cell.
  var width: Int {
    guard let scalar else { return 0 }
    if (0x20..<0x7F).contains(scalar.value) { return 1 }
    return scalar.properties.generalCategory == .control ? 0 : displayWidth(scalar)
  }

  /// Appends the character with its mark.
  func append(to text: inout String) {
    if let scalar { text.unicodeScalars.append(scalar) }
    if let mark { text.unicodeScalars.append(mark) }
  }
}

/// The ink that a terminal writes with, and how it is told of another one (SGR, ECMA-48 8.3.117).
struct Pen {
  /// The ink now.
  private(set) var ink = Ink.plain

  /// The shortest sequence that changes the ink; nothing where it is the same.
  mutating func change(to new: Ink) -> String {
    guard new != ink else { return "" }
    let afresh = (["0"] + codes(from: .plain, to: new)).joined(separator: ";")
    let changed = codes(from: ink, to: new).joined(separator: ";")
    ink = new
    return "\u{1B}[\(afresh.utf8.count <= changed.utf8.count ? afresh : changed)m"
  }

  private func codes(from old: Ink, to new: Ink) -> [String] {
    var codes: [String] = []
    var kept = old.attributes
    // One code ends both bold and dim.
    if !kept.subtracting(new.attributes).isDisjoint(with: [.bold, .dim]) {
      codes.append("22")
      kept.subtract([.bold, .dim])
    }
    for (attribute, code) in Self.codes {
      if kept.contains(attribute), !new.attributes.contains(attribute) { codes.append("2\(code)") }
      if !kept.contains(attribute), new.attributes.contains(attribute) { codes.append("\(code)") }
    }
    if old.foreground != new.foreground { codes.append(Self.color(new.foreground, from: 30)) }
    if old.background != new.background { codes.append(Self.color(new.background, from: 40)) }
    return codes
  }

  private static let codes: [(Ink.Attributes, Int)] = [
    (.bold, 1), (.dim, 2), (.underline, 4), (.reverse, 7),
  ]

  private static func color(_ color: Int16, from base: Int) -> String {
    switch color {
    case 0...7: "\(base + Int(color))"
    case 8...255: "\(base + 8);5;\(color)"
    default: "\(base + 9)"
    }
  }
}
