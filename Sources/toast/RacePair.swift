import Analysis
import Model
import Rendering
import ScenarioFiles

extension ComparedRuns {
  /// The rows of the table of differences.
  var rows: [[JSONValue]] {
    var rows: [[JSONValue]] = []
    ComparisonTable.forEachRow(of: self) { rows.append($0) }
    return rows
  }
}

/// The first replications of two runs that race, to be compared job by job.
struct RacePair {
  private var runs: [ExportedRun] = []
  private let isWanted: Bool

  /// Only where exactly two runs race are their jobs compared.
  init(runs count: Int) { isWanted = count == 2 }

  /// Takes the first run of each name.
  mutating func take(_ run: ExportedRun) {
    guard isWanted, run.isShown, !runs.contains(where: { $0.name == run.name }) else { return }
    runs.append(run)
  }

  /// What became of each job; nil where there are not two kept traces.
  var compared: ComparedRuns? {
    guard runs.count == 2 else { return nil }
    let (before, after) = (runs[0].finished, runs[1].finished)
    let isReal = runs.contains { $0.label.made != .simulated }
    let tolerance = isReal ? RunComparison.realTolerance(before, after) : 0
    return RunComparison(before, after, tolerance: tolerance).map {
      ComparedRuns($0, before: harmless(runs[0].name), after: harmless(runs[1].name))
    }
  }
}
