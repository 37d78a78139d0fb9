import Analysis
import Model

/// The characters of lanes: every state has its own, in two alphabets.
public struct LaneGlyphs: Sendable {
  let work: Character
  let workEnd: Character
  let wait: Character
  let blocked: Character
  let overhead: Character
  let failed: Character
  let idle: Character
  /// Characters for a cell that is in part idle, by eighths in use; one stands for all.
  let partial: [Character]
  let edge: Character
  /// What stands for a value that is missing.
  let missing: String

  /// Block characters.
  public static let unicode = LaneGlyphs(
    work: "█", workEnd: "▉", wait: "░", blocked: "╌", overhead: "▒", failed: "✗", idle: "·",
    partial: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"], edge: "│", missing: "–")

  /// ASCII alone.
  public static let ascii = LaneGlyphs(
    work: "#", workEnd: "]", wait: "~", blocked: "w", overhead: "o", failed: "x", idle: ".",
    partial: ["+"], edge: "|", missing: "-")
}

/// Draws lanes as rows of cells: each cell shows what the lane did in its share of the time.
struct LaneText {
  let glyphs: LaneGlyphs
  let width: Int
  let elapsed: Nanoseconds

  /// One row.
  func row(_ spans: [LaneSpan]) -> String {
    guard elapsed > 0, width > 0 else { return String(repeating: glyphs.idle, count: width) }
    var cells = [Cell](repeating: Cell(), count: width)
    for span in spans {
      let first = cell(of: span.start)
      let last = cell(of: span.end - 1)
      for index in first...last {
        let overlap = min(span.end, start(of: index + 1)) - max(span.start, start(of: index))
        cells[index].add(span.state, overlap)
      }
      if span.state == .work || span.state == .wait { cells[last].ends = true }
    }
    let showsEnds = spans.count * 2 <= width
    return String(cells.indices.map { glyph(cells[$0], at: $0, showsEnds) })
  }

  private struct Cell {
    var times: [LaneSpan.State: Nanoseconds] = [:]
    var ends = false

    mutating func add(_ state: LaneSpan.State, _ time: Nanoseconds) {
      times[state, default: 0] += time
    }
  }

  private func start(of cell: Int) -> Nanoseconds {
    Nanoseconds(Int128(elapsed) * Int128(cell) / Int128(width))
  }

  private func cell(of time: Nanoseconds) -> Int {
    var cell = min(width - 1, Int(Int128(time) * Int128(width) / Int128(elapsed)))
    // Cell borders are rounded down, so the quotient may be one off.
    while cell + 1 < width, start(of: cell + 1) <= time { cell += 1 }
    return cell
  }

  private func glyph(_ cell: Cell, at index: Int, _ showsEnds: Bool) -> Character {
    let length = start(of: index + 1) - start(of: index)
    func time(_ state: LaneSpan.State) -> Nanoseconds { cell.times[state] ?? 0 }
    let states: [(LaneSpan.State, Character)] = [
      (.work, glyphs.work), (.wait, glyphs.wait), (.blocked, glyphs.blocked),
      (.overhead, glyphs.overhead), (.failed, glyphs.failed),
    ]
    let used = states.reduce(0) { $0 + time($1.0) }
    guard used > 0, length > 0 else { return glyphs.idle }
    var best = states[0]
    for state in states where time(state.0) > time(best.0) { best = state }
    // A cell that is in part idle shows how much of it is in use, so that it never lies about that.
    if best.0 == .work || best.0 == .wait, used < length {
      let eighths = Int(8 * Int128(used) / Int128(length))
      return glyphs.partial[min(glyphs.partial.count - 1, max(0, eighths - 1))]
    }
    if time(best.0) < length - used { return glyphs.idle }
    return best.0 == .work && showsEnds && cell.ends ? glyphs.workEnd : best.1
  }

  /// The axis below the rows: ticks at steps of 1, 2 or 5.
  func axis(_ style: TimeText) -> String {
    let units: [(Nanoseconds, String)] = [
      (TimeUnit.hour, "h"), (TimeUnit.minute, "min"), (TimeUnit.second, "s"),
      (TimeUnit.millisecond, "ms"), (TimeUnit.microsecond, "us"), (1, "ns"),
    ]
    let usable = units.filter { style.usesHours || $0.1 != "h" }
    let unit = usable.first { elapsed >= 2 * $0.0 } ?? (1, "ns")
    let range = elapsed / unit.0
    let step = Self.tick(range, most: max(2, width / 10))
    var line = ""
    for value in stride(from: Int64(0), through: range, by: Int64.Stride(step)) {
      let column = Int(Int128(value) * Int128(unit.0) * Int128(width) / Int128(max(1, elapsed)))
      let label = "\(value)"
      if column >= line.count, column + label.count <= width + 4 {
        line += String(repeating: " ", count: column - line.count) + label + " "
      }
    }
    return line + unit.1
  }

  /// The smallest step of the 1-2-5 series that needs at most `most` steps.
  private static func tick(_ range: Int64, most: Int) -> Int64 {
    var step: Int64 = 1
    while range / step > Int64(most) {
      let lead = String(step).first
      step = lead == "2" ? step / 2 * 5 : step * 2
    }
    return step
  }
}
