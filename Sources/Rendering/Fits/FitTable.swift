public import Analysis

/// The table `fit`: one row a point, with what each law gives for it.
public enum FitTable {
  /// The columns.
  public static let columns = [
    TableColumn("workers_count", "workers, or load"),
    TableColumn("throughput", "work per second, or as the table gives it; a mean of repeats"),
    TableColumn("repeats_count", "how many values it is the mean of"),
    TableColumn("speedup_ratio", "over the throughput of one worker"),
    TableColumn("efficiency_ratio", "speedup over workers"),
    TableColumn("usl_throughput", "what Gunther's law gives"),
    TableColumn("usl_residual", "throughput less that"),
    TableColumn("amdahl_throughput", "what Amdahl's law gives"),
    TableColumn("amdahl_residual", "throughput less that"),
    TableColumn("gustafson_throughput", "what Gustafson's law gives"),
    TableColumn("gustafson_residual", "throughput less that"),
    TableColumn("karp_flatt_ratio", "the serial share e that the speedup implies"),
  ]

  /// The rows, by workers.
  public static func rows(_ fits: ScalingFits) -> [[JSONValue]] {
    fits.samples.indices.map { index in
      let sample = fits.samples[index]
      let speedup = fits.speedups[index]
      let laws = [fits.usl?.quality, fits.amdahl?.quality, fits.gustafson?.quality]
      return [
        .ratio(sample.workers), .ratio(sample.throughput), .count(sample.values.count),
        .ratio(speedup), .ratio(speedup.map { $0 / sample.workers }),
      ]
        + laws.flatMap { [.ratio($0?.fitted[index]), .ratio($0?.residuals[index])] }
        + [.ratio(fits.karpFlatt?.fractions[index])]
    }
  }
}

/// The table `laws`: one row a parameter of a law.
public enum LawTable {
  /// The columns.
  public static let columns = [
    TableColumn("law", "usl, amdahl, gustafson or karp-flatt", isNumber: false),
    TableColumn("parameter", "its name", isNumber: false),
    TableColumn("value", "the fitted value"),
    TableColumn("standard_error", "from the residuals; empty where values have no noise"),
    TableColumn("low", "value less standard error"),
    TableColumn("high", "value and standard error"),
  ]

  /// The rows of the laws that were fitted.
  public static func rows(_ fits: ScalingFits) -> [[JSONValue]] {
    var rows: [[JSONValue]] = []
    func add(_ law: String, _ name: String, _ parameter: LawParameter?) {
      guard let parameter else { return }
      add(law, name, parameter.value, parameter.standardError)
    }
    func add(_ law: String, _ name: String, _ value: Double?, _ error: Double? = nil) {
      guard let value else { return }
      rows.append([
        .string(law), .string(name), .ratio(value), .ratio(error),
        .ratio(error.map { value - $0 }), .ratio(error.map { value + $0 }),
      ])
    }
    add("usl", "gamma_throughput", fits.usl?.gamma)
    add("usl", "contention_ratio", fits.usl?.contention)
    add("usl", "coherency_ratio", fits.usl?.coherency)
    add("usl", "peak_workers_count", fits.usl?.peakWorkers)
    add("usl", "peak_throughput", fits.usl?.peakThroughput)
    add("usl", "limit_throughput", fits.usl?.limit)
    add("usl", "largest_residual", fits.usl?.quality.largest)
    add("amdahl", "gamma_throughput", fits.amdahl?.gamma)
    add("amdahl", "p_ratio", fits.amdahl?.parallelFraction)
    add("amdahl", "largest_residual", fits.amdahl?.quality.largest)
    add("gustafson", "gamma_throughput", fits.gustafson?.gamma)
    add("gustafson", "serial_ratio", fits.gustafson?.serialFraction)
    add("gustafson", "largest_residual", fits.gustafson?.quality.largest)
    add("karp-flatt", "mean_ratio", fits.karpFlatt?.mean)
    add(
      "karp-flatt", "slope_per_worker_ratio", fits.karpFlatt?.slope, fits.karpFlatt?.slopeError)
    return rows
  }
}
