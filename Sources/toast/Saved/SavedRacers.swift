import Analysis
import Model
import Rendering
import ScenarioFiles

/// Saved runs that race: each run of each file, with all its replications.
struct SavedRacers {
  private struct Racer {
    let reader: SavedTraceReader
    let positions: [Int]
    let name: String
  }

  private var racers: [Racer] = []
  /// What they are called together.
  private(set) var title = ""

  /// What they are called in the race.
  var names: [String] { racers.map(\.name) }

  /// Reads the indexes of some files.
  init(_ paths: [String]) throws {
    var titles: [String] = []
    for path in paths {
      let reader = try SavedTraceReader(path)
      if !titles.contains(reader.index.title) { titles.append(reader.index.title) }
      let stem = Self.stem(of: path, among: paths)
      let names = reader.names
      for name in names {
        racers.append(
          Racer(
            reader: reader, positions: reader.positions(of: name),
            name: names.count == 1 ? stem : "\(stem) \(harmless(name))"))
      }
    }
    title = titles.joined(separator: ", ")
  }

  /// The file's name without folder and extension, or its path where two have the same name.
  private static func stem(of path: String, among paths: [String]) -> String {
    func short(_ path: String) -> String {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return harmless(name.hasSuffix(".trace") ? String(name.dropLast(6)) : name)
    }
    return paths.filter { short($0) == short(path) }.count == 1 ? short(path) : harmless(path)
  }

  /// Reads all runs, tells of each, and gives the results by run.
  func rows(_ observe: (ExportedRun) throws -> Void) throws -> [RaceRow] {
    try racers.map { racer in
      var gatherer = ResultGatherer()
      for (replication, position) in racer.positions.enumerated() {
        let run = try racer.reader.run(position)
        gatherer.add(run.result)
        try observe(
          run.named(
            racer.name,
            id: RunLabel.id(
              racer.name, replication: replication, of: racer.positions.count)))
      }
      return RaceRow(racer.name, gatherer.result)
    }
  }
}

extension ExportedRun {
  /// The same run under another name.
  fileprivate func named(_ name: String, id: String) -> ExportedRun {
    var own = label
    own.id = id
    var named = ExportedRun(
      finished: finished, result: result, label: own, baselineID: nil, name: name)
    named.measurements = measurements
    named.isShown = isShown
    named.origin = origin
    named.startedAt = startedAt
    named.incidents = incidents
    return named
  }
}
