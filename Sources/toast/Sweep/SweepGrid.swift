import Analysis
import Model
import ScenarioFiles

/// The points of a sweep: every combination of its parameters' values, the last one varying fastest.
struct SweepGrid: Sendable {
  let axes: [SweepAxis]
  let scaling: Sweep.Scaling
  let variant: String
  /// What is to be told of the choice of parameters.
  private(set) var notes: [String] = []
  private let file: ScenarioFile
  /// The scenario without any value of an axis.
  let plain: Scenario
  private static let most = 100_000
  /// Where nothing else is said, the workers double up to so many at least.
  private static let usualWorkers = 16

  /// The grid of a file, or of the command line; where neither names a parameter, of the workers.
  init(
    _ source: ScenarioSource, variant: String?, vary: [String], isWeak: Bool,
    _ changes: ChangeOptions
  ) throws {
    var parameters = try vary.map { try Parameter(set: $0, label: "--vary") }
    let changed = try changes.parameters(for: source)
    parameters += changed.filter { $0.values.count > 1 }
    let fixed = changed.filter { $0.values.count == 1 }.map { $0.override($0.values[0]) }
    file = try source.file(fixed + changes.plainOverrides)
    self.variant = try file.checked(variant: variant)
    plain = try file.scenario(variant: self.variant)
    scaling = isWeak ? .weak : .strong
    if parameters.isEmpty {
      // What the command line fixes is varied no more.
      parameters = plain.sweep.filter { axis in !fixed.contains { $0.path == axis.path } }
        .map { Parameter($0) }
    }
    if parameters.isEmpty { parameters = [try Self.doublings(of: plain, &notes)] }
    var paths: Set<String> = []
    for parameter in parameters where !paths.insert(parameter.path).inserted {
      throw Failure.usage("\(harmless(parameter.path)) is varied twice")
    }
    axes = parameters.map { SweepAxis(path: $0.path, values: $0.values) }
    let count = axes.reduce(1.0) { $0 * Double($1.values.count) }
    guard count <= Double(Self.most) else {
      throw Failure.usage("a sweep has at most \(Self.most) points; choose fewer values")
    }
  }

  /// The file's warnings, for people.
  var warnings: String { file.diagnosticText.human(file.warnings(for: variant)) }

  /// How many points there are.
  var count: Int { axes.reduce(1) { $0 * $1.values.count } }

  private static func doublings(of scenario: Scenario, _ notes: inout [String]) throws -> Parameter
  {
    guard scenario.pools.count == 1 else {
      throw Failure.usage(
        "there is nothing to vary; write --vary workers.\(scenario.pools[0].name)=1..16x2, or give "
          + "the file a `sweep`")
    }
    var values = [1]
    while (values.last ?? 1) < max(usualWorkers, scenario.workerCount) {
      values.append(2 * (values.last ?? 1))
    }
    if !values.contains(scenario.workerCount) {
      values.append(scenario.workerCount)
      values.sort()
    }
    notes.append("The file has no `sweep`, so the number of workers is varied; choose with --vary.")
    return Parameter(
      SweepAxis(path: "workers.\(scenario.pools[0].name)", values: values.map(String.init)))
  }

  /// The value of each axis at a point.
  func values(at point: Int) -> [String] {
    var rest = point
    return axes.reversed().map { axis in
      defer { rest /= axis.values.count }
      return axis.values[rest % axis.values.count]
    }.reversed()
  }

  /// The points that differ from a point in nothing but the number of workers share one, from 0.
  func series(of point: Int) -> [String] {
    zip(axes, values(at: point)).filter { !Self.isWorkers($0.0.path) }.map(\.1)
  }

  private static func isWorkers(_ path: String) -> Bool {
    let words = path.split(separator: ".")
    return words.first == "workers" && (words.count == 2 || words.count == 3 && words[2] == "count")
  }

  /// The first run of a point.
  func run(at point: Int) throws -> PlannedRun {
    let changes = overrides(at: point)
    let scenario = try scenario(changes)
    var baseline: (name: String, scenario: Scenario)?
    if let name = scenario.baseline {
      let grown = growth(of: try file.scenario(variant: variant, changedBy: changes))
      baseline = (
        name,
        try file.scenario(variant: name, changedBy: changes + grown, changesFirst: true)
      )
    }
    return PlannedRun(scenario, of: variant, baseline: baseline, keepsTrace: nil)
  }

  /// The scenario at a point.
  func scenario(at point: Int) throws -> Scenario { try scenario(overrides(at: point)) }

  private func scenario(_ changes: [Override]) throws -> Scenario {
    let plain = try file.scenario(variant: variant, changedBy: changes)
    let grown = growth(of: plain)
    return grown.isEmpty ? plain : try file.scenario(variant: variant, changedBy: changes + grown)
  }

  private func overrides(at point: Int) -> [Override] {
    zip(axes, values(at: point)).map { axis, value in
      Override(path: axis.path, value: value, label: "--vary")
    }
  }

  /// The same program with one worker, as much of it as there is without growth; nil where there are
  /// several pools, since it is not told which of them is the one.
  func serial(at point: Int) throws -> Scenario? {
    var scenario = try file.scenario(variant: variant, changedBy: overrides(at: point))
    guard scenario.pools.count == 1 else { return nil }
    scenario.pools[0].count = 1
    return scenario
  }

  /// In weak scaling tasks of several jobs get as many more as there are workers; a task of one job is
  /// the part that does not grow.
  private func growth(of scenario: Scenario) -> [Override] {
    guard scaling == .weak else { return [] }
    return scenario.tasks.filter { $0.count > 1 && $0.each.isEmpty }.map { task in
      Override(
        path: "tasks.\(task.name).count", value: "\(task.count * scenario.workerCount)",
        label: "--weak")
    }
  }
}
