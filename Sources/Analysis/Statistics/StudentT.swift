import Model

/// Student's t distribution, for intervals of means of few values.
///
/// From IEEE-exact operations and `ElementaryFunctions` alone, so that a run gives the same bytes
/// everywhere. Quantiles are good to a relative error of 1e-10.
public enum StudentT {
  /// The number that a t-distributed value stays within, plus or minus, with probability `level`.
  ///
  /// `level` is above 0 and below 1 by at least 1e-15; `degrees`, of freedom, are at least 1.
  public static func criticalValue(level: Double, degrees: Double) -> Double {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    return upperQuantile(tail: (1 - level) / 2, degrees: degrees)
  }

  /// The number that a t-distributed value is below with probability `probability`, above 0 and below 1.
  public static func quantile(_ probability: Double, degrees: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a quantile needs 0 < p < 1")
    return probability < 0.5
      ? -upperQuantile(tail: probability, degrees: degrees)
      : upperQuantile(tail: 1 - probability, degrees: degrees)
  }

  /// From these degrees of freedom on, an expansion is more exact than the distribution's tail.
  private static let manyDegrees = 10_000.0

  /// The number that is exceeded with probability `tail`, at most 1/2.
  private static func upperQuantile(tail: Double, degrees: Double) -> Double {
    precondition(degrees >= 1 && tail >= 1e-100, "beyond the range of Student's t")
    if tail == 0.5 { return 0 }
    let normal = -ElementaryFunctions.normalQuantile(tail)
    if degrees >= manyDegrees { return expansion(normal, degrees) }
    let scale = density(atZero: degrees)
    var (low, high) = (0.0, max(2, 2 * normal))
    while excess(high, over: tail, degrees, scale) > 0 { (low, high) = (high, high * 4) }
    var value = min(max(expansion(normal, degrees), low), high)
    // Newton's step where it stays inside the bracket, else the middle.
    for _ in 0..<200 {
      let excess = excess(value, over: tail, degrees, scale)
      if excess == 0 { break }
      if excess > 0 { low = value } else { high = value }
      let next = value + excess / density(value, degrees, scale)
      let kept = next > low && next < high ? next : (low + high) / 2
      let isDone = (kept - value).magnitude <= 4 * kept.ulp
      value = kept
      if isDone { break }
    }
    return value
  }

  /// The quantile as a series in 1 / degrees, from the normal quantile z.
  ///
  /// Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5.
  private static func expansion(_ z: Double, _ degrees: Double) -> Double {
    let s = z * z
    let terms = [
      (s + 1) * z / 4,
      ((5 * s + 16) * s + 3) * z / 96,
      (((3 * s + 19) * s + 17) * s - 15) * z / 384,
      ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) * z / 92_160,
    ]
    return z + terms.reversed().reduce(0) { ($0 + $1) / degrees }
  }

  /// The density at 0: G((n + 1)/2) / (sqrt(n pi) G(n/2)), G the gamma function.
  ///
  /// G(x + 1/2)/G(x) is a series in 1/x, good beyond 40; below, G(x + 1) = x G(x) leads there.
  private static func density(atZero degrees: Double) -> Double {
    var x = degrees / 2
    var factor = 1.0
    while x < 40 {
      factor *= x / (x + 0.5)
      x += 1
    }
    let y = 1 / x
    let series =
      1 + y
      * (-1 / 8.0 + y
        * (1 / 128.0 + y
          * (5 / 1024.0 + y
            * (-21 / 32_768.0
              + y * (-399 / 262_144.0 + y * (869 / 4_194_304.0 + y * 39_325 / 33_554_432.0))))))
    return factor * x.squareRoot() * series / (degrees * Double.pi).squareRoot()
  }

  private static func density(_ t: Double, _ degrees: Double, _ scale: Double) -> Double {
    let power = (degrees + 1) / 2 * ElementaryFunctions.log(1 + t * t / degrees)
    return scale * ElementaryFunctions.exp(-power)
  }

  /// By how much the probability above t, t >= 0, exceeds `tail`.
  ///
  /// That probability is half of the regularized incomplete beta function I(n/2, 1/2) at
  /// x = n / (n + t^2); near 0 what lies between 0 and t is the one that has no cancellation.
  private static func excess(
    _ t: Double, over tail: Double, _ degrees: Double, _ scale: Double
  ) -> Double {
    let (a, b) = (degrees / 2, 0.5)
    let x = degrees / (degrees + t * t)
    let y = t * t / (degrees + t * t)
    // x^a y^b / B(a, b) by the density: 1 / B(n/2, 1/2) = scale sqrt(n).
    let front = density(t, degrees, scale) * (degrees + t * t).squareRoot() * y.squareRoot()
    if x < (a + 1) / (a + b + 2) { return front * fraction(x, a, b) / a / 2 - tail }
    return (0.5 - tail) - front * fraction(y, b, a) / b / 2
  }

  /// The continued fraction of the incomplete beta function, by Lentz's method.
  ///
  /// Abramowitz and Stegun, 26.5.8.
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func nonzero(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var result = d
    var m = 1.0
    while m < 10_000 {
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      result *= d * c
      if (d * c - 1).magnitude < 1e-16 { break }
      m += 1
    }
    return result
  }
}
