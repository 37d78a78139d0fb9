/// What a lesson asks for: a measure of a run, or what can be computed from some.
///
/// `docs/writing-lessons.md` has the grammar; `Analysis` computes it.
public indirect enum Quantity: Equatable, Sendable {
  /// A measure of a run, as in `sync.makespan`.
  case measure(Expectation.Term)
  /// A written number or length of time.
  case constant(Amount)
  /// Two amounts and what is done with them.
  case operation(Operation, Quantity, Quantity)
  /// The next whole number that is not smaller.
  case roundedUp(Quantity)
  /// The next whole number that is not larger.
  case roundedDown(Quantity)
  /// The smaller one.
  case smaller(Quantity, Quantity)
  /// The larger one.
  case larger(Quantity, Quantity)
  /// What the scenario has at a path, as in `value(workers.toaster)`; the dimension was looked up when
  /// the lesson was read.
  case value(path: String, Amount.Dimension)
  /// The smallest whole number from 1 that, written at a path, makes a sentence hold.
  case fewest(path: String, Expectation)
  /// When so many results are available: in the order of their jobs, or as they are completed.
  case result(number: Int, inOrder: Bool)

  /// What is done with two amounts.
  public enum Operation: Character, Sendable {
    // Each case is the sign that a lesson writes.
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
  }
}

extension Quantity.Operation {
  /// What the result measures; nil where such amounts do not go together.
  ///
  /// A number changes no dimension, jobs per second times a time are a number.
  public func dimension(_ left: Amount.Dimension, _ right: Amount.Dimension) -> Amount.Dimension? {
    switch self {
    case .plus, .minus: return left == right ? left : nil
    case .times:
      if left == .number { return right }
      if right == .number { return left }
      return left == right ? nil : .number
    case .over:
      if left == right { return .number }
      if right == .number { return left }
      guard left == .number else { return nil }
      return right == .time ? .rate : .time
    }
  }
}

/// A number with what it measures.
public struct Amount: Equatable, Sendable {
  /// What a number measures.
  public enum Dimension: Equatable, Sendable {
    /// Nanoseconds.
    case time
    /// A ratio, a share or a count.
    case number
    /// Jobs per second.
    case rate
  }

  /// The number, in the dimension's unit.
  public let value: Double
  /// What it measures.
  public let dimension: Dimension

  /// Makes an amount.
  public init(_ value: Double, _ dimension: Dimension) {
    self.value = value
    self.dimension = dimension
  }
}

extension Measure {
  /// What an amount of this measure measures.
  public var amountDimension: Amount.Dimension {
    switch dimension {
    case .time: .time
    case .ratio, .count: .number
    case .rate: .rate
    }
  }
}
