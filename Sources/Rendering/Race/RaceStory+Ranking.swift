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
    let undecided = groups.filter { $0.count > 1 && !isSame($0) }
    return sentences + undecided.prefix(3).map { tie($0, ranking) }
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

  /// Runs that take the same time in every replication: `equals` says so.
  private func isSame(_ group: [Int]) -> Bool {
    guard let ranking else { return false }
    return ranking.comparisons.allSatisfy { pair in
      !group.contains(pair.run) || !group.contains(pair.reference)
        || pair.difference.least == 0 && pair.difference.greatest == 0
    }
  }

  private func tie(_ group: [Int], _ ranking: Ranking) -> String {
    let names = group.map { rows[$0].label }
    let shown = names.count <= 4 ? names : Array(names.prefix(3)) + ["\(names.count - 3) more"]
    let list = shown.dropLast().joined(separator: ", ") + " and " + shown[shown.count - 1]
    let pairs = ranking.comparisons.filter {
      group.contains($0.run) && group.contains($0.reference) && !$0.isToldApart
    }
    let needed = pairs.compactMap(\.replicationsNeeded)
    let remedy =
      needed.count == pairs.count ? needed.max().map { "; -r \($0) may" } ?? "" : ""
    let all = group.count > 2 ? "all " : ""
    return "\(list) cannot \(all)be told apart in \(ranking.replications) replications\(remedy)."
  }
}
