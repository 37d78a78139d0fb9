import Model

/// Pairs the asterisks and underscores of a paragraph: one stresses, two are bold.
struct ProseStresses {
  private struct Run {
    let sign: Unicode.Scalar
    let start: Int
    let count: Int
    /// How many signs are in no pair yet.
    var free: Int
    /// The signs of the pairs that end here, and that begin here, in the order of pairing.
    var ends: [Int] = []
    var begins: [Int] = []
  }

  private var runs: [Run] = []
  /// Runs that may begin something, by sign; both kinds may overlap, which a terminal can show.
  private var open: [Unicode.Scalar: [Int]] = [:]

  /// Takes a run of equal signs that stands at a cell, between two characters.
  mutating func take(
    _ sign: Unicode.Scalar, _ count: Int, at start: Int, between before: Unicode.Scalar,
    and after: Unicode.Scalar
  ) {
    var run = Run(sign: sign, start: start, count: count, free: count)
    // As on web sites: a mark leans on a word, and an underscore inside a word is a part of it.
    let leansRight = !after.isGap && (!after.isMark || before.isGap || before.isMark)
    let leansLeft = !before.isGap && (!before.isMark || after.isGap || after.isMark)
    let mayEnd = leansLeft && (sign == "*" || !leansRight || after.isMark)
    let mayBegin = leansRight && (sign == "*" || !leansLeft || before.isMark)
    while mayEnd, run.free > 0, let index = open[sign]?.last {
      let size = min(run.free, runs[index].free) >= 2 ? 2 : 1
      runs[index].begins.append(size)
      runs[index].free -= size
      run.ends.append(size)
      run.free -= size
      if runs[index].free == 0 { open[sign]?.removeLast() }
    }
    if mayBegin, run.free > 0 { open[sign, default: []].append(runs.count) }
    runs.append(run)
  }

  /// Gives cells their style, and hides the signs that are in pairs.
  func apply(to cells: inout [ProseCell]) {
    var depths = (strong: 0, emphasis: 0)
    func count(_ sizes: [Int], _ step: Int) {
      for size in sizes {
        if size == 2 { depths.strong += step } else { depths.emphasis += step }
      }
    }
    var index = 0
    func style(upTo end: Int) {
      while index < end {
        if depths.strong > 0 { cells[index].style.insert(.strong) }
        if depths.emphasis > 0 { cells[index].style.insert(.emphasis) }
        index += 1
      }
    }
    for run in runs {
      style(upTo: run.start)
      count(run.ends, -1)
      let first = run.start + run.ends.reduce(0, +)
      for hidden in run.start..<first { cells[hidden].style.insert(.hidden) }
      let last = first + run.free
      style(upTo: last)
      for hidden in last..<run.start + run.count { cells[hidden].style.insert(.hidden) }
      count(run.begins, 1)
    }
    style(upTo: cells.count)
  }
}

extension Unicode.Scalar {
  /// Whether it is a space.
  var isGap: Bool { properties.isWhitespace }

  /// Whether it is punctuation or a symbol.
  var isMark: Bool {
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}
