import ArgumentParser
import Model

/// How the points of a sweep are run for real.
struct SweepSettings: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run each point for real, on: threads, processes, python-threads, python-processes; "
        + "several with commas.",
      valueName: "kinds"),
    completion: .list(WorkerKind.allCases.map(\.rawValue)))
  var on: String?

  @Option(
    help: ArgumentHelp(
      "With --on, how long the scenario's time takes: 1min=10ms. By default the longest run takes "
        + "about 5 s.",
      valueName: "scale"))
  var scale: String?

  @Flag(help: "With --on, let the runs go before other load of the machine.")
  var isolate = false

  func validate() throws {
    guard on == nil, scale != nil || isolate else { return }
    throw ValidationError("--scale and --isolate are for real runs; --on threads makes some")
  }

  /// The kinds of worker; nil where points are simulated.
  func kinds() throws -> [WorkerKind]? {
    guard let on else { return nil }
    return try RealSettings.kinds(named: on)
  }

  /// The same as `toast real` takes them.
  func ofRealRuns() throws -> RealSettings {
    var settings = try RealSettings.parse([])
    settings.on = on
    settings.scale = scale
    settings.isolate = isolate
    return settings
  }
}
