import Model

/// Ticks on a stretch of time, at steps of 1, 2 or 5 of a unit.
struct TimeAxis {
  /// One tick.
  struct Tick: Equatable {
    let time: Nanoseconds
    let column: Int
    let label: String
  }

  /// The unit of the labels.
  let unit: String
  /// The ticks, from left to right.
  let ticks: [Tick]

  /// The ticks of a stretch that is drawn in `width` columns.
  init(from start: Nanoseconds, length: Nanoseconds, width: Int, _ style: TimeText) {
    let units: [(Nanoseconds, String)] = [
      (TimeUnit.hour, "h"), (TimeUnit.minute, "min"), (TimeUnit.second, "s"),
      (TimeUnit.millisecond, "ms"), (TimeUnit.microsecond, "us"), (1, "ns"),
    ]
    let usable = units.filter { style.usesHours || $0.1 != "h" }
    let unit = usable.first { length >= 2 * $0.0 } ?? (1, "ns")
    self.unit = unit.1
    let step = Self.step(length / unit.0, most: max(2, width / 10))
    let first = (start + unit.0 * step - 1) / (unit.0 * step) * step
    let last = start.addingSaturated(length) / unit.0
    guard first <= last else {
      ticks = []
      return
    }
    ticks = stride(from: first, through: last, by: Int64.Stride(step)).map { value in
      let offset = Int128(value) * Int128(unit.0) - Int128(start)
      return Tick(
        time: Nanoseconds(clamping: Int128(value) * Int128(unit.0)),
        column: Int(offset * Int128(width) / Int128(max(1, length))), label: "\(value)")
    }
  }

  /// The labels in a line, with the unit behind the last.
  func line(width: Int) -> String {
    var line = ""
    for tick in ticks where tick.column >= line.count && tick.column + tick.label.count <= width + 4
    {
      line += String(repeating: " ", count: tick.column - line.count) + tick.label + " "
    }
    return line + unit
  }

  /// The smallest step of the 1-2-5 series that needs at most `most` steps.
  private static func step(_ range: Int64, most: Int) -> Int64 {
    var step: Int64 = 1
    while range / step > Int64(most) {
      let lead = String(step).first
      step = lead == "2" ? step / 2 * 5 : step * 2
    }
    return step
  }
}
