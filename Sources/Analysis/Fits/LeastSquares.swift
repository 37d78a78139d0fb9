/// Fits a law with up to three bounded parameters by least squares.
///
/// Levenberg (1944) and Marquardt (1963) with an active set: a parameter at its bound that would leave
/// it is held there. Each step costs as many evaluations as there are numbers of workers. Only + - * / and
/// square roots are used, so the result is the same on every machine.
struct LeastSquares {
  /// Three parameters; a law with two holds the third by equal bounds.
  typealias Parameters = SIMD3<Double>
  /// The value at some workers, and its derivative by each parameter.
  typealias Law = @Sendable (_ parameters: Parameters, _ workers: Double) -> (Double, Parameters)

  /// The best parameters that were found.
  struct Solution {
    var parameters: Parameters
    var sumOfSquares: Double
    /// Which parameters are held at a bound.
    var held: SIMDMask<SIMD3<Int64>>
    /// The standard errors from the residuals: of s^2 (J'J)^-1 with s^2 = RSS/(n - free parameters).
    var errors: [Double?] = [nil, nil, nil]
  }

  /// J'J, J'r and the sum of squares at a point.
  private struct Slope {
    var matrix = [Parameters](repeating: .zero, count: 3)
    var vector = Parameters.zero
    var sumOfSquares = 0.0
  }

  /// The mean of the values at some workers.
  private struct Point {
    let workers: Double
    let mean: Double
    let count: Double
  }

  private let points: [Point]
  /// The squares of what values are from the mean at their workers, which no law can explain.
  private let within: Double
  private let lower: Parameters
  private let upper: Parameters
  private let law: Law
  /// Throughputs are brought near 1 by a power of two, which is exact, so that no square is too large or
  /// too small.
  private let unit: Double

  /// Fits a law whose first parameter is a factor of it, within bounds.
  init(_ samples: [ScalingSample], lower: Parameters, upper: Parameters, law: @escaping Law) {
    let most = samples.map(\.throughput).max() ?? 1
    let unit = Double(sign: .plus, exponent: most.exponent, significand: 1)
    points = samples.map {
      Point(
        workers: $0.workers, mean: $0.throughput / unit, count: Double(max(1, $0.repeats.count)))
    }
    within = samples.reduce(0) { sum, sample in
      sample.repeats.reduce(sum) { sum, value in
        let difference = (value - sample.throughput) / unit
        return sum + difference * difference
      }
    }
    self.unit = unit
    self.lower = lower
    self.upper = upper
    self.law = law
  }

  /// The best of what is found from several starts; nil where none leads to finite numbers.
  func solution(from starts: [Parameters]) -> Solution? {
    let near = starts.map { Parameters($0[0] / unit, $0[1], $0[2]) }
    guard var solution = bestSolution(from: near) else { return nil }
    solution.parameters[0] *= unit
    solution.sumOfSquares *= unit * unit
    solution.errors[0] = solution.errors[0].map { $0 * unit }
    return solution
  }

  private func bestSolution(from starts: [Parameters]) -> Solution? {
    var best: Solution?
    for start in starts {
      let found = descend(from: clamped(start))
      guard found.sumOfSquares.isFinite else { continue }
      // A later start has to be clearly better, so that rounding does not choose.
      if let known = best, found.sumOfSquares >= known.sumOfSquares * (1 - 1e-9) { continue }
      best = found
    }
    guard var best else { return nil }
    polish(&best)
    best.errors = errors(of: best)
    return best
  }

  private func clamped(_ parameters: Parameters) -> Parameters {
    parameters.clamped(lowerBound: lower, upperBound: upper)
  }

  private func slope(at parameters: Parameters) -> Slope {
    var slope = Slope()
    slope.sumOfSquares = within
    for point in points {
      let (value, gradient) = law(parameters, point.workers)
      let difference = point.mean - value
      for row in 0..<3 { slope.matrix[row] += point.count * gradient[row] * gradient }
      slope.vector += point.count * difference * gradient
      slope.sumOfSquares += point.count * difference * difference
    }
    return slope
  }

  /// The parameters that are at a bound and would leave what is allowed.
  private func held(_ parameters: Parameters, _ slope: Slope) -> SIMDMask<SIMD3<Int64>> {
    (lower .== upper) .| ((parameters .<= lower) .& (slope.vector .<= .zero))
      .| ((parameters .>= upper) .& (slope.vector .>= .zero))
  }

