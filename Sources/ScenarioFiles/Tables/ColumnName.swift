import Model

/// What the name of a column says: a measure and its unit, so that `makespan_s_mean` is a makespan in
/// seconds and `Time [ms]` a time in milliseconds.
struct ColumnName {
  /// The measure in small letters, its words joined by `_`; "time" where the name is but a unit.
  let measure: String
  /// The unit of a time, as scenario files write it; nil where the name tells none.
  let unit: String?

  private static let units = [
    "h": "h", "hours": "h", "min": "min", "minutes": "min", "s": "s", "sec": "s", "secs": "s",
    "second": "s", "seconds": "s", "ms": "ms", "milliseconds": "ms", "us": "us",
    "microseconds": "us", "ns": "ns", "nanoseconds": "ns",
  ]

  init(_ name: String) {
    var words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if words.count > 1, ["mean", "median", "avg"].contains(words.last) { words.removeLast() }
    // A column `min` alone holds the smallest value, and `h` anything.
    unit = ["min", "h"].contains(words.joined()) ? nil : words.last.flatMap { Self.units[$0] }
    if unit != nil { words.removeLast() }
    if words.last == "per" { words.removeLast() }
    if words.count > 1, ["param", "parameter", "num"].contains(words.first) {
      // `param_workers.toaster`: which workers is not asked here.
      words = Array(words.dropFirst().prefix(1))
    }
    if words.count == 2, words.last == "count" { words.removeLast() }
    measure = words.isEmpty && unit != nil ? "time" : words.joined(separator: "_")
  }

  static let workers = [
    "workers", "worker", "processors", "processor", "threads", "processes", "procs", "cores",
    "cpus", "load", "users", "clients", "concurrency", "jobs", "n", "np", "p",
  ]
  static let times = [
    "makespan", "time", "elapsed", "duration", "wall", "walltime", "wall_time", "wall_clock",
    "runtime", "run_time", "real", "real_time", "mean", "median",
  ]
  static let throughputs = ["throughput", "x", "rate", "ops", "operations", "tps", "qps", "rps"]
  static let services = ["service", "jobruntime", "job_time", "job_seconds"] + times

  /// The first column that holds one of some measures, in the order of the measures.
  static func index(of measures: [String], in header: [String]) -> Int? {
    let names = header.map { ColumnName($0).measure }
    for measure in measures {
      if let index = names.firstIndex(of: measure) { return index }
    }
    return nil
  }
}
