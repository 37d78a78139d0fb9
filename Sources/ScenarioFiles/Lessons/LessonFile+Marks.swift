/// What of a block a finding is about.
public enum LessonMark: Equatable, Sendable {
  /// A value, as it was read.
  case text(String)
  /// What stands behind a key of the block; the key itself where that is on lines below it.
  case key(String)
}

/// Where findings point to.
extension LessonFile {
  /// Where something of a block stands; nil where it is not found as written, as a text that is folded.
  func place(of mark: LessonMark, below fence: Int) -> (place: Place, length: Int)? {
    let lines = source.lines
    guard lines.indices.contains(fence - 1) else { return nil }
    let end = lines[fence...].firstIndex { $0.starts(with: "```".unicodeScalars) } ?? lines.count
    for index in fence..<end {
      let found: Range<Int>? =
        switch mark {
        case .text(let text): Self.value(Array(text.unicodeScalars), in: lines[index])
        case .key(let key): Self.value(behind: Array(key.unicodeScalars), in: lines[index])
        }
      guard let found else { continue }
      return (
        Place(source: 0, line: index + 1, column: found.lowerBound + 1), found.count
      )
    }
    return nil
  }

  /// Where a value stands in a line that has nothing else of a text beside it.
  private static func value(
    _ letters: [Unicode.Scalar], in line: [Unicode.Scalar]
  ) -> Range<Int>? {
    guard 1...Limit.markedText ~= letters.count, line.count <= Limit.markedLine,
      letters.count <= line.count
    else { return nil }
    return (0...(line.count - letters.count)).lazy.map { $0..<($0 + letters.count) }.first {
      guard line[$0].elementsEqual(letters) else { return false }
      let before = line[..<$0.lowerBound].last { $0 != " " }
      let behind = line[$0.upperBound...].first { $0 != " " }
      return before.map { "-:,[{\"'".unicodeScalars.contains($0) } ?? true
        && behind.map { ",]}\"'#".unicodeScalars.contains($0) } ?? true
    }
  }

  private static func value(
    behind key: [Unicode.Scalar], in line: [Unicode.Scalar]
  ) -> Range<Int>? {
    guard line.starts(with: key), line.count > key.count, line[key.count] == ":" else {
      return nil
    }
    guard let start = line[(key.count + 1)...].firstIndex(where: { $0 != " " }),
      let last = line.lastIndex(where: { $0 != " " })
    else { return 0..<key.count }
    return start..<last + 1
  }
}

extension [Unicode.Scalar] {
  /// Where a word of at most 64 letters stands that no letter, digit or hyphen is before or behind, in a line
  /// of at most 1000; nil for nowhere.
  func range(ofWord word: String, from start: Int) -> Range<Int>? {
    let letters = Array(word.unicodeScalars)
    guard 1...64 ~= letters.count, count <= 1_000, start + letters.count <= count else {
      return nil
    }
    func isPart(_ index: Int) -> Bool {
      indices.contains(index)
        && (self[index] == "-" || self[index].properties.isAlphabetic
          || ("0"..."9").contains(self[index]))
    }
    return (start...(count - letters.count)).lazy.map { $0..<($0 + letters.count) }.first {
      self[$0].elementsEqual(letters) && !isPart($0.lowerBound - 1) && !isPart($0.upperBound)
    }
  }
}
