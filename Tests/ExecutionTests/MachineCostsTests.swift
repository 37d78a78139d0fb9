import Analysis
import Model
import Simulation
import TestSupport
import Testing

@testable import Execution

@Suite("Simulations with a machine's costs")
struct MachineCostsTests {
  private func makespan(_ scenario: Scenario, _ costs: MachineCosts) throws -> Nanoseconds {
    let plan = Plan(scenario)
    return try Simulator(plan, into: Recorder(plan), on: costs).run().end.elapsed
  }

  private func jobs(_ kind: Step.Kind, count: Int, workers: Int) -> Scenario {
    scenario(
      workers: workers,
      [TaskDefinition(name: "job", count: count, steps: [Step(kind, .fixed(10 * millisecond))])])
  }

  @Test("no costs change nothing")
  func none() throws {
    for seed in 0..<40 {
      let scenario = RandomScenario.make(seed: UInt64(seed))
      #expect(try makespan(scenario, MachineCosts()) == simulated(scenario).end.elapsed)
    }
  }

  @Test("each cost has its own effect")
  func effects() throws {
    var costs = MachineCosts()
    costs.startup = 3 * millisecond
    #expect(try makespan(jobs(.work, count: 4, workers: 2), costs) == 23 * millisecond)
    costs = MachineCosts()
    costs.cores = Ratio(3, 2)
    #expect(try makespan(jobs(.work, count: 3, workers: 3), costs) == 20 * millisecond)
    costs = MachineCosts()
    costs.handOut = Samples([millisecond])
    costs.stretch = Samples([1_100_000_000])
    #expect(try makespan(jobs(.work, count: 2, workers: 1), costs) == 24 * millisecond)
    #expect(try makespan(jobs(.wait, count: 2, workers: 1), costs) == 20 * millisecond)
    costs = MachineCosts()
    costs.overshoot = [
      .init(upTo: millisecond, .none), .init(upTo: .max, Samples([millisecond / 2])),
    ]
    #expect(try makespan(jobs(.wait, count: 2, workers: 1), costs) == 21 * millisecond)
    #expect(try makespan(jobs(.work, count: 2, workers: 1), costs) == 20 * millisecond)
  }

  @Test("draws are drawn from the samples alone, others for another number, the same for the same")
  func draws() throws {
    var costs = MachineCosts()
    costs.overshoot = [
      .init(upTo: .max, Samples([millisecond, 2 * millisecond, 5 * millisecond]))
    ]
    let scenario = jobs(.wait, count: 30, workers: 1)
    let makespans = try (0..<8).map { draw in
      costs.draw = UInt64(draw)
      return try makespan(scenario, costs)
    }
    #expect(Set(makespans).count > 1)
    #expect(makespans.allSatisfy { (330 * millisecond...450 * millisecond).contains($0) })
    #expect(makespans.allSatisfy { $0 % millisecond == 0 })
    costs.draw = 3
    #expect(try makespan(scenario, costs) == makespans[3])
  }

  @Test("a profile that was kept gives the same costs")
  func profile() throws {
    var crew = CrewProfile(kind: "threads", execution: "sync")
    crew.startupBase = 5
    crew.startupPerWorker = 2
    crew.handOut = [3, 1, 2]
    crew.mixedShare = 0.9
    crew.fullShare = 0.95
    var profile = MachineProfile(identity: "x")
    profile.note(crew)
    profile.note(crew)
    #expect(profile.crews.count == 1)
    let plan = Plan(jobs(.work, count: 4, workers: 4))
    let costs = profile.crew(.threads, .sync)?.costs(of: plan, cores: 2)
    #expect(costs?.startup == 11)
    #expect(costs?.handOut == Samples([1, 2, 3]))
    #expect(costs?.cores == Ratio(19, 10))
    #expect(profile.crew(.threads, .async) == nil)
  }

  @Test("a kept profile is only used with the numbers of some machine")
  func implausible() {
    func isUsed(_ change: (inout CrewProfile) -> Void) -> Bool {
      var crew = CrewProfile(kind: "threads", execution: "sync")
      change(&crew)
      var profile = MachineProfile(identity: "x")
      profile.note(crew)
      return profile.isPlausible
    }
    #expect(isUsed { _ in })
    #expect(isUsed { $0.handOut = [-200, 90_000] })
    // A sum with a million workers, a share of 1000 cores, a step of a century.
    #expect(!isUsed { $0.startupPerWorker = .max })
    #expect(!isUsed { $0.startupBase = .min })
    #expect(!isUsed { $0.fullShare = 1e300 })
    #expect(!isUsed { $0.mixedShare = -1 })
    #expect(!isUsed { $0.shortOvershoot = [.max] })
    #expect(!isUsed { $0.stretch = [-1] })
  }
}
