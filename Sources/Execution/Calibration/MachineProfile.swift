public import Model

/// What was measured of a machine, to be kept for later runs.
public struct MachineProfile: Codable, Equatable, Sendable {
  /// The layout of the file; another number means that it has to be measured again.
  public static let currentLayout = 2

  /// The layout that it was written with.
  public var layout = MachineProfile.currentLayout
  /// Which machine it speaks of.
  public let identity: String
  /// The kinds of worker that were measured, in both executions.
  public var crews: [CrewProfile] = []

  /// A machine of which nothing is known yet.
  public init(identity: String) { self.identity = identity }

  /// Whether its numbers are those of some machine: what stands in a file may be any.
  public var isPlausible: Bool { crews.allSatisfy(\.isPlausible) }

  /// What is known of a kind of worker.
  public func crew(_ kind: WorkerKind, _ execution: ExecutionMode) -> CrewProfile? {
    crews.first { $0.kind == kind.rawValue && $0.execution == execution.rawValue }
  }

  /// Takes over what was measured, in place of what was known.
  public mutating func note(_ crew: CrewProfile) {
    crews.removeAll { $0.kind == crew.kind && $0.execution == crew.execution }
    crews.append(crew)
    crews.sort { ($0.kind, $0.execution) < ($1.kind, $1.execution) }
  }
}

/// What was measured of workers of one kind; times in nanoseconds.
public struct CrewProfile: Codable, Equatable, Sendable {
  /// The kind, as scenarios write it.
  public let kind: String
  /// The execution, as scenarios write it.
  public let execution: String
  /// Until the first worker is up, and what each further one adds.
  public var startupBase: Nanoseconds = 0
  /// What each further worker adds until all are up.
  public var startupPerWorker: Nanoseconds = 0
  /// How much longer than asked waits of 1 to 2 ms were.
  public var shortOvershoot: [Int64] = []
  /// How much longer than asked waits of 6 ms were.
  public var middleOvershoot: [Int64] = []
  /// How much longer than asked waits of 25 to 30 ms were.
  public var longOvershoot: [Int64] = []
  /// What it took to get a work step to its worker and its end back.
  public var handOut: [Int64] = []
  /// Processor time over what was asked for, in billionths.
  public var stretch: [Int64] = []
  /// The share of the cores, 0 to 1, that more computing workers than cores use.
  public var fullShare = 1.0
  /// The share of the cores, 0 to 1, that workers use which compute and wait in turn.
  public var mixedShare = 1.0
  /// Whether others used more than 5 % of the cores meanwhile.
  public var wasContended = false

  /// Whether times are below an hour and, but for noise, not below zero, factors below 1 000, and shares between 0 and 1.
  fileprivate var isPlausible: Bool {
    let times =
      [startupBase, startupPerWorker] + shortOvershoot + middleOvershoot + longOvershoot + handOut
    return times.allSatisfy { abs(Int128($0)) <= Int128(TimeUnit.hour) }
      && ([startupBase, startupPerWorker] + handOut).allSatisfy { $0 >= -TimeUnit.millisecond }
      && stretch.allSatisfy { (0...1_000_000_000_000).contains($0) }
      && [fullShare, mixedShare].allSatisfy { (0...1).contains($0) }
  }

  /// The costs of a plan's run on so many cores, with its workers' start as it was measured just before,
  /// or as the profile has it.
  public func costs(of plan: Plan, cores: Int, startup: Nanoseconds? = nil) -> MachineCosts {
    var costs = MachineCosts()
    let scenario = plan.scenario
    let isTimed = scenario.hasArrivals || scenario.until != nil
    // The clock of such a run begins when its workers are up.
    if !isTimed || scenario.overhead.startup > 0 {
      costs.startup = startup ?? startupBase + startupPerWorker * Int64(plan.workerCount - 1)
    }
    costs.handOut = Samples(handOut)
    // Between two lengths that were measured their geometric mean decides.
    costs.overshoot = [
      .init(upTo: 2_700 * TimeUnit.microsecond, Samples(shortOvershoot)),
      .init(upTo: 12_700 * TimeUnit.microsecond, Samples(middleOvershoot)),
      .init(upTo: .max, Samples(longOvershoot)),
    ]
    costs.stretch = Samples(stretch)
    let steps = scenario.tasks.flatMap(\.steps)
    let isMixed = steps.contains { $0.kind == .wait } && steps.contains { $0.kind == .work }
    if plan.workerCount > cores {
      let share = isMixed ? mixedShare : fullShare
      costs.cores = Ratio(max(1, Int64((share * Double(cores) * 1_000).rounded())), 1_000)
    }
    return costs
  }
}
