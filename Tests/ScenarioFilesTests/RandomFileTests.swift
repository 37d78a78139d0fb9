import Model
import ScenarioFiles
import TestSupport
import Testing

@Suite("Random scenarios as files")
struct RandomFileTests {
  @Test("are read as what was written", arguments: 0..<10)
  func roundTrip(block: UInt64) throws {
    for seed in block * 50..<(block + 1) * 50 {
      let scenario = RandomScenario.makeAny(seed: seed).scenario
      guard let text = ScenarioWriter.text(of: scenario, style: seed) else { continue }
      let file = try ScenarioFile(Array(text.utf8), label: "random.yaml", folder: nil)
      #expect(try file.scenario() == scenario, "seed \(seed)\n\(text)")
    }
  }
}
