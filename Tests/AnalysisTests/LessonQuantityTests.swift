import Model
import TestSupport
import Testing

@testable import Analysis

private let minute: Int64 = 60_000_000_000

/// Runs of 100 toasts of 2 min, with one toaster; the variant four has four times as many as is said.
private struct ToastRuns: QuantityRuns {
  var tried: [Int] = []
  var finish: [Nanoseconds]?
  private var results: [Int: RunResult] = [:]

  init() {}

  mutating func result(of variant: String?, with change: (path: String, value: Int)?) throws
    -> RunResult
  {
    if let change {
      #expect(change.path == "workers.toaster")
      tried.append(change.value)
    }
    // More than 100 toasters have nothing to do.
    let workers = min(100, (change?.value ?? 1) * (variant == "four" ? 4 : 1))
    if let known = results[workers] { return known }
    let toast = TaskDefinition(
      name: "toast", count: 100, steps: [Step(.work, .fixed(2 * minute))])
    let result = try TestSupport.result(
      Scenario(name: "", pools: [Pool(name: "toaster", count: workers)], tasks: [toast]))
    results[workers] = result
    return result
  }

  mutating func finishTimes() throws -> [Nanoseconds]? { finish }

  func value(at path: String) -> Amount? {
    path == "tasks.toast.work" ? Amount(Double(2 * minute), .time) : nil
  }
}

@Suite("Amounts that lessons ask for")
struct LessonQuantityTests {
  private func amount(_ quantity: Quantity) throws -> Amount? {
    var runs = ToastRuns()
    return try quantity.amount(in: &runs)
  }

  private func minutes(_ value: Double) -> Amount { Amount(value * Double(minute), .time) }

  private func time(_ value: Double) -> Quantity { .constant(minutes(value)) }

  private func number(_ value: Double) -> Quantity { .constant(Amount(value, .number)) }

  private func measure(_ measure: Measure, of variant: String? = nil, task: String? = nil)
    -> Quantity
  {
    .measure(Model.Expectation.Term(variant: variant, task: task, measure: measure))
  }

  private func atMost(_ minutes: Int, of variant: String? = nil) -> Model.Expectation {
    Model.Expectation(
      text: "", left: Model.Expectation.Term(variant: variant, measure: .makespan),
      comparison: .atMost,
      right: .value(Int128(minutes) * Int128(minute), digit: Int128(minute), scale: 1))
  }

  @Test("measures come from the run that they name, in their own dimension")
  func measures() throws {
    #expect(try amount(measure(.makespan)) == minutes(200))
    #expect(try amount(measure(.makespan, of: "four")) == minutes(50))
    #expect(try amount(measure(.finished, task: "toast")) == Amount(100, .number))
    #expect(try amount(measure(.queued, task: "toast")) == minutes(99))
    #expect(try amount(measure(.throughput)) == Amount(1.0 / 120, .rate))
    #expect(try amount(measure(.queued, task: "coffee")) == nil)
    #expect(try amount(.value(path: "tasks.toast.work", .time)) == minutes(2))
    #expect(try amount(.value(path: "tasks.toast.work", .number)) == nil)
    #expect(try amount(.value(path: "tasks.toast.count", .number)) == nil)
  }

  @Test("arithmetic keeps the dimensions apart")
  func arithmetic() throws {
    let one = measure(.makespan)
    let four = measure(.makespan, of: "four")
    #expect(try amount(.operation(.over, one, four)) == Amount(4, .number))
    #expect(try amount(.operation(.plus, four, time(5))) == minutes(55))
    #expect(try amount(.operation(.minus, four, time(60))) == minutes(-10))
    #expect(try amount(.operation(.times, number(2), four)) == minutes(100))
    #expect(try amount(.operation(.over, one, number(8))) == minutes(25))
    #expect(try amount(.operation(.over, number(100), one)) == Amount(1.0 / 120, .rate))
    #expect(try amount(.operation(.times, measure(.throughput), one)) == Amount(100, .number))
    #expect(try amount(.operation(.over, number(100), measure(.throughput))) == minutes(200))
    #expect(try amount(.operation(.plus, one, number(1))) == nil)
    #expect(try amount(.operation(.times, one, four)) == nil)
    #expect(try amount(.operation(.over, one, time(0))) == nil)
    #expect(try amount(.operation(.over, number(0), number(0))) == nil)
    #expect(try amount(.operation(.plus, one, measure(.queued, task: "coffee"))) == nil)
  }

  @Test("whole numbers are not pushed on by the last bits of a division")
  func rounding() throws {
    #expect(try amount(.roundedUp(number(12.5))) == Amount(13, .number))
    #expect(try amount(.roundedDown(number(12.5))) == Amount(12, .number))
    // 0.3 / 0.1 is 2.9999999999999996 and 1.1 * 10 is 11.000000000000002.
    let below = Quantity.operation(.over, number(0.3), number(0.1))
    #expect(try amount(.roundedDown(below)) == Amount(3, .number))
    let above = Quantity.operation(.times, number(1.1), number(10))
    #expect(try amount(.roundedUp(above)) == Amount(11, .number))
    #expect(try amount(.smaller(time(3), time(2))) == minutes(2))
    #expect(try amount(.larger(time(3), time(2))) == minutes(3))
    #expect(try amount(.larger(time(3), number(2))) == nil)
  }

  @Test("fewest is the first number for which the sentence holds")
  func fewest() throws {
    var runs = ToastRuns()
    let enough = Quantity.fewest(path: "workers.toaster", atMost(10))
    #expect(try enough.amount(in: &runs) == Amount(20, .number))
    #expect(runs.tried == Array(1...20))
    // Four times as many toasters in the variant: 5 of them are 20.
    #expect(
      try amount(.fewest(path: "workers.toaster", atMost(10, of: "four"))) == Amount(5, .number))
    runs.tried = []
    #expect(
      try Quantity.fewest(path: "workers.toaster", atMost(1)).amount(in: &runs) == nil)
    #expect(runs.tried == Array(1...1_000))
  }

  @Test("both sides of fewest's sentence are of changed runs")
  func fewestOfTwo() throws {
    // With 50 toasters two rounds are left, with 100 no number is faster.
    let sentence = Model.Expectation(
      text: "", left: Model.Expectation.Term(measure: .makespan), comparison: .equal,
      right: .term(Model.Expectation.Term(variant: "four", measure: .makespan)))
    #expect(
      try amount(.fewest(path: "workers.toaster", sentence)) == Amount(100, .number))
  }

  @Test("results are there in the order of the jobs, or as they come")
  func results() throws {
    var runs = ToastRuns()
    runs.finish = [5, 1, 3].map { $0 * minute }
    #expect(try Quantity.result(number: 2, inOrder: true).amount(in: &runs) == minutes(5))
    #expect(try Quantity.result(number: 2, inOrder: false).amount(in: &runs) == minutes(3))
    #expect(try Quantity.result(number: 4, inOrder: false).amount(in: &runs) == nil)
    #expect(try Quantity.result(number: 0, inOrder: false).amount(in: &runs) == nil)
    runs.finish = nil
    #expect(try Quantity.result(number: 1, inOrder: true).amount(in: &runs) == nil)
  }
}
