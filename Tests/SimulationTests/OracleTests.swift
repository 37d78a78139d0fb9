import Analysis
import Model
import TestSupport
import Testing

@Suite("The fast engine and the oracle")
struct OracleTests {
  @Test("agree exactly on random scenarios that cross all features", arguments: 0..<20)
  func agreement(block: UInt64) {
    for seed in block * 200..<(block + 1) * 200 {
      let one = ScenarioCheck.Case(RandomScenario.make(seed: seed))
      guard let difference = ScenarioCheck.difference(one) else { continue }
      let finding = ScenarioCheck.Finding(difference, one)
      return report(finding, seed)
    }
  }

  @Test("agree on the whole language: shuffled, cut and near the end of time", arguments: 0..<10)
  func language(block: UInt64) {
    for seed in 200_000 + block * 10..<200_000 + (block + 1) * 10 {
      if let finding = ScenarioCheck(seed: seed).finding { return report(finding, seed) }
    }
  }

  private func report(_ finding: ScenarioCheck.Finding, _ seed: UInt64) {
    let small = finding.shrunk(ScenarioCheck.difference)
    Issue.record("seed \(seed): \(small.text)\n\(small.failed)")
  }

  @Test("the random scenarios cross all features")
  func coverage() throws {
    var tally = ModelTally()
    for seed in UInt64(0)..<1_500 { tally.add(ScenarioCheck.tally(ofRunAlone: seed)) }
    for name in tally.features.keys.sorted() {
      #expect(tally.features[name, default: 0] >= 5, "\(name): \(tally.features)")
    }
    let outcomes = [
      "settled", "cut", "deadlock", "a job failed for good", "a job was skipped",
      "an attempt was repeated", "slowed", "queued for a resource", "a value drawn below 0",
      "ten steps end at once", "has a speedup", "has an upper bound",
    ]
    for name in outcomes {
      #expect(tally.outcomes[name, default: 0] >= 5, "\(name): \(tally.outcomes)")
    }
    #expect(tally.features.count >= 49, "\(tally.features.count) features")
  }

  @Test("a wrong rule is found and the scenario made small")
  func shrinking() throws {
    // The rule at fault: a step may not take longer than ten seconds.
    func isWrong(_ scenario: Scenario) -> Bool {
      let run = try? simulated(scenario)
      return run?.steps.contains { $0.end - $0.start > 10_000_000_000 } ?? false
    }
    let found = (0..<UInt64(200)).map { RandomScenario.makeAny(seed: $0).scenario }.filter(isWrong)
    #expect(found.count >= 5)
    for scenario in found.prefix(5) {
      let small = scenario.shrunk(while: isWrong)
      #expect(small.jobCount <= 20 && small.tasks.count <= 2 && small.until == nil, "\(small)")
    }
  }
}
