import Model

/// The jobs of one run in the order in which they became ready, in batches.
struct SteadySeries: Equatable, Sendable {
  /// A job of the series.
  struct Sample {
    let ready: Nanoseconds
    let response: Nanoseconds
    let queued: Nanoseconds
  }

  /// How many jobs a batch has: 5, or as many times that as make it 20 000 batches at most.
  let size: Int
  /// The mean response of each batch.
  let responses: [Double]
  private let queued: [Double]
  private let starts: [Nanoseconds]
  private let count: Int
  private let responseSum: Double
  private let queuedSum: Double
  private static let mostBatches = 20_000

  /// All replications of a scenario have the same batches, whatever finishes in them.
  init(_ samples: [Sample], jobCount: Int) {
    let size = 5 * max(1, (jobCount + 5 * Self.mostBatches - 1) / (5 * Self.mostBatches))
    self.size = size
    count = samples.count
    let batches = (0..<samples.count / size).map { samples[$0 * size..<($0 + 1) * size] }
    func mean(_ value: (Sample) -> Nanoseconds) -> [Double] {
      batches.map { batch in batch.reduce(0) { $0 + Double(value($1)) } / Double(size) }
    }
    responses = mean(\.response)
    queued = mean(\.queued)
    starts = batches.map { $0.first?.ready ?? 0 }
    responseSum = samples.reduce(0) { $0 + Double($1.response) }
    queuedSum = samples.reduce(0) { $0 + Double($1.queued) }
  }

  /// What is left behind a cut.
  struct Rest: Equatable {
    let start: Double
    let counted: Double
    let response: Double
    let queued: Double
  }

  /// What is left behind a cut; nil where it takes everything.
  func rest(behind cut: WarmUp) -> Rest? {
    let batches = cut.removed / size
    guard batches < responses.count else { return nil }
    let counted = Double(count - cut.removed)
    func mean(_ sum: Double, _ means: [Double]) -> Double {
      (sum - means[..<batches].reduce(0, +) * Double(size)) / counted
    }
    return Rest(
      start: Double(starts[batches]), counted: counted, response: mean(responseSum, responses),
      queued: mean(queuedSum, queued))
  }
}

/// Puts the series of replications together, one after the other.
///
/// The cut is that of the mean series of the first 30, which are all that are kept; of the others only
/// what is left behind it.
struct SteadyPool {
  private var pilot: [SteadySeries] = []
  private var cut: WarmUp?
  private var rests: [SteadySeries.Rest] = []
  private var isComplete = true
  private static let pilots = 30

  mutating func add(_ state: SteadyState?) {
    guard isComplete, let series = state?.series else { return isComplete = false }
    if let cut {
      add(series, behind: cut)
    } else {
      pilot.append(series)
      if pilot.count == Self.pilots { settle() }
    }
  }

  private mutating func add(_ series: SteadySeries, behind cut: WarmUp) {
    guard let rest = series.rest(behind: cut) else { return isComplete = false }
    rests.append(rest)
  }

  /// Finds the cut; series that differ in length count as far as the shortest goes.
  private mutating func settle() {
    let length = pilot.map(\.responses.count).min() ?? 0
    let means = (0..<length).map { batch in
      pilot.reduce(0) { $0 + $1.responses[batch] } / Double(pilot.count)
    }
    guard let first = pilot.first, let found = WarmUp(batchMeans: means, size: first.size) else {
      return isComplete = false
    }
    cut = found
    for series in pilot { add(series, behind: found) }
    pilot = []
  }

  /// What at least two replications settle at; nil where one of them has no steady state.
  var state: SteadyState? {
    var pool = self
    if pool.isComplete, pool.cut == nil { pool.settle() }
    guard pool.isComplete, let cut = pool.cut else { return nil }
    let rests = pool.rests
    func mean(_ value: (SteadySeries.Rest) -> Double) -> Double {
      rests.reduce(0) { $0 + value($1) } / Double(rests.count)
    }
    func over(_ value: (SteadySeries.Rest) -> Double) -> SteadyState.Mean? {
      SampleSummary(rests.map(value)).map {
        SteadyState.Mean(mean: $0.mean, interval: $0.interval)
      }
    }
    guard let response = over(\.response), let queued = over(\.queued) else { return nil }
    // The last instants of the clock are beyond it once they are rounded.
    let start = Nanoseconds(exactly: mean(\.start).rounded()) ?? .max
    return SteadyState(
      cut, from: start, counted: mean(\.counted), response: response, queued: queued,
      .replications, units: rests.count)
  }
}
