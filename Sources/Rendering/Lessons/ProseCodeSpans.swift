/// Where a paragraph has code between equal runs of backticks.
struct ProseCodeSpans {
  private var closing: [Int: Int] = [:]
  private var lengths: [Int: Int] = [:]

  /// Finds for each run of backticks the next one of its length.
  init(_ source: [Unicode.Scalar]) {
    var runs: [(start: Int, length: Int)] = []
    for (index, scalar) in source.enumerated() where scalar == "`" {
      if let last = runs.last, last.start + last.length == index {
        runs[runs.count - 1].length += 1
      } else {
        runs.append((index, 1))
      }
    }
    var next: [Int: Int] = [:]
    for run in runs.reversed() {
      closing[run.start] = next[run.length]
      lengths[run.start] = run.length
      next[run.length] = run.start
    }
  }

  /// The code that begins with the run at a position, and where its closing run ends; nil for text.
  func span(at position: Int) -> (content: Range<Int>, end: Int)? {
    guard let close = closing[position], let length = lengths[position] else { return nil }
    return (position + length..<close, close + length)
  }
}
