extension Range<Int> {
  /// The first position at which a condition holds that, once it holds, holds to the end; the end where
  /// it never does.
  ///
  /// Cost: logarithmic in positions.
  @inline(__always)
  func firstPosition(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
