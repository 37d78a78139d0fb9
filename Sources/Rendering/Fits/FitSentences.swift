import Analysis

/// The laws in words and numbers.
struct FitSentences {
  /// One law: what it is called, its parameters, and what is to be said of them.
  struct Section {
    let title: String
    var values: [(name: String, text: String)] = []
    var sentences: [String] = []
  }

  let fits: ScalingFits
  let unit: ThroughputUnit

  var sections: [Section] {
    fits.isWeak ? [universal, gustafson] : [universal, amdahl, karpFlatt]
  }

  /// Where the numbers behind +- come from, or why there are none; empty where nothing was fitted.
  var precision: String {
    if fits.usl == nil, fits.amdahl == nil, fits.gustafson == nil { return "" }
    return fits.hasErrors
      ? "Behind +- stands the standard error from the residuals."
      : "The values have no noise, so there are no standard errors: the residuals tell how well "
        + "a law fits."
  }

  private func throughput(_ parameter: LawParameter) -> String {
    withError(parameter.value, parameter.standardError, factor: unit.factor) + unit.name
  }

  private func plain(_ parameter: LawParameter) -> String {
    withError(parameter.value, parameter.standardError)
      + (parameter.isAtBound ? " (at its bound)" : "")
  }

  private func residual(_ quality: FitResiduals) -> String {
    "\(unit.text(quality.largest)); at most \(percent(quality.largestShare)) of a point"
  }

  private var universal: Section {
    var section = Section(title: "Universal scalability law (Gunther)")
    guard let usl = fits.usl else {
      section.sentences = [absence("usl")]
      return section
    }
    section.values = [
      ("contention sigma", plain(usl.contention)), ("coherency kappa", plain(usl.coherency)),
      ("one worker gamma", throughput(usl.gamma)),
    ]
    if let workers = usl.peakWorkers, let peak = usl.peakThroughput {
      section.values.append(("peak", "\(unit.text(peak)) at \(significant(workers, 3)) workers"))
    } else {
      section.values.append(("peak", "none"))
    }
    if usl.coherency.value == 0, let limit = usl.limit {
      section.values.append(("limit", "\(unit.text(limit)), with any number of workers"))
    }
    section.values.append(("largest residual", residual(usl.quality)))
    if usl.isPeakUncertain {
      section.sentences.append(
        usl.coherency.isClearlyPositive
          ? "The peak lies far beyond the workers that were tried."
          : "Kappa is within two standard errors of 0: there may be no peak.")
    }
    return section
  }

  private var amdahl: Section {
    var section = Section(title: "Amdahl's law")
    guard let amdahl = fits.amdahl else {
      section.sentences = [absence("amdahl")]
      return section
    }
    section.values = [
      ("parallel share p", plain(amdahl.parallelFraction)),
      ("one worker", throughput(amdahl.gamma)),
    ]
    if let ceiling = amdahl.ceiling {
      section.values.append(("ceiling", "\(significant(ceiling, 3)) times one worker"))
    }
    section.values.append(("largest residual", residual(amdahl.quality)))
    section.sentences = fits.amdahlLimits.map(sentence)
    return section
  }

  private func sentence(_ limit: AmdahlLimit) -> String {
    switch limit {
    case .fallsBeyond(let workers):
      "It does not apply: throughput falls beyond \(counted(workers)), and by this law "
        + "it never falls."
    case .coherency:
      "It does not apply: overhead grows with the workers, and by this law the serial share stays."
    case .superlinear(let workers):
      "It does not apply: \(workersText(workers)) workers are more than "
        + "\(workersText(workers)) times as fast as one, so the baseline does different work."
    case .nothingSerial: "Nothing serial is seen with so many workers."
    case .nothingParallel: "No worker beyond the first makes it faster."
    }
  }

  private func counted(_ workers: Double) -> String {
    "\(workersText(workers)) worker\(workers == 1 ? "" : "s")"
  }

  private var gustafson: Section {
    var section = Section(title: "Gustafson's law")
    guard let gustafson = fits.gustafson else {
      section.sentences = [absence("gustafson")]
      return section
    }
    section.values = [
      ("serial share s", plain(gustafson.serialFraction)),
      ("one worker", throughput(gustafson.gamma)),
      ("largest residual", residual(gustafson.quality)),
    ]
    return section
  }

