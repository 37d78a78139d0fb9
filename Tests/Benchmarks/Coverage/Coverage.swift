import Analysis
import Model
import Simulation

/// Counts how often the 95 % intervals of the mean response hold what theory says of M/M/1.
///
/// `Coverage [EXPERIMENTS [LOAD]]`; the same number gives the same figures on every machine.
@main
struct Coverage {
  /// One queue, and how long it is looked at.
  struct Setting {
    let load: Double
    let replications: Int
    let jobs: Int
    let jobsOfOneRun: Int
  }

  static let settings = [
    Setting(load: 0.5, replications: 10, jobs: 2_000, jobsOfOneRun: 20_000),
    Setting(load: 0.8, replications: 10, jobs: 10_000, jobsOfOneRun: 50_000),
  ]

  static func main() throws {
    let experiments = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000
    let load = CommandLine.arguments.dropFirst(2).first.flatMap { Double($0) }
    for setting in settings where load == nil || load == setting.load {
      var (over, single) = (Tally(), Tally())
      for seed in 1...experiments {
        let runs = try (0..<setting.replications).map {
          try result(setting.load, jobs: setting.jobs, seed: UInt64(seed), replication: $0)
        }
        over.add(RunResult.mean(of: runs).steadyState, load: setting.load)
        let run = try result(
          setting.load, jobs: setting.jobsOfOneRun, seed: UInt64(seed), replication: 0)
        single.add(run.steadyState, load: setting.load)
      }
      print("M/M/1 at \(setting.load), \(experiments) experiments:")
      print("  \(setting.replications) replications of \(setting.jobs) jobs: \(over.text)")
      print("  20 batches of a run of \(setting.jobsOfOneRun) jobs: \(single.text)")
    }
  }

  /// A run of M/M/1 with a mean service of 1 s.
  static func result(
    _ load: Double, jobs: Int, seed: UInt64, replication: Int
  ) throws -> RunResult {
    let second = 1e9
    var task = TaskDefinition(
      name: "guest", count: jobs, steps: [Step(.work, .exponential(mean: Nanoseconds(second)))])
    task.arrive = .exponential(mean: Nanoseconds((second / load).rounded()))
    var scenario = Scenario(name: "", pools: [Pool(name: "till", count: 1)], tasks: [task])
    scenario.seed = seed
    let plan = Plan(scenario, replication: replication)
    let memory = TraceMemory()
    let recorded = try Simulator(plan, into: Recorder(plan, keepingTraceIn: memory)).run()
    return FinishedRun(plan, recorded, trace: memory.trace).evaluate(variant: "default")
  }

  /// How often an interval held the truth.
  struct Tally {
    private var count = 0
    private var held = 0
    private var refused = 0
    private var means = 0.0
    private var widths = 0.0
    private var truth = 0.0

    /// Theory: 1 / (mu - lambda), with mu = 1 per s.
    mutating func add(_ state: SteadyState?, load: Double) {
      guard let response = state?.response, let interval = response.interval else {
        refused += 1
        return
      }
      truth = 1e9 / (1 - load)
      count += 1
      if interval.contains(truth) { held += 1 }
      means += response.mean
      widths += (interval.upperBound - interval.lowerBound) / 2
    }

    var text: String {
      let share = (1_000 * Double(held) / Double(count)).rounded() / 10
      let bias = (10_000 * (means / Double(count) / truth - 1)).rounded() / 100
      let half = (1_000 * widths / Double(count) / truth).rounded() / 10
      return "\(held) of \(count) hold the truth, \(share) % (mean off by \(bias) %, "
        + "half width \(half) %, \(refused) without an interval)"
    }
  }
}
