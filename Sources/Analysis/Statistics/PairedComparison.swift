import Model

/// What differs between two runs of a race, replication by replication.
///
/// Both draw the same random values in the same replication, so that most of chance is in both and goes
/// away in the difference.
public struct PairedComparison: Equatable, Sendable {
  /// What is compared.
  public enum Measure: String, Sendable {
    /// From 0 to the last finish.
    case makespan = "makespan_s"
    /// The mean response of finished jobs, where a makespan says when the last job came, or there is none.
    case response = "response_s_mean"
  }

  /// The run's position in the race.
  public let run: Int
  /// The position of the run that it is compared with.
  public let reference: Int
  /// What is compared.
  public let measure: Measure
  /// Run less reference, in seconds, over replications.
  public let difference: SampleSummary
  /// The level of the interval: 1 - 0.05/k for k comparisons, so that all hold together at 95 %.
  public let level: Double
  /// The ends of the interval of the difference, in seconds, by Student's t.
  public let interval: ClosedRange<Double>

  /// Whether the interval leaves zero out.
  public var isToldApart: Bool { !interval.contains(0) }

  /// How many replications may tell the two apart, if their difference is the one found: a round number;
  /// nil where they are told apart, where none is found, or where it would take more than a million.
  public var replicationsNeeded: Int? {
    let half = (interval.upperBound - interval.lowerBound) / 2
    guard !isToldApart, difference.mean != 0 else { return nil }
    let ratio = half / difference.mean.magnitude
    let wanted = Double(difference.count) * ratio * ratio
    guard wanted <= 1_000_000 else { return nil }
    var step = 1
    while true {
      for factor in [1, 2, 5]
      where Double(factor * step) >= wanted && factor * step > difference.count {
        return factor * step
      }
      step *= 10
    }
  }
}

/// Which runs of a race can be told apart, and in which order they then stand.
public struct Ranking: Equatable, Sendable {
  /// What is compared.
  public let measure: PairedComparison.Measure
  /// How many replications each run has.
  public let replications: Int
  /// Every two runs, in the order of the race.
  public let comparisons: [PairedComparison]
  /// Positions in the race, from the least mean on: each run of a group is told apart from each run of
  /// every other one, while within a group there is no order.
  public let groups: [[Int]]

  /// Compares the runs of a race.
  ///
  /// Nil where no run is random, where they do not all have the same number of replications, at least 2,
  /// or where a replication has neither makespan nor finished jobs. Cost: runs squared x replications.
  public init?(_ runs: [RunResult]) {
    guard runs.count > 1, runs.contains(where: \.scenario.isRandom),
      let count = runs[0].replications?.count,
      runs.allSatisfy({ $0.replications?.count == count && !$0.isStuck })
    else { return nil }
    let makespans = runs.compactMap { $0.replications?.makespans }
    let isOpen = runs.contains(where: \.scenario.hasArrivals) || makespans.count < runs.count
    let values = isOpen ? runs.compactMap { $0.replications?.meanResponses } : makespans
    guard values.count == runs.count else { return nil }
    measure = isOpen ? .response : .makespan
    replications = count
    let compared = Self.compare(values, measure)
    comparisons = compared
    groups = Self.groups(values, compared)
  }

  private static func compare(
    _ values: [[Nanoseconds]], _ measure: PairedComparison.Measure
  ) -> [PairedComparison] {
    let pairs = values.count * (values.count - 1) / 2
    let level = 1 - 0.05 / Double(pairs)
    var comparisons: [PairedComparison] = []
    for run in values.indices {
      for reference in 0..<run {
        let differences = zip(values[run], values[reference]).map { Double($0 - $1) / 1e9 }
        guard let summary = SampleSummary(differences),
          let interval = summary.interval(level: level)
        else { continue }
        comparisons.append(
          PairedComparison(
            run: run, reference: reference, measure: measure, difference: summary, level: level,
            interval: interval))
      }
    }
    return comparisons
  }

  private static func groups(
    _ values: [[Nanoseconds]], _ comparisons: [PairedComparison]
  ) -> [[Int]] {
    let sums = values.map { $0.reduce(Int128(0)) { $0 + Int128($1) } }
    let order = values.indices.sorted { (sums[$0], $0) < (sums[$1], $1) }
    var places = order
    for (place, run) in order.enumerated() { places[run] = place }
    // A pair that cannot be told apart forbids every cut between its places.
    var last = Array(order.indices)
    for pair in comparisons where !pair.isToldApart {
      let (low, high) = (
        min(places[pair.run], places[pair.reference]), max(places[pair.run], places[pair.reference])
      )
      last[low] = max(last[low], high)
    }
    var groups: [[Int]] = []
    var end = -1
    for (place, run) in order.enumerated() {
      if place > end { groups.append([]) }
      groups[groups.count - 1].append(run)
      end = max(end, last[place])
    }
    return groups
  }

  /// The comparison of two runs; nil for one run with itself.
  public func comparison(of run: Int, with other: Int) -> PairedComparison? {
    comparisons.first {
      ($0.run, $0.reference) == (run, other) || ($0.run, $0.reference) == (other, run)
    }
  }

  /// Whether two runs can be told apart.
  public func tellsApart(_ run: Int, _ other: Int) -> Bool {
    comparison(of: run, with: other)?.isToldApart ?? false
  }
}
