import Model

/// The workloads that other engines run too, as ordinary scenarios.
///
/// A tick is a microsecond, so that 10^9 jobs stay far below the clock's 292 years.
enum Workload: String, CaseIterable {
  /// A flat pool: jobs of 120 000 ticks on `workers` workers.
  case a1
  /// M/M/c at a utilisation of 0.9.
  case a3
  /// A random graph of jobs of 1 to 100 ticks, each with up to three predecessors.
  case a4
  /// The hands-on breakfast: one attendant, four toasters, a coffee maker, async.
  case a5
  /// The same in sync.
  case a5sync

  /// Nanoseconds a tick.
  static let tick: Nanoseconds = 1_000

  /// The scenario with `jobs` jobs.
  func scenario(jobs: Int, workers: Int) -> Scenario {
    switch self {
    case .a1: flat(jobs: jobs, workers: workers)
    case .a3: queue(jobs: jobs, workers: workers)
    case .a4: graph(jobs: jobs, workers: workers)
    case .a5, .a5sync: breakfast(jobs: jobs)
    }
  }

  private func flat(jobs: Int, workers: Int) -> Scenario {
    let toast = TaskDefinition(
      name: "toast", count: jobs, steps: [Step(.work, .fixed(120_000 * Self.tick))])
    return Scenario(
      name: "Flat pool", pools: [Pool(name: "toaster", count: workers)], tasks: [toast])
  }

  private func queue(jobs: Int, workers: Int) -> Scenario {
    let mean = 1_000_000_000.0
    var guest = TaskDefinition(
      name: "guest", count: jobs, steps: [Step(.work, .exponential(mean: Nanoseconds(mean)))])
    guest.arrive = .exponential(mean: Nanoseconds((mean / (0.9 * Double(workers))).rounded()))
    return Scenario(
      name: "M/M/c", pools: [Pool(name: "till", count: workers)], tasks: [guest])
  }

  private func graph(jobs: Int, workers: Int) -> Scenario {
    var random = SplitMix(state: 42)
    var (times, starts, predecessors): ([Nanoseconds], [Int32], [Int32]) = ([], [0], [])
    for job in 0..<jobs {
      times.append(Nanoseconds(1 + random.next() % 100) * Self.tick)
      let window = UInt64(min(job, 1_000))
      for _ in 0..<(window > 0 ? 3 : 0) {
        predecessors.append(Int32(job) - 1 - Int32(random.next() % window))
      }
      starts.append(Int32(predecessors.count))
    }
    var task = TaskDefinition(name: "job", count: jobs, steps: [Step(.work, .list(times))])
    task.graph = JobGraph(starts: starts, predecessors: predecessors)
    return Scenario(
      name: "Random graph", pools: [Pool(name: "worker", count: workers)], tasks: [task])
  }

  private func breakfast(jobs: Int) -> Scenario {
    func task(_ name: String, count: Int, seconds: Nanoseconds, resource: Int) -> TaskDefinition {
      let hands = Step(.work, .fixed(5_000 * Self.tick))
      var task = TaskDefinition(
        name: name, count: count,
        steps: [hands, Step(.wait, .fixed(1_000 * seconds * Self.tick)), hands])
      task.uses = [Claim(resource: resource)]
      return task
    }
    var scenario = Scenario(
      name: "Hands-on breakfast", pools: [Pool(name: "attendant", count: 1)],
      resources: [
        Resource(name: "toaster", capacity: 4), Resource(name: "coffee-maker", capacity: 1),
      ],
      tasks: [
        task("toast", count: jobs - jobs / 5, seconds: 120, resource: 0),
        task("coffee", count: jobs / 5, seconds: 60, resource: 1),
      ])
    scenario.execution = self == .a5 ? .async : .sync
    return scenario
  }
}

/// SplitMix64, the generator that all programs make the random graph with.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
