import Analysis
import Model

extension RaceStory {
  /// Whether chance allows to say that one of two runs is faster; always where it has no part.
  func isOrdered(_ row: RaceRow, _ other: RaceRow) -> Bool {
    guard let ranking, let first = rows.firstIndex(where: { $0.label == row.label }),
      let second = rows.firstIndex(where: { $0.label == other.label })
    else { return true }
    return ranking.tellsApart(first, second)
  }

  /// By how much the fastest run is ahead of the next, and which runs cannot be told apart.
  func ranked() -> [String] {
    guard let ranking else { return [] }
    let groups = ranking.groups
    var sentences: [String] = []
    if groups.count > 1, groups[0].count == 1,
      let pair = ranking.comparison(of: groups[0][0], with: groups[1][0])
    {
      sentences.append(lead(pair, ranking, fastest: groups[0][0], next: groups[1][0]))
    }
    return sentences + groups.compactMap { tie($0, ranking) }.prefix(3)
  }

  private func lead(
    _ pair: PairedComparison, _ ranking: Ranking, fastest: Int, next: Int
  ) -> String {
    let (low, high) = (pair.interval.lowerBound.magnitude, pair.interval.upperBound.magnitude)
    let range = times.range(min(low, high) * 1e9, max(low, high) * 1e9)
    let difference = times.short(Int128((pair.difference.mean.magnitude * 1e9).rounded()))
    let first = rows[fastest].label
    let head =
      ranking.measure == .makespan
      ? "\(first) is faster than \(rows[next].label) by \(difference)"
      : "A job takes \(difference) less in \(first) than in \(rows[next].label)"
    let pairs = ranking.comparisons.count
    let level = pairs == 1 ? "95 % interval" : "95 % interval for all \(pairs) pairs together"
    return "\(head) (\(level) \(range), \(ranking.replications) paired replications)."
  }

  /// Which runs of a group cannot be told apart, in the order of the race; nil where they do not differ in
  /// any replication, as `equals` says.
  private func tie(_ group: [Int], _ ranking: Ranking) -> String? {
    let pairs = ranking.comparisons.filter {
      group.contains($0.run) && group.contains($0.reference) && !$0.isToldApart
        && ($0.difference.least != 0 || $0.difference.greatest != 0)
    }
    guard !pairs.isEmpty else { return nil }
    func name(_ run: Int) -> String { rows[run].label }
    let needed = pairs.compactMap(\.replicationsNeeded)
    let remedy = needed.count == pairs.count ? needed.max().map { "; -r \($0) may" } ?? "" : ""
    let end = "be told apart in \(ranking.replications) replications\(remedy)."
    if pairs.count <= 2 {
      let names = pairs.map { "\(name($0.reference)) and \(name($0.run))" }
      return "\(names.joined(separator: ", and ")) cannot \(end)"
    }
    let names = group.sorted().map(name)
    let shown = names.count <= 4 ? names : Array(names.prefix(3)) + ["\(names.count - 3) more"]
    return shown.dropLast().joined(separator: ", ") + " and \(shown[shown.count - 1]) cannot all "
      + end
  }
}
