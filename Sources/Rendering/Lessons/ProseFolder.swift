import Model

/// Breaks a paragraph into lines.
struct ProseFolder {
  let width: Int
  let hasStyle: Bool

  private struct Word {
    var cells: [ProseCell] = []
    /// How the space before it looks; nil between two wide characters, where there is none.
    var space: ProseStyle? = []
    /// Whether it begins a line.
    var isFirst = false
  }

  /// The lines of some cells; a line end among them stays one.
  func lines(of cells: [ProseCell], style: ProseStyle) -> [String] {
    var lines: [String] = []
    var line: [ProseCell] = []
    var used = 0
    for word in words(of: cells) {
      let room = word.cells.width
      if !line.isEmpty, word.isFirst || used + (word.space == nil ? 0 : 1) + room > width {
        lines.append(text(line, style))
        line = []
        used = 0
      } else if !line.isEmpty, let space = word.space {
        line.append(ProseCell(scalar: " ", style: space))
        used += 1
      }
      line += word.cells
      used += room
    }
    return line.isEmpty ? lines : lines + [text(line, style)]
  }

  private func text(_ line: [ProseCell], _ style: ProseStyle) -> String {
    line.map { ProseCell(scalar: $0.scalar, style: $0.style.union(style)) }.text(hasStyle: hasStyle)
  }

  /// The words; a unit stays with its number.
  private func words(of cells: [ProseCell]) -> [Word] {
    var words: [Word] = []
    var word = Word()
    func end(_ words: inout [Word]) {
      guard !word.cells.isEmpty else { return }
      if let last = words.last?.cells.last, let space = word.space, !word.isFirst,
        word.cells.count < 6,
        last.scalar.properties.numericType != nil,
        Layout.isUnit(word.cells.filter { $0.scalar != "`" }.text(hasStyle: false))
      {
        words[words.count - 1].cells += [ProseCell(scalar: " ", style: space)] + word.cells
      } else {
        words.append(word)
      }
    }
    for cell in cells {
      switch cell.scalar {
      case " ", "\n":
        end(&words)
        let isFirst = cell.scalar == "\n" || word.cells.isEmpty && word.isFirst
        word = Word(space: cell.style, isFirst: isFirst)
      default:
        if let last = word.cells.last, last.scalar.mayEndLine, cell.scalar.mayBeginLine {
          end(&words)
          word = Word(space: nil)
        }
        word.cells.append(cell)
      }
    }
    end(&words)
    return words
  }
}

extension Unicode.Scalar {
  /// Whether it is one of the letters and marks that are written without spaces between words.
  private var isSpaceless: Bool { (0x2E80...0xFF60).contains(value) && displayWidth(self) == 2 }

  /// Whether a line may end behind it where another such character follows.
  fileprivate var mayEndLine: Bool { isSpaceless && !"「『（【〈《〔［｛".unicodeScalars.contains(self) }

  /// Whether a line may begin with it.
  fileprivate var mayBeginLine: Bool {
    isSpaceless && !"、。，．：；！？」』）】〉》〕］｝ー々〜".unicodeScalars.contains(self)
  }
}
