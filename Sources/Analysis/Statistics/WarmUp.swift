/// How much of the beginning of a series is not yet what it settles at.
///
/// MSER-5: White, Simulation 69 (1997); White, Cobb and Spratt, Winter Simulation Conference (2000).
public struct WarmUp: Equatable, Sendable {
  /// How many values at the beginning are left out, a multiple of 5.
  public let removed: Int
  /// Whether the best cut is the last one tried, half of the series: it may still not have settled.
  public let isAtLimit: Bool

  /// Finds the cut that makes the squared standard error of the mean of the rest the least.
  ///
  /// With z the means of batches of `size` values, 5 or a multiple of it, the cut d makes
  /// sum over j > d of (z_j - mean)^2 / (k - d)^2 the least, d at most half of the k batches; of equal
  /// ones the first. Nil below 10 batches. Cost: linear.
  init?(batchMeans means: [Double], size: Int) {
    let count = means.count
    guard count >= 10 else { return nil }
    // From the end, so that each cut adds one batch to the sums; Welford's form does not cancel.
    var (mean, squares) = (0.0, 0.0)
    var best = (cut: 0, value: Double.infinity)
    let limit = count / 2
    for cut in stride(from: count - 1, through: 0, by: -1) {
      let kept = Double(count - cut)
      let change = means[cut] - mean
      mean += change / kept
      squares += change * (means[cut] - mean)
      let value = squares / (kept * kept)
      if cut <= limit, value <= best.value { best = (cut, value) }
    }
    removed = best.cut * size
    isAtLimit = best.cut == limit
  }
}
