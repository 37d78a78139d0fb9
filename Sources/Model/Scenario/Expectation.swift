/// A sentence of `expect`: what must hold after a run.
public struct Expectation: Equatable, Sendable {
  /// How the two sides compare.
  public enum Comparison: String, CaseIterable, Sendable {
    /// Equal at the digits written, or within a percentage.
    case equal = "="
    /// Smaller.
    case less = "<"
    /// Smaller or equal.
    case atMost = "<="
    /// Larger.
    case greater = ">"
    /// Larger or equal.
    case atLeast = ">="
  }

  /// A measure of a run: `sync.makespan`, `toast.queued`, `speedup`.
  public struct Term: Equatable, Sendable {
    /// The variant whose run is meant; nil means the run at hand.
    public var variant: String?
    /// The task meant; nil means the whole run.
    public var task: String?
    /// What is measured.
    public var measure: Measure

    /// Makes a term.
    public init(variant: String? = nil, task: String? = nil, measure: Measure) {
      self.variant = variant
      self.task = task
      self.measure = measure
    }
  }

  /// The right side: a written value or another measure.
  public enum Right: Equatable, Sendable {
    /// A value and the size of its last written digit, both in the measure's base unit:
    /// nanoseconds for times, parts of `scale` for ratios and counts.
    case value(Int128, digit: Int128, scale: Int128)
    /// Another measure.
    case term(Term)
  }

  /// The sentence as written, for reports.
  public var text: String
  /// The left side.
  public var left: Term
  /// How the sides compare.
  public var comparison: Comparison
  /// The right side.
  public var right: Right
  /// The tolerance of `within P %`, as a share of the right side; nil where not written.
  public var tolerance: Double?

  /// Makes an expectation.
  public init(
    text: String, left: Term, comparison: Comparison, right: Right, tolerance: Double? = nil
  ) {
    self.text = text
    self.left = left
    self.comparison = comparison
    self.right = right
    self.tolerance = tolerance
  }
}

/// What an `expect` sentence can measure.
public enum Measure: String, CaseIterable, Sendable {
  // Each case is the word that a file writes; docs/scenario-format.md defines them.
  case makespan, elapsed, t1, span, speedup, efficiency, utilisation, concurrency, imbalance
  case amdahl, p, lower, upper, ceiling, throughput, finished, failed, queued, service, response

  /// The kinds of value a measure has.
  public enum Dimension: Sendable {
    /// Nanoseconds.
    case time
    /// A plain ratio.
    case ratio
    /// Jobs per second.
    case rate
    /// A number of jobs.
    case count
  }

  /// The kind of value of this measure.
  public var dimension: Dimension {
    switch self {
    case .makespan, .elapsed, .t1, .span, .lower, .upper, .queued, .service, .response: .time
    case .speedup, .efficiency, .utilisation, .concurrency, .imbalance, .amdahl, .p, .ceiling:
      .ratio
    case .throughput: .rate
    case .finished, .failed: .count
    }
  }

  /// Whether the measure can be asked of one task.
  public var appliesToTask: Bool {
    switch self {
    case .finished, .failed, .queued, .service, .response: true
    default: false
    }
  }
}
