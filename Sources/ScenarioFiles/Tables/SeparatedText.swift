/// Reads a table of separated values row by row, without keeping rows.
///
/// Commas as in RFC 4180; tabs, without quotes, where the first line has tabs and no comma. The csv
/// libraries at hand keep a dictionary or an array of every row: more than a kilobyte a row, where one
/// column of a million rows is wanted.
struct SeparatedText {
  /// A field and where it stands.
  struct Field {
    let text: String
    /// The line, from 1.
    let line: Int
    /// The offset of the line's first byte.
    let lineStart: Int
    /// The offsets of the field's bytes, quotes included.
    let range: Range<Int>
    /// Whether its quote is never closed.
    let isUnclosed: Bool
  }

  private let bytes: [UInt8]
  private let separator: UInt8
  private var position = 0
  private var line = 1
  private var lineStart = 0
  private var isUnclosed = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    lineStart = position
    let first = bytes[position...].prefix { $0 != 0x0A }
    separator = first.contains(0x09) && !first.contains(0x2C) ? 0x09 : 0x2C
  }

  /// Whether tabs separate the fields.
  var hasTabs: Bool { separator == 0x09 }

  /// The fields of the next row; nil at the end.
  ///
  /// At most 10 000 fields are told.
  mutating func nextRow() -> [String]? { nextFields(from: position)?.map(\.text) }

  /// The fields of the next row that is not empty, with their places; nil at the end.
  mutating func nextFields() -> [Field]? {
    skipEmptyLines()
    return nextFields(from: position)
  }

  private mutating func nextFields(from begin: Int) -> [Field]? {
    guard begin < bytes.count else { return nil }
    var fields: [Field] = []
    var isLast = false
    while !isLast {
      let (line, lineStart, start) = (line, lineStart, position)
      let (field, last, end) = nextField()
      isLast = last
      if fields.count == 10_000 { continue }
      fields.append(
        Field(
          text: String(decoding: field, as: UTF8.self), line: line, lineStart: lineStart,
          range: start..<end, isUnclosed: isUnclosed))
    }
    return fields
  }

  /// One field of the next row that is not empty; "" where the row is too short, nil at the end.
  mutating func nextField(_ index: Int) -> String? {
    skipEmptyLines()
    guard position < bytes.count else { return nil }
    var found: [UInt8] = []
    var current = 0
    var isLast = false
    while !isLast {
      let (field, last, _) = nextField()
      if current == index { found = field }
      current += 1
      isLast = last
    }
    return String(decoding: found, as: UTF8.self)
  }

  private mutating func skipEmptyLines() {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
      position += 1
      if bytes[position - 1] == 0x0A { beginLine() }
    }
  }

  private mutating func beginLine() {
    line += 1
    lineStart = position
  }

  private mutating func nextField() -> (field: [UInt8], isLast: Bool, end: Int) {
    var field: [UInt8] = []
    var isQuoted = false
    if position < bytes.count, bytes[position] == 0x22, !hasTabs {
      isQuoted = true
      position += 1
    }
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if isQuoted {
        if byte == 0x0A { beginLine() }
        if byte != 0x22 {
          field.append(byte)
        } else if position < bytes.count, bytes[position] == 0x22 {
          field.append(byte)
          position += 1
        } else {
          isQuoted = false
        }
      } else if byte == separator {
        return (field, false, position - 1)
      } else if byte == 0x0A {
        let end = position - 1
        beginLine()
        guard field.last == 0x0D else { return (field, true, end) }
        field.removeLast()
        return (field, true, end - 1)
      } else {
        field.append(byte)
      }
    }
    isUnclosed = isQuoted
    return (field, true, position)
  }
}

extension SeparatedText.Field {
  /// Where the field stands, in characters.
  func place(in bytes: [UInt8]) -> (place: Place, length: Int) {
    func characters(_ range: Range<Int>) -> Int {
      bytes[range].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }
    let lead = bytes[range].prefix { $0 == 0x20 }.count
    let start = lead < range.count ? range.lowerBound + lead : range.lowerBound
    let end = bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
    return (
      Place(source: 0, line: line, column: characters(lineStart..<start) + 1),
      characters(start..<end)
    )
  }
}
