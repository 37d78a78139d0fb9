import Analysis
import Model

/// A lane cut into cells: each shows what the lane did in its share of the time.
struct LaneCells {
  /// One cell of a lane.
  struct Cell: Equatable {
    var glyph: Unicode.Scalar
    /// The state that is shown; nil for idle.
    var state: LaneSpan.State?
    /// The span that is typical of it.
    var span: Int?
  }

  let glyphs: LaneGlyphs
  /// The instants between cells, one more than cells.
  let borders: [Nanoseconds]

  /// Cuts a stretch of time into cells of equal length, to a nanosecond.
  init(glyphs: LaneGlyphs, from start: Nanoseconds, length: Nanoseconds, width: Int) {
    self.glyphs = glyphs
    borders = (0...max(1, width)).map {
      start.addingSaturated(Nanoseconds(Int128(length) * Int128($0) / Int128(max(1, width))))
    }
  }

  /// The cells of a lane, up to an instant: a cell that begins there or later is empty.
  func cells(_ history: LaneHistory, until end: Nanoseconds = .max) -> [Cell] {
    // Beyond the present nothing is known, so that the last cell holds what was, to the nanosecond.
    let known = end == .max ? borders : borders.map { min($0, max(borders[0], end)) }
    let stretches = history.stretches(known)
    let spanCount =
      history.endedCount(at: borders[borders.count - 1]) - history.endedCount(at: borders[0])
    let showsEnds = spanCount * 2 <= stretches.count
    return stretches.indices.map { index in
      let length = known[index + 1] - known[index]
      guard length > 0 else { return Cell(glyph: " ") }
      return cell(stretches[index], length, showsEnds: showsEnds)
    }
  }

  /// The cells of a lane as a line of text.
  func text(_ history: LaneHistory) -> String {
    guard let first = borders.first, let last = borders.last, first < last else {
      return String(repeating: Character(glyphs.idle), count: borders.count - 1)
    }
    var text = ""
    for cell in cells(history) { text.unicodeScalars.append(cell.glyph) }
    return text
  }

  /// The largest width down to 60 % of the room in which every fixed step takes whole cells, so that
  /// equal jobs look equal; the whole room where there is none.
  static func evenWidth(atMost room: Int, length: Nanoseconds, _ scenarios: [Scenario]) -> Int {
    let steps = Set(
      scenarios.flatMap { $0.tasks.flatMap(\.steps) }.compactMap { step in
        if case .fixed(let time) = step.duration, time > 0 { time } else { nil }
      })
    let even = stride(from: room, through: max(10, room * 6 / 10), by: -1).first { width in
      steps.allSatisfy { Int128($0) * Int128(width) % Int128(max(1, length)) == 0 }
    }
    return steps.isEmpty ? room : even ?? room
  }

  private static let states = LaneSpan.State.allCases

  private func cell(_ stretch: LaneStretch, _ length: Nanoseconds, showsEnds: Bool) -> Cell {
    let used = stretch.times.total
    guard used > 0 else { return Cell(glyph: glyphs.idle) }
    var best = LaneSpan.State.work
    for state in Self.states where stretch.times[state] > stretch.times[best] { best = state }
    var cell = Cell(glyph: glyphs.glyph(best), state: best, span: stretch.span)
    // A cell that is in part idle shows how much of it is in use, so that it never lies about that.
    if best == .work || best == .wait, used < length {
      let eighths = Int(8 * Int128(used) / Int128(length))
      cell.glyph = glyphs.partial[min(glyphs.partial.count - 1, max(0, eighths - 1))]
    } else if stretch.times[best] < length - used {
      cell = Cell(glyph: glyphs.idle)
    } else if best == .work, showsEnds, stretch.ends {
      cell.glyph = glyphs.workEnd
    }
    return cell
  }
}

extension LaneGlyphs {
  /// A bar whose length is a share of the width, to an eighth of a cell where the alphabet has eighths.
  func bar(_ length: Int128, of longest: Int128, width: Int) -> String {
    let eighths = Int((Double(length) / Double(longest) * Double(width * 8)).rounded())
    let (whole, rest) = eighths.quotientAndRemainder(dividingBy: 8)
    var text = String(repeating: Character(work), count: whole)
    if rest > 0, partial.count > 1 {
      text.unicodeScalars.append(partial[rest - 1])
    } else if rest >= 4 || whole == 0 && length > 0 {
      text.unicodeScalars.append(work)
    }
    return text
  }
}
