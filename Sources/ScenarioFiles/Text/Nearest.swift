/// How many letters must be inserted, removed, changed or swapped with their neighbour to turn one
/// word into the other (optimal string alignment).
///
/// Cost: product of the lengths.
func editDistance(_ first: String, _ second: String) -> Int {
  let (a, b) = (Array(first.lowercased()), Array(second.lowercased()))
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var rows = [Array(0...b.count)]
  for i in 1...a.count {
    var row = [i]
    for j in 1...b.count {
      let change = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      var best = min(row[j - 1] + 1, rows[i - 1][j] + 1, change)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        best = min(best, rows[i - 2][j - 2] + 1)
      }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}

/// The candidate that a mistyped word most likely means; nil where none is near.
///
/// Near is one letter for words of up to 4 letters, two for up to 8, else three; or a candidate that the
/// word begins, or that begins it and goes on with a letter. One letter is near no other letter.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  guard word.count <= 64, !word.isEmpty else { return nil }
  let limit = word.count <= 4 ? 1 : word.count <= 8 ? 2 : 3
  var best: (distance: Int, candidate: String)?
  // Long words take long to compare: of those fewer are looked at.
  let most = min(2_000, max(60, 400_000 / (word.utf8.count * word.utf8.count)))
  for candidate in candidates.prefix(most) where candidate.utf8.count <= 64 {
    let isFar = abs(candidate.utf8.count - word.utf8.count) > limit
    let begins = candidate.hasPrefix(word) || isLonger(word, than: candidate)
    if isFar, !begins { continue }
    var distance = editDistance(word, candidate)
    if word.count == 1, candidate.count == 1, distance > 0 { continue }
    if distance > limit, word.count > 2, begins { distance = limit }
    if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.candidate
}

/// Whether a word is a candidate with more letters behind it; `a, b` is not a long form of `a`.
private func isLonger(_ word: String, than candidate: String) -> Bool {
  guard word.hasPrefix(candidate) else { return false }
  return word.dropFirst(candidate.count).allSatisfy { $0.isLetter || $0 == "-" }
}
