import Histogram
import Model

/// Times that can be put together with others, for quantiles of all of them.
///
/// Up to 32 768 times are kept as they are; more are counted in an HDR histogram of three significant
/// digits. So memory is bounded, at less than 450 kB, however many times there are, and few times have
/// exact quantiles.
public struct TimeDistribution: Equatable, Sendable {
  /// From here on a histogram is smaller than the times themselves.
  static let mostExact = 32_768

  private enum Storage: Equatable {
    case exact([Nanoseconds])
    case counted(Histogram<UInt64>)
  }

  private var storage: Storage

  /// Takes over some times, none below 0.
  init(_ times: [Nanoseconds]) {
    storage = .exact([])
    add(times)
  }

  /// How many times there are.
  public var count: Int {
    switch storage {
    case .exact(let times): times.count
    case .counted(let histogram): Int(clamping: histogram.totalCount)
    }
  }

  /// Adds the times of another distribution.
  mutating func merge(_ other: TimeDistribution) {
    switch other.storage {
    case .exact(let times): add(times)
    case .counted(let counts):
      var histogram = histogram
      // Set free before it is changed, so that nothing is copied.
      storage = .exact([])
      histogram.add(counts)
      storage = .counted(histogram)
    }
  }

  private mutating func add(_ times: [Nanoseconds]) {
    if case .exact(var own) = storage, own.count + times.count <= Self.mostExact {
      storage = .exact([])
      own += times
      return storage = .exact(own)
    }
    var histogram = histogram
    storage = .exact([])
    for time in times { histogram.record(UInt64(clamping: time)) }
    storage = .counted(histogram)
  }

  /// The times as a histogram.
  private var histogram: Histogram<UInt64> {
    switch storage {
    case .exact(let times):
      var histogram = Histogram<UInt64>(numberOfSignificantValueDigits: .three)
      for time in times { histogram.record(UInt64(clamping: time)) }
      return histogram
    case .counted(let histogram): return histogram
    }
  }

  /// Their percentiles; nil for no time.
  ///
  /// By nearest rank where the times are kept. Those of a histogram are never below that and above it by
  /// less than 1 in 1 000, since the times of a count differ by less than that.
  public var percentiles: Percentiles? {
    switch storage {
    case .exact(var times): return Percentiles(sorting: &times)
    case .counted(let histogram):
      func value(_ percent: Double) -> Nanoseconds {
        Nanoseconds(clamping: histogram.valueAtPercentile(percent))
      }
      return Percentiles(p50: value(50), p95: value(95), p99: value(99))
    }
  }
}
