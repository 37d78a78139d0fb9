import Foundation
import Model

/// A small terminal for tests: it knows what our writers use, and tells what it does not know.
package struct ScreenReader {
  /// How a cell looks; colours are numbers of xterm's palette, -1 the terminal's own.
  package struct Look: Hashable, Sendable {
    package var foreground = -1
    package var background = -1
    package var isBold = false
    package var isDim = false
    package var isUnderlined = false
    package var isReversed = false

    package init() {}
  }

  /// A place of the screen: a character with its marks; the right half of a wide one is empty.
  package struct Place: Equatable, Sendable {
    package var text: String
    package var look: Look

    package init(_ text: String = " ", _ look: Look = Look()) {
      self.text = text
      self.look = look
    }
  }

  package let columns: Int
  package let rows: Int
  package private(set) var places: [Place]
  /// The sequences and controls that were not understood.
  package private(set) var unknown: [String] = []
  package private(set) var row = 0
  package private(set) var column = 0
  package private(set) var look = Look()
  package private(set) var showsCursor = true
  package private(set) var wrapsLines = true
  package private(set) var isAlternate = false
  /// How often all rows moved up.
  package private(set) var scrolls = 0
  /// Whether the next character begins a new row.
  private var isPending = false
  /// Where the last character was written; marks go there.
  private var written: Int?
  /// The part of a sequence that was read.
  private var sequence = ""

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    places = Array(repeating: Place(), count: columns * rows)
  }

  /// The rows as text, each ended by a newline, spaces at their ends too.
  package var text: String {
    (0..<rows).map { row in
      places[row * columns..<(row + 1) * columns].map(\.text).joined() + "\n"
    }.joined()
  }

  /// Reads what a program wrote; a sequence may go on in the next piece.
  package mutating func read(_ text: String) {
    for scalar in text.unicodeScalars {
      if !sequence.isEmpty {
        sequence.unicodeScalars.append(scalar)
        let isFirst = sequence.unicodeScalars.count == 2
        if isFirst ? scalar != "[" : (0x40...0x7E).contains(scalar.value) {
          obey(sequence)
          sequence = ""
        }
      } else {
        read(scalar)
      }
    }
  }

  private mutating func read(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\u{1B}": sequence = "\u{1B}"
    case "\r": move(row, 0)
    case "\n":
      isPending = false
      feedLine()
    case _ where scalar.properties.generalCategory == .control: unknown.append("\(scalar.value)")
    default:
      let width = displayWidth(scalar)
      guard width > 0 else {
        if let written { places[written].text.unicodeScalars.append(scalar) }
        return
      }
      write(scalar, width: width)
    }
  }

  private mutating func feedLine() {
    if row + 1 < rows { return row += 1 }
    scrolls += 1
    places.removeFirst(columns)
    places += Array(repeating: Place(), count: columns)
    written = nil
  }

  private mutating func write(_ scalar: Unicode.Scalar, width: Int) {
    guard width <= columns, rows > 0 else { return }
    if isPending || (wrapsLines && column + width > columns) {
      move(row, 0)
      feedLine()
    }
    column = min(column, columns - width)
    let place = row * columns + column
    separate(place..<place + width)
    places[place] = Place(String(scalar), look)
    if width == 2 { places[place + 1] = Place("", look) }
    written = place
    isPending = wrapsLines && column + width == columns
    column = min(column + width, columns - 1)
  }

  /// Makes blanks of the halves of wide characters that are left when some places are overwritten.
  private mutating func separate(_ range: Range<Int>) {
    if range.lowerBound % columns > 0, places[range.lowerBound].text.isEmpty {
      places[range.lowerBound - 1].text = " "
    }
    if range.upperBound % columns > 0, places[range.upperBound].text.isEmpty {
      places[range.upperBound].text = " "
    }
  }

  private mutating func move(_ row: Int, _ column: Int) {
    self.row = max(0, min(rows - 1, row))
    self.column = max(0, min(columns - 1, column))
    isPending = false
  }

  private mutating func clear(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    separate(range)
    var blank = Place()
    blank.look.background = look.background
    places.replaceSubrange(range, with: Array(repeating: blank, count: range.count))
  }

  /// Obeys a sequence: ESC, `[`, parameters and a letter.
  private mutating func obey(_ sequence: String) {
    guard let last = sequence.last, sequence.hasPrefix("\u{1B}[") else {
      return unknown.append(sequence)
    }
    let body = sequence.dropFirst(2).dropLast()
    if body.hasPrefix("?") {
      guard last == "h" || last == "l" else { return unknown.append(sequence) }
      return setMode(String(body.dropFirst()), to: last == "h", sequence)
    }
    let fields = body.split(separator: ";", omittingEmptySubsequences: false)
    let numbers = fields.map { $0.isEmpty ? 0 : Int($0) ?? -1 }
    guard !numbers.contains(where: { $0 < 0 }) else { return unknown.append(sequence) }
    let first = numbers.first ?? 0
    let (here, start) = (row * columns + column, row * columns)
    switch (last, first) {
    case ("H", _): move(first - 1, (numbers.count > 1 ? numbers[1] : 1) - 1)
    case ("G", _): move(row, first - 1)
    case ("C", _): move(row, column + max(1, first))
    case ("J", 0): clear(here..<places.count)
    case ("J", 1): clear(0..<min(here + 1, places.count))
    case ("J", 2): clear(0..<places.count)
    case ("K", 0): clear(here..<start + columns)
    case ("K", 1): clear(start..<min(here + 1, places.count))
    case ("K", 2): clear(start..<start + columns)
    case ("m", _): setLook(numbers, sequence)
    default: unknown.append(sequence)
    }
  }

  private mutating func setMode(_ mode: String, to isOn: Bool, _ sequence: String) {
    switch mode {
    case "25": showsCursor = isOn
    case "7":
      wrapsLines = isOn
      isPending = false
    case "1049":
      isAlternate = isOn
      clear(0..<places.count)
    default: unknown.append(sequence)
    }
  }

  private mutating func setLook(_ numbers: [Int], _ sequence: String) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: look = Look()
      case 1: look.isBold = true
      case 2: look.isDim = true
      case 4: look.isUnderlined = true
      case 7: look.isReversed = true
      case 22: (look.isBold, look.isDim) = (false, false)
      case 24: look.isUnderlined = false
      case 27: look.isReversed = false
      case 30...37: look.foreground = number - 30
      case 39: look.foreground = -1
      case 40...47: look.background = number - 40
      case 49: look.background = -1
      case 38, 48:
        guard rest.popFirst() == 5, let color = rest.popFirst(), color < 256 else {
          return unknown.append(sequence)
        }
        if number == 38 { look.foreground = color } else { look.background = color }
      default: unknown.append(sequence)
      }
    }
  }
}

/// An asciicast v2 that was read.
package struct CastReader {
  /// What the first line tells.
  package struct Header: Decodable, Sendable {
    package let version: Int
    package let width: Int
    package let height: Int
    package let title: String?
    package let idle_time_limit: Double?
    package let timestamp: Int?
    package let env: [String: String]?
  }

  /// A line: when, what kind, and what was written.
  package struct Event: Decodable, Equatable, Sendable {
    package let time: Double
    package let code: String
    package let data: String

    package init(from decoder: any Decoder) throws {
      var fields = try decoder.unkeyedContainer()
      time = try fields.decode(Double.self)
      code = try fields.decode(String.self)
      data = try fields.decode(String.self)
    }
  }

  package let header: Header
  package let events: [Event]

  /// Reads a file's text; throws where a line is not what it should be.
  package init(_ text: String) throws {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
    let decoder = JSONDecoder()
    header = try decoder.decode(Header.self, from: Data(lines.first.map(Array.init) ?? []))
    events = try lines.dropFirst().map { try decoder.decode(Event.self, from: Data($0)) }
  }
}