  private func descend(from start: Parameters) -> Solution {
    var parameters = start
    var current = slope(at: parameters)
    var damping = 1e-3
    for _ in 0..<500 where damping < 1e15 {
      let held = held(parameters, current)
      guard let step = Self.step(current, held: held, damping: damping) else {
        damping *= 10
        continue
      }
      let next = clamped(parameters + step)
      let there = slope(at: next)
      guard there.sumOfSquares.isFinite, there.sumOfSquares <= current.sumOfSquares else {
        damping *= 10
        continue
      }
      let gain = current.sumOfSquares - there.sumOfSquares
      let isSettled = gain <= 1e-15 * current.sumOfSquares
      (parameters, current) = (next, there)
      damping = max(damping / 10, 1e-12)
      if isSettled, damping < 1e-6 { break }
    }
    return Solution(
      parameters: parameters, sumOfSquares: current.sumOfSquares,
      held: held(parameters, current))
  }

  /// Steps without damping while they get shorter: sums of squares tell only half of the digits.
  private func polish(_ solution: inout Solution) {
    var last = Double.infinity
    for _ in 0..<10 {
      let slope = slope(at: solution.parameters)
      let held = held(solution.parameters, slope)
      guard let step = Self.step(slope, held: held, damping: 0) else { return }
      let length = (0..<3).reduce(0) { $0 + step[$1] * step[$1] * slope.matrix[$1][$1] }
      let next = clamped(solution.parameters + step)
      guard length < last / 4, any(next .!= solution.parameters) else { return }
      let there = self.slope(at: next)
      guard there.sumOfSquares <= solution.sumOfSquares * (1 + 1e-12) + .leastNormalMagnitude
      else { return }
      last = length
      solution.parameters = next
      solution.sumOfSquares = there.sumOfSquares
      solution.held = self.held(next, there)
    }
  }

  /// Solves (J'J + damping diag J'J) step = J'r for the free parameters; nil where it cannot be solved.
  private static func step(
    _ slope: Slope, held: SIMDMask<SIMD3<Int64>>, damping: Double
  ) -> Parameters? {
    guard let inverse = inverse(slope.matrix, held: held, damping: damping) else { return nil }
    var step = Parameters.zero
    for row in 0..<3 where !held[row] { step[row] = (inverse[row] * slope.vector).sum() }
    return step
  }

  /// The inverse over the free parameters, by elimination after scaling to a diagonal of ones.
  private static func inverse(
    _ matrix: [Parameters], held: SIMDMask<SIMD3<Int64>>, damping: Double
  ) -> [Parameters]? {
    let free = (0..<3).filter { !held[$0] }
    var scale = Parameters.one
    for row in free {
      guard matrix[row][row] > 0, matrix[row][row].isFinite else { return nil }
      scale[row] = 1 / matrix[row][row].squareRoot()
    }
    var left = [Parameters](repeating: .zero, count: 3)
    var right = left
    for row in 0..<3 {
      right[row][row] = 1
      left[row][row] = 1
      for column in free where free.contains(row) {
        let scaled = matrix[row][column] * scale[row] * scale[column]
        left[row][column] = row == column ? 1 + damping : scaled
      }
    }
    for pivot in 0..<3 {
      // The matrix is positive definite, so the diagonal is a pivot unless parameters are dependent.
      guard left[pivot][pivot] > 1e-14 else { return nil }
      let factor = 1 / left[pivot][pivot]
      left[pivot] *= factor
      right[pivot] *= factor
      for row in 0..<3 where row != pivot {
        let share = left[row][pivot]
        left[row] -= share * left[pivot]
        right[row] -= share * right[pivot]
      }
    }
    return (0..<3).map { right[$0] * scale[$0] * scale }
  }

  private func errors(of solution: Solution) -> [Double?] {
    let free = (0..<3).filter { !solution.held[$0] }
    let count = points.reduce(0) { $0 + $1.count }
    let slope = slope(at: solution.parameters)
    guard count > Double(free.count),
      let inverse = Self.inverse(slope.matrix, held: solution.held, damping: 0)
    else { return [nil, nil, nil] }
    let variance = solution.sumOfSquares / (count - Double(free.count))
    return (0..<3).map { free.contains($0) ? (variance * inverse[$0][$0]).squareRoot() : nil }
  }
}