  private var karpFlatt: Section {
    var section = Section(title: "Karp and Flatt's serial share e")
    guard let trend = fits.karpFlatt else {
      section.sentences = [absence("karp_flatt")]
      return section
    }
    let known = trend.fractions.compactMap { $0 }
    if let first = known.first, let last = known.last {
      section.values = [("first, last", "\(fixed(first, 4)), \(fixed(last, 4))")]
    }
    if trend.mean > 0 || trend.superlinearWorkers.isEmpty {
      section.sentences = [
        trend.direction == .constant && trend.mean < 1e-3
          ? "No serial share is seen." : Self.sentence(trend.direction)
      ]
    }
    if let workers = trend.superlinearWorkers.first {
      section.sentences.append(
        "It is negative at \(workersText(workers)) workers: superlinear, the baseline does "
          + "different work.")
    }
    return section
  }

  private static func sentence(_ direction: KarpFlattTrend.Direction) -> String {
    switch direction {
    case .constant: "It stays about the same: a share of the work is serial."
    case .rising: "It rises with the workers: overhead grows with them."
    case .falling:
      "It falls with the workers: the run with one worker is slower than its work, or more workers "
        + "find warmer caches."
    case .unclear: "Where it goes with the workers cannot be told from these points."
    }
  }

  private func absence(_ law: String) -> String {
    "It does not apply: \(fits.reason(for: law) ?? "nothing was fitted")."
  }

  /// How many workers are worth having, in a sentence or two.
  var verdict: String {
    guard let usl = fits.usl, let most = fits.samples.last?.workers else {
      return "Four different numbers of workers tell how many are worth having."
    }
    if usl.contention.value >= 1 || usl.coherency.value > 0 && usl.peakWorkers == nil {
      return "One worker is the best; each further one makes it slower."
    }
    if fits.isWeak, usl.peakWorkers.map({ $0 > most }) ?? true { return kept(usl, most) }
    if let peak = usl.peakWorkers {
      return "\(beyond(peak, usl, most)) \(enough(usl, "the peak", most))"
    }
    guard usl.limit != nil else {
      return "Throughput grows with the workers as far as was tried, without a limit to "
        + "be seen."
    }
    return "No peak: by these points more workers do not make it slower. "
      + enough(usl, "the limit", most)
  }

  /// What is left of the throughput of one worker where the work grows with the workers.
  private func kept(_ usl: UniversalScalability, _ most: Double) -> String {
    let last = fits.samples.last?.throughput ?? 0
    let share = last / most / (fits.single ?? usl.gamma.value)
    return "With \(counted(most)) each keeps \(percent(share)) of what one does alone."
  }

  private func beyond(_ peak: Double, _ usl: UniversalScalability, _ most: Double) -> String {
    if usl.isPeakUncertain {
      return peak > most
        ? "No peak up to the \(workersText(most)) workers that were tried."
        : "A peak at \(workersText(peak)) workers, which is uncertain."
    }
    if peak > most {
      return "By this fit it peaks at \(workersText(peak.rounded())) workers, beyond the "
        + "\(workersText(most)) that were tried."
    }
    let whole = peak.rounded(.down)
    let best = usl.throughput(whole + 1) > usl.throughput(whole) ? whole + 1 : whole
    return "More than \(counted(best)) make it slower."
  }

  private func enough(_ usl: UniversalScalability, _ goal: String, _ most: Double) -> String {
    guard let workers = usl.fewestWorkers(forShare: 0.95), Double(workers) <= 10 * most else {
      return "95 % of \(goal) lies far beyond the \(workersText(most)) that were tried."
    }
    let isFar = Double(workers) > most && usl.peakWorkers.map { $0 <= most } ?? true
    let far = isFar ? ", beyond the \(workersText(most)) that were tried" : ""
    return "\(counted(Double(workers))) \(workers == 1 ? "gives" : "give") 95 % of \(goal)\(far)."
  }
}
