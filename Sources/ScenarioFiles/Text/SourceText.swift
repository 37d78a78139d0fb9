import Model

/// The text of a file or of an override, checked to be harmless, and its lines.
struct SourceText: Sendable {
  /// Limits that hold before anything is parsed.
  enum Limit {
    static let bytes = 1 << 20
    static let depth = 60
    static let indentation = 200
    static let nodes = 100_000
  }

  /// What a text is read as.
  enum Kind: String {
    case scenario, lesson

    /// What to do with one that is too long.
    var shortening: String {
      switch self {
      case .scenario: "a scenario is short; put long lists of durations into a csv file"
      case .lesson: "a lesson is short; make several of it"
      }
    }
  }

  let label: String
  let text: String
  let lines: [[Unicode.Scalar]]
  /// How many empty lines stand for what is above the text in its file.
  let linesAbove: Int

  /// Reads bytes as text, or tells why they are none.
  static func read(
    _ bytes: [UInt8], label: String, of kind: Kind = .scenario
  ) -> (source: SourceText, mistakes: [Diagnostic]) {
    guard bytes.count <= Limit.bytes else {
      return (
        SourceText(label: label, text: ""),
        [
          Diagnostic(
            .pastLimit, "the file has more than \(Limit.bytes) bytes", at: nil,
            remedy: kind.shortening)
        ]
      )
    }
    var bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let place = placeOfInvalidByte(bytes)
      return (
        SourceText(label: label, text: String(decoding: bytes, as: UTF8.self)),
        [
          Diagnostic(
            .unreadableText, "this is not UTF-8 text", at: place, remedy: "save it as UTF-8")
        ]
      )
    }
    let source = SourceText(label: label, text: text)
    return (source, source.controlCharacters(in: kind))
  }

  init(label: String, text: String) {
    self.label = label
    self.text = text
    var lines: [[Unicode.Scalar]] = [[]]
    for scalar in text.unicodeScalars {
      if scalar == "\n" { lines.append([]) } else { lines[lines.count - 1].append(scalar) }
    }
    for index in lines.indices where lines[index].last == "\r" { lines[index].removeLast() }
    self.lines = lines
    linesAbove = 0
  }

  /// Some lines of a text, where they stand in it: empty lines are above them.
  init(_ lines: Range<Int>, of whole: SourceText) {
    label = whole.label
    let inner = whole.lines[lines]
    text = inner.map { String(String.UnicodeScalarView($0)) + "\n" }.joined()
    self.lines = Array(repeating: [], count: lines.lowerBound) + inner
    linesAbove = lines.lowerBound
  }

  private init(label: String, text: String, lines: [[Unicode.Scalar]]) {
    self.label = label
    self.text = text
    self.lines = lines
    linesAbove = 0
  }

  /// The text without the lines above it; of a block of a lesson with another character for the % of
  /// `unit: %`, since YAML lets no value begin with one.
  func alone(isLesson: Bool) -> SourceText {
    if linesAbove == 0, !isLesson { return self }
    let key = Array("unit:".unicodeScalars)
    let alone = lines.dropFirst(linesAbove).map { line in
      guard isLesson, let percent = line.firstIndex(of: "%"), line[..<percent].last == " ",
        line[..<percent].filter({ $0 != " " }) == key
      else { return line }
      var line = line
      line[percent] = AnswerUnit.hiddenPercent
      return line
    }
    return SourceText(label: label, text: text, lines: alone)
  }

  /// Where the first byte stands that is no part of a character; columns count characters.
  static func placeOfInvalidByte(_ bytes: [UInt8]) -> Place {
    var line = 1
    var column = 1
    var decoder = Unicode.UTF8()
    var rest = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&rest) {
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return Place(source: 0, line: line, column: column)
  }

  /// Characters that no scenario needs and a terminal may obey.
  private func controlCharacters(in kind: Kind) -> [Diagnostic] {
    var mistakes: [Diagnostic] = []
    for (index, line) in lines.enumerated() {
      for (column, scalar) in line.enumerated() where Self.isForbidden(scalar) {
        mistakes.append(
          Diagnostic(
            .unreadableText,
            "the character \(Self.name(of: scalar)) cannot stand in a \(kind.rawValue)",
            at: Place(source: 0, line: index + 1, column: column + 1), remedy: "remove it"))
        if mistakes.count == 20 { return mistakes }
      }
    }
    return mistakes
  }

  /// Control characters but tab, and characters that turn the direction of text.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      true
    case 0xE000...0xF8FF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// Text with every character that a terminal may obey replaced by its number.
public func harmless(_ text: String) -> String {
  if !text.unicodeScalars.contains(where: { SourceText.isForbidden($0) || $0 == "\t" }) {
    return text
  }
  var result = ""
  for scalar in text.unicodeScalars {
    if scalar == "\n" || scalar == "\t" {
      result += " "
    } else if SourceText.isForbidden(scalar) {
      result += "<\(SourceText.name(of: scalar))>"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}
