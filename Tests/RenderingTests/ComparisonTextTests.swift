import Analysis
import Model
import Rendering
import TestSupport
import Testing

private func toast(_ workers: Int, count: Int = 100) -> Scenario {
  Scenario(
    name: "Toast", pools: [Pool(name: "toaster", count: workers)],
    tasks: [TaskDefinition(name: "toast", count: count, steps: [Step(.work, .fixed(2 * minute))])])
}

private func runs(
  _ before: Scenario, _ after: Scenario, _ labels: (String, String) = ("four", "eight")
) throws -> ComparedRuns {
  let comparison = try #require(RunComparison(simulated(before), simulated(after)))
  return ComparedRuns(comparison, before: labels.0, after: labels.1)
}

/// The text with its lines joined, so that a sentence is found wherever it is folded.
private func text(_ runs: ComparedRuns, width: Int = 80, verbose: Bool = false) -> String {
  let style = ReportStyle(width: width, glyphs: .ascii, isVerbose: verbose)
  return ComparisonText(runs, style: style).text
    .split { $0 == " " || $0 == "\n" }.joined(separator: " ")
}

@Suite("Two runs compared, for people and machines")
struct ComparisonTextTests {
  @Test("who ends earlier, by how much, and what they no longer wait for")
  func sentences() throws {
    let told = text(try runs(toast(4), toast(8)), verbose: true)
    #expect(told.contains("eight ends 24 min before four."))
    #expect(told.contains("Of 100 toasts 96 end earlier and 4 at the same time, on average"))
    #expect(told.contains("toast 93 moves most: it ends at 24 min instead of 48 min."))
    #expect(told.contains("Jobs wait 1248 min less in all, for a toaster."))
    #expect(told.contains("The runs part at 0 s: toast 5 starts at 0 s on toaster 5 instead of"))
    #expect(told.contains("steps as written 200 min 200 min 0 s"))
  }

  @Test("a run beside itself, a slower one, one with less to do")
  func others() throws {
    let same = text(try runs(toast(4), toast(4)))
    #expect(same == "eight beside four, job by job The two runs are the same, event for event.")
    let slower = text(try runs(toast(2, count: 2), toast(1, count: 2)))
    #expect(slower.contains("eight ends 2 min after four."))
    #expect(slower.contains("Jobs wait 2 min more in all, for a toaster."))
    let fewer = text(try runs(toast(4, count: 5), toast(4, count: 3)))
    #expect(fewer.contains("Only four has toast 4 to 5."))
    var lost = toast(4, count: 2)
    lost.until = minute
    #expect(text(try runs(toast(4, count: 2), lost)).contains("No job ends in both runs. 2 jobs"))
  }

  @Test("no line is too wide, whatever the runs and their names", arguments: 1...60)
  func width(seed: UInt64) throws {
    let scenario = RandomScenario.make(seed: seed)
    var changed = scenario
    changed.pools[0].count += 1
    changed.until = nil
    let label = String(repeating: "variant-", count: 9)
    let compared = try runs(scenario, changed, (label + "a", label + "b"))
    for width in [40, 60, 80] {
      let style = ReportStyle(width: width, glyphs: .ascii, isVerbose: true)
      for line in ComparisonText(compared, style: style).lines where line.contains("  ") {
        // A name of a run that is a word wider than the line stands alone.
        #expect(line.count <= width || !line.dropFirst(2).contains(" "))
      }
    }
  }

  @Test("rows stand in file order, a value for each column")
  func rows() throws {
    var rows: [[JSONValue]] = []
    ComparisonTable.forEachRow(of: try runs(toast(1, count: 3), toast(2, count: 3))) {
      rows.append($0)
    }
    #expect(rows.count == 3)
    #expect(rows.allSatisfy { $0.count == ComparisonTable.columns.count })
    let line = JSONValue.array(rows[1]).line
    #expect(
      line == "[\"four\", \"eight\", \"toast-2\", \"toast\", 120, 0, 240, 120, -120, 120, 0, 120, "
        + "120, \"toaster 1\", \"toaster 2\", \"finished\", \"finished\", \"worker\", -120]")
  }

  @Test("the object says what changed, and why a value is missing")
  func object() throws {
    let line = ComparisonJSON.object(try runs(toast(1, count: 3), toast(2, count: 3))).line
    #expect(line.contains("\"makespan_change_s\": -120"))
    #expect(
      line.contains(
        "{\"cause\": \"worker\", \"before_s\": 360, \"after_s\": 120, \"change_s\": -240}"))
    #expect(line.contains("\"parting\": {\"job\": \"toast 2\", \"start_s_before\": 120"))
    var cut = toast(1, count: 3)
    cut.until = minute
    let half = ComparisonJSON.object(try runs(toast(1, count: 3), cut)).line
    #expect(half.contains("\"makespan_change_s\": null"))
    #expect(half.contains("\"reasons\": {\"makespan_change_s\": \"a run that was cut"))
  }
}
