public import Analysis
import Model

/// The table `sweep`: one row a point, in the order of the grid.
///
/// Unknown is empty, never 0. The columns of the axes are `param_` and what the axis is called.
public enum SweepTable {
  /// The columns of a sweep.
  public static func columns(for sweep: Sweep) -> [TableColumn] {
    let axes = zip(parameterNames(of: sweep), sweep.axes).map { name, axis in
      TableColumn(name, "the value of \(axis.path)", isNumber: axis.hasNumbers)
    }
    return head + axes + measures + laws + more
  }

  /// What the columns of the axes are called: `param_toaster`, `param_toast_count`.
  private static func parameterNames(of sweep: Sweep) -> [String] {
    func column(_ name: String) -> String {
      "param_" + String(name.map { $0 == "." || $0 == "-" ? "_" : $0 })
    }
    let short = sweep.axisNames.map(column)
    let isTold = Set(short).count == short.count
    return isTold ? short : sweep.axes.indices.map { "\(short[$0])_\($0 + 1)" }
  }

  private static let head = [
    text("scenario", "the scenario's name"), text("mode", "sim: simulated; or the kind of worker"),
  ]

  private static let measures = [
    number("workers_count", "workers of all pools", headline: true),
    number("repeats_count", "replications, or repetitions of a real run"),
    number("makespan_s_mean", "from 0 to the last finish", headline: true),
    number("makespan_s_sd", "standard deviation; empty for one run"),
    number("makespan_s_min", "the shortest run"), number("makespan_s_median", "the median"),
    number("makespan_s_max", "the longest run"),
    number("makespan_s_ci95_low", "95 % interval of the mean; empty for one run"),
    number("makespan_s_ci95_high", "95 % interval of the mean; empty for one run"),
    number("speedup_ratio_mean", "baseline over makespan", headline: true),
    number("speedup_ratio_sd", "standard deviation; empty for one run"),
    number("efficiency_ratio_mean", "speedup per worker, in sync", headline: true),
  ]

  private static let laws = [
    number("amdahl_speedup_ratio", "Amdahl's prediction", headline: true),
    number("usl_speedup_ratio", "the fitted universal scalability law"),
    number("karp_flatt_ratio", "the serial fraction that the makespans imply"),
    number("rounds_count", "the most jobs that one worker did", headline: true),
    number("idle_tail_s", "worker time after each worker's last job", headline: true),
  ]

  private static let more = [
    text("scaling", "strong: the same work; weak: it grows with the workers"),
    number("gap_ratio", "Amdahl's prediction less the speedup", headline: true),
    number("gustafson_speedup_ratio", "Gustafson's prediction, in weak scaling"),
    number("scaled_efficiency_ratio", "T(1) over T(N), in weak scaling"),
    number("lower_s", "no run is shorter"), text("binds", "what makes the lower bound"),
    number("ceiling_ratio", "the speedup that no number of workers passes"),
    number("worker_s", "workers times makespan"),
    number("throughput_per_s", "finished jobs per second"),
    number("queued_s_mean", "over finished jobs"), number("response_s_mean", "over finished jobs"),
    number("utilisation_ratio", "busy over available"),
    number("simulated_makespan_s", "of a real run, its ideal simulation"),
    number("jobs_count", "jobs of all tasks"), number("seed", "of all random values"),
  ]

  private static func text(_ name: String, _ about: String) -> TableColumn {
    TableColumn(name, about, isNumber: false, isHeadline: false)
  }

  private static func number(
    _ name: String, _ about: String, headline: Bool = false
  ) -> TableColumn {
    TableColumn(name, about, isHeadline: headline)
  }

  /// The row of a point; `usl` is the speedup of the fitted law there.
  public static func row(_ point: SweepPoint, of sweep: Sweep, usl: Double? = nil) -> [JSONValue] {
    let known = sweep.laws(of: point)
    return [.string(sweep.title), .string(sweep.mode)] + axisValues(point, of: sweep)
      + measures(point) + laws(point, usl, known) + more(point, of: sweep, known)
  }

  /// The values of the axes: numbers as written where all of an axis are plain numbers.
  static func axisValues(_ point: SweepPoint, of sweep: Sweep) -> [JSONValue] {
    zip(sweep.axes, point.values).map { axis, value in
      axis.hasNumbers ? .ratio(SweepAxis.number(value)) : .string(value)
    }
  }

  /// The point's values by the names of columns; axes are left out.
  static func named(
    _ point: SweepPoint, of sweep: Sweep, usl: Double?
  ) -> [(name: String, value: JSONValue)] {
    let known = sweep.laws(of: point)
    let values = measures(point) + laws(point, usl, known) + more(point, of: sweep, known)
    return zip((measures + laws + more).map(\.name), values).map { ($0, $1) }
  }

  private static func measures(_ point: SweepPoint) -> [JSONValue] {
    let run = point.result
    let makespan = run.makespan.map { Int128($0) }
    let repeats = run.replications?.count ?? 1
    func summary(_ name: String) -> SampleSummary? {
      repeats > 1 ? run.replications?.measures.first { $0.name == name }?.summary : nil
    }
    let sorted = repeats > 1 ? run.replications?.makespans?.sorted() : run.makespan.map { [$0] }
    let time = summary("makespan_s")
    return [
      .count(point.workers), .count(repeats), .seconds(makespan), .ratio(time?.deviation),
      .seconds(sorted?.first.map { Int128($0) }), median(sorted ?? [], time),
      .seconds(sorted?.last.map { Int128($0) }), .ratio(time?.interval?.lowerBound),
      .ratio(time?.interval?.upperBound), .ratio(run.speedup),
      .ratio(summary("speedup_ratio")?.deviation), .ratio(run.efficiency),
    ]
  }

  /// The median: exact where it is one of the makespans.
  private static func median(_ sorted: [Nanoseconds], _ summary: SampleSummary?) -> JSONValue {
    sorted.count % 2 == 1 ? .seconds(Int128(sorted[sorted.count / 2])) : .ratio(summary?.median)
  }

  private static func laws(_ point: SweepPoint, _ usl: Double?, _ known: PointLaws) -> [JSONValue] {
    let run = point.result
    return [
      .ratio(run.amdahl?.speedup), .ratio(usl), .ratio(known.karpFlatt), .count(point.rounds),
      .seconds(run.account.idleTail),
    ]
  }

  private static func more(
    _ point: SweepPoint, of sweep: Sweep, _ known: PointLaws
  ) -> [JSONValue] {
    let run = point.result
    func mean(_ sum: (TimeStatistics) -> Int128) -> JSONValue {
      .seconds(run.jobTimes.flatMap { $0.mean(sum($0)) })
    }
    return [
      .string(sweep.scaling.rawValue), .ratio(known.gap), .ratio(known.gustafson),
      .ratio(known.scaledEfficiency), .seconds(run.bounds?.lower), .text(run.bounds?.binds),
      .ratio(run.bounds?.ceiling), .seconds(known.workerTime), .ratio(run.throughput),
      mean(\.queuedSum), mean(\.responseSum), .ratio(run.utilisation),
      .seconds(point.simulatedMakespan.map { Int128($0) }), .count(run.scenario.jobCount),
      .number("\(run.scenario.seed)"),
    ]
  }
}
