import CNcurses

/// The pairs of colours that curses knows: it wants them numbered before they are used.
struct ColorPairs {
  private struct Colors: Hashable {
    let foreground: Int16
    let background: Int16
  }

  /// How many colours there are: 0 for none, 8 or 256.
  let colorCount: Int
  private let pairLimit: Int32
  private let hasDefaultColors: Bool
  private var numbers: [Colors: Int32] = [:]
  private var nextNumber: Int32 = 1

  /// Asks the terminal that curses has open.
  init() {
    start_color()
    hasDefaultColors = use_default_colors() == OK
    // A terminal of more colours takes numbers above 7 for mixtures of red, green and blue.
    switch curses_color_count() {
    case 256: colorCount = 256
    case 8...: colorCount = 8
    default: colorCount = 0
    }
    pairLimit = curses_pair_count()
  }

  /// The number for two colours; 0, the terminal's own, where it has none for them.
  mutating func number(foreground: Int16, background: Int16) -> Int32 {
    guard colorCount > 0, foreground >= 0 || background >= 0 else { return 0 }
    let colors = Colors(foreground: foreground, background: background)
    if let number = numbers[colors] { return number }
    guard nextNumber < pairLimit else { return 0 }
    let isKnown =
      max(foreground, background) < colorCount
      && init_extended_pair(nextNumber, real(foreground, or: 7), real(background, or: 0)) == OK
    numbers[colors] = isKnown ? nextNumber : 0
    if isKnown { nextNumber += 1 }
    return isKnown ? nextNumber - 1 : 0
  }

  /// A colour that curses takes; most terminals without colours of their own are white on black.
  private func real(_ color: Int16, or other: Int32) -> Int32 {
    color >= 0 || hasDefaultColors ? Int32(color) : other
  }
}
