public import Analysis

/// What the laws of scaling say of a table, as a JSON document of the schema `toast.fit/1`.
public enum FitJSON {
  /// The document.
  public static func document(
    _ fits: ScalingFits, _ source: FitSource, toolVersion: String
  ) -> JSONValue {
    .object(
      [
        ("schema", .string("toast.fit/1")), ("source", .string(source.label)),
        ("tool_version", .string(toolVersion)),
        ("workers_column", .string(source.workersColumn)),
        ("value_column", .string(source.valueColumn)),
        ("throughput_unit", source.hasTimes ? .string("runs per second") : .null),
        ("notes", .array(source.notes.map { .string($0) })),
        ("points", .array(points(fits))),
      ] + laws(fits, unit: source.unit(fits)))
  }

  /// The laws, the verdict and why something is null, to stand in any document.
  public static func laws(
    _ fits: ScalingFits, unit: ThroughputUnit? = nil
  ) -> [(String, JSONValue)] {
    let sentences = FitSentences(fits: fits, unit: unit ?? .runs(fits))
    return [
      ("scaling", .string(fits.isWeak ? "weak" : "strong")),
      ("has_standard_errors", .bool(fits.hasErrors)),
      ("usl", fits.usl.map(universal) ?? .null), ("amdahl", amdahl(fits)),
      ("gustafson", fits.gustafson.map(gustafson) ?? .null),
      ("karp_flatt", fits.karpFlatt.map(trend) ?? .null),
      ("verdict", .string(sentences.verdict)),
      ("reasons", .object(reasons(fits).map { ($0.field, .string($0.sentence)) })),
    ]
  }

  private static func points(_ fits: ScalingFits) -> [JSONValue] {
    FitTable.rows(fits).map { row in
      .object(zip(FitTable.columns, row).map { ($0.name, $1) })
    }
  }

  private static func parameter(_ parameter: LawParameter) -> JSONValue {
    .object([
      ("value", .ratio(parameter.value)), ("standard_error", .ratio(parameter.standardError)),
      ("at_bound", .bool(parameter.isAtBound)),
    ])
  }

  private static func quality(_ quality: FitResiduals) -> [(String, JSONValue)] {
    [
      ("largest_residual", .ratio(quality.largest)),
      ("largest_residual_ratio", .ratio(quality.largestShare)),
      ("r_squared_ratio", .ratio(quality.rSquared)),
    ]
  }

  private static func universal(_ usl: UniversalScalability) -> JSONValue {
    .object(
      [
        ("gamma_throughput", parameter(usl.gamma)),
        ("contention_ratio", parameter(usl.contention)),
        ("coherency_ratio", parameter(usl.coherency)),
        ("peak_workers_count", .ratio(usl.peakWorkers)),
        ("peak_throughput", .ratio(usl.peakThroughput)),
        ("limit_throughput", .ratio(usl.limit)),
        ("workers_for_95_percent_count", .count(usl.fewestWorkers(forShare: 0.95))),
      ] + quality(usl.quality))
  }

  private static func amdahl(_ fits: ScalingFits) -> JSONValue {
    guard let amdahl = fits.amdahl else { return .null }
    return .object(
      [
        ("gamma_throughput", parameter(amdahl.gamma)),
        ("p_ratio", parameter(amdahl.parallelFraction)),
        ("ceiling_ratio", .ratio(amdahl.ceiling)),
        ("applies", .bool(fits.amdahlLimits.isEmpty)),
      ] + quality(amdahl.quality))
  }

  private static func gustafson(_ gustafson: GustafsonFit) -> JSONValue {
    .object(
      [
        ("gamma_throughput", parameter(gustafson.gamma)),
        ("serial_ratio", parameter(gustafson.serialFraction)),
      ] + quality(gustafson.quality))
  }

  private static func trend(_ trend: KarpFlattTrend) -> JSONValue {
    .object([
      ("mean_ratio", .ratio(trend.mean)), ("slope_per_worker_ratio", .ratio(trend.slope)),
      ("slope_standard_error", .ratio(trend.slopeError)),
      ("direction", .string(trend.direction.rawValue)),
    ])
  }

  /// Why a law or one of its values is null.
  private static func reasons(_ fits: ScalingFits) -> [(field: String, sentence: String)] {
    var reasons = fits.reasons.map { (field: $0.field, sentence: $0.sentence) }
    func add(_ field: String, _ sentence: String, if isMissing: Bool) {
      if isMissing { reasons.append((field, sentence)) }
    }
    add(
      "standard_error",
      fits.hasErrors
        ? "a parameter at its bound has none" : "the values have no noise", if: true)
    add(
      "points.speedup_ratio", "the throughput of one worker was not seen", if: fits.single == nil)
    add(
      "points.karp_flatt_ratio", "with one worker there is nothing to tell apart",
      if: fits.karpFlatt != nil)
    if let usl = fits.usl {
      let noPeak =
        usl.coherency.value == 0
        ? "kappa is 0: throughput never falls" : "throughput falls from the first worker on"
      add("usl.peak_workers_count", noPeak, if: usl.peakWorkers == nil)
      add("usl.peak_throughput", noPeak, if: usl.peakWorkers == nil)
      add("usl.limit_throughput", "sigma is 0: nothing is waited for", if: usl.limit == nil)
      add(
        "usl.workers_for_95_percent_count", "there is neither a peak nor a limit",
        if: usl.fewestWorkers(forShare: 0.95) == nil)
      add("usl.r_squared_ratio", "nothing varies", if: usl.quality.rSquared == nil)
    }
    add(
      "amdahl.ceiling_ratio", "p is 1: the law has no ceiling",
      if: fits.amdahl.map { $0.ceiling == nil } ?? false)
    add(
      "karp_flatt.slope_per_worker_ratio", "it needs three points beyond one worker",
      if: fits.karpFlatt.map { $0.slope == nil } ?? false)
    return reasons
  }
}
