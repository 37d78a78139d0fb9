import Dispatch
import Foundation
import Model
import ScenarioFiles
import Synchronization
import TestSupport

/// Compares the simulator with the oracle on random scenarios of the whole language.
///
/// `Models [COUNT [FIRST [THREADS [SECONDS]]]]` takes COUNT seeds from FIRST on, or as many as the seconds
/// allow. Each seed is a scenario that is run, shuffled, cut and stretched to the end of time, and written
/// as a file and read again. A scenario that is told differently is made as small as it can be and printed
/// as a file; the exit code is 1 then.
@main
struct Models {
  static func main() {
    let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
    let count = numbers.first ?? 1_000
    let first = numbers.dropFirst().first ?? 0
    let threads = Int(numbers.dropFirst(2).first ?? 2)
    let seconds = numbers.dropFirst(3).first.map { Double($0) } ?? .infinity
    let models = Progress(seeds: first..<first + count, seconds: seconds)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while let seed = models.takeSeed() {
        let check = ScenarioCheck(seed: seed)
        var tally = check.tally
        let finding = check.finding.map { text(of: $0) } ?? brokenRoundTrip(seed, &tally)
        models.add(tally, finding.map { "seed \(seed): \($0)" })
      }
    }
    exit(models.summarise() ? 0 : 1)
  }

  /// The finding as small as it gets, as a file that can be run.
  private static func text(of finding: ScenarioCheck.Finding) -> String {
    let small = finding.shrunk(ScenarioCheck.difference)
    let failed = small.failed
    var lines = ["\(small.text)", "# replication \(failed.replication + 1)"]
    if let seed = failed.shuffleTies { lines.append("# simultaneous events shuffled with \(seed)") }
    lines.append(
      ScenarioWriter.text(of: failed.scenario, style: 0)
        ?? "# the language has no words for it:\n\(failed.scenario)")
    return lines.joined(separator: "\n")
  }

  /// What is read that was not written; nil where file and scenario agree.
  private static func brokenRoundTrip(_ seed: UInt64, _ tally: inout ModelTally) -> String? {
    func difference(_ scenario: Scenario) -> String? {
      guard let text = ScenarioWriter.text(of: scenario, style: seed) else { return nil }
      do {
        let read = try ScenarioFile(Array(text.utf8), label: "random.yaml", folder: nil).scenario()
        return read == scenario ? nil : "is read as another scenario\n\(text)\n\(read)"
      } catch {
        return "is refused\n\(text)\n\(error)"
      }
    }
    let scenario = RandomScenario.makeAny(seed: seed).scenario
    guard ScenarioWriter.text(of: scenario, style: seed) != nil else { return nil }
    tally.note("written and read")
    guard difference(scenario) != nil else { return nil }
    return difference(scenario.shrunk { difference($0) != nil })
  }
}

/// The seeds still to be taken and what was found so far, for several threads.
final class Progress: Sendable {
  private struct State {
    var next: UInt64
    var tally = ModelTally()
    var findings: [String] = []
  }

  private let seeds: Range<UInt64>
  private let seconds: Double
  private let start = Date()
  private let state: Mutex<State>

  init(seeds: Range<UInt64>, seconds: Double) {
    self.seconds = seconds
    self.seeds = seeds
    state = Mutex(State(next: seeds.lowerBound))
  }

  /// The next seed; nil where all are taken, the time is over or enough findings are told.
  func takeSeed() -> UInt64? {
    state.withLock { state in
      guard state.next < seeds.upperBound, state.findings.count < 10,
        Date().timeIntervalSince(start) < seconds
      else { return nil }
      let done = state.next - seeds.lowerBound
      if done > 0, done % max(1, UInt64(seeds.count) / 10) == 0 {
        FileHandle.standardError.write(Data("\(done) scenarios\n".utf8))
      }
      defer { state.next += 1 }
      return state.next
    }
  }

  func add(_ tally: ModelTally, _ finding: String?) {
    state.withLock { state in
      state.tally.add(tally)
      if let finding {
        state.findings.append(finding)
        // At once, since what is found first counts, too, where the run is stopped.
        FileHandle.standardOutput.write(Data("\(finding)\n\n".utf8))
      }
    }
  }

  /// Prints what was compared and tells whether nothing was found.
  func summarise() -> Bool {
    let (tally, findings) = state.withLock { ($0.tally, $0.findings.count) }
    for (title, counts) in [("scenarios with", tally.features), ("runs with", tally.outcomes)] {
      print("\(title):")
      for name in counts.keys.sorted() { print("  \(name): \(counts[name, default: 0])") }
    }
    print(
      "models: \(tally.scenarios) scenarios, \(tally.runs) runs of \(tally.jobs) jobs and "
        + "\(tally.steps) steps compared in \(tally.values) values; \(findings) differ")
    return findings == 0
  }
}
