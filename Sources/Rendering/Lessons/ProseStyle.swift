import Model

/// How a character of a lesson looks.
struct ProseStyle: OptionSet, Hashable {
  let rawValue: UInt8

  static let strong = ProseStyle(rawValue: 1)
  static let emphasis = ProseStyle(rawValue: 2)
  static let code = ProseStyle(rawValue: 4)
  /// A mark that is not to be seen.
  static let hidden = ProseStyle(rawValue: 8)

  /// The numbers of its escape sequence, as in manual pages: what is typed as it stands is bold, what is
  /// stressed is underlined.
  var codes: String? {
    switch (contains(.strong) || contains(.code), contains(.emphasis)) {
    case (true, true): "1;4"
    case (true, false): "1"
    case (false, true): "4"
    case (false, false): nil
    }
  }
}

/// A character of a lesson, and how it looks.
struct ProseCell {
  let scalar: Unicode.Scalar
  var style: ProseStyle = []
}

extension [ProseCell] {
  /// How many columns they take.
  var width: Int { reduce(0) { $0 + displayWidth($1.scalar) } }

  /// The text, with escape sequences where it has style.
  func text(hasStyle: Bool) -> String {
    var text = String.UnicodeScalarView()
    var current: String?
    for cell in self {
      let codes = hasStyle ? cell.style.codes : nil
      if codes != current {
        if current != nil { text += "\u{1B}[0m".unicodeScalars }
        if let codes { text += "\u{1B}[\(codes)m".unicodeScalars }
        current = codes
      }
      text.append(cell.scalar)
    }
    if current != nil { text += "\u{1B}[0m".unicodeScalars }
    return String(text)
  }
}
