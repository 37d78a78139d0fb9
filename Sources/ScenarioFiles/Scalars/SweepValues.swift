/// The values of one parameter: `4`, `1..8`, `1..64 x2`, or a list of such.
public enum SweepValues {
  /// The most values of one parameter.
  public static let most = 10_000
  /// The most parameters of a sweep.
  static let mostAxes = 16

  /// The values that a text names, in order; a text that is no range stands for itself.
  ///
  /// The step may follow the range without a space: `1..64x2`.
  public static func expand(_ text: String) throws(ScalarMistake) -> [String] {
    guard let dots = text.firstRange(of: "..") else { return [text] }
    let words = words(of: text[dots.upperBound...])
    let low = text[..<dots.lowerBound].trimmed
    guard let start = Int(low), let last = words.first, let end = Int(last), start >= 0,
      end >= start, words.count <= 2
    else {
      let hasUnits = text.contains(where: \.isLetter) && !text.contains("x")
      throw ScalarMistake(
        .number, "`\(text)` is not a range",
        remedy: hasUnits
          ? "a range has whole numbers; list others, as in [1 min, 2 min]"
          : "write `1..8`, or `1..64 x2` to double")
    }
    var factor = 1
    if words.count == 2 {
      guard words[1].hasPrefix("x"), let times = Int(words[1].dropFirst()), times > 1, start > 0
      else {
        throw ScalarMistake(
          .number, "`\(words[1])` is not a step", remedy: "write `1..64 x2` to double each time")
      }
      factor = times
    }
    var values: [String] = []
    var value = start
    while value <= end {
      values.append(String(value))
      guard values.count <= most else {
        throw ScalarMistake(.pastLimit, "`\(text)` has more than \(most) values")
      }
      let (next, overflow) =
        factor > 1
        ? value.multipliedReportingOverflow(by: factor) : value.addingReportingOverflow(1)
      if overflow { break }
      value = next
    }
    return values
  }

  /// The range's end and its step, as in `64 x2` or `64x2`.
  private static func words(of text: Substring) -> [Substring] {
    let words = text.split(separator: " ")
    guard words.count == 1, let step = text.firstIndex(of: "x") else { return words }
    return [text[..<step].drop { $0 == " " }, text[step...]]
  }
}

extension String {
  fileprivate func firstRange(of part: String) -> Range<String.Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(part) { return index..<self.index(index, offsetBy: part.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
