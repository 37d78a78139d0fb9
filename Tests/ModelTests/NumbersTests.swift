import Model
import TestSupport
import Testing

@Suite("Exact time")
struct NumbersTests {
  @Test(
    "seconds are printed from the integer",
    arguments: [
      (0, "0"), (1, "0.000000001"), (3_000_000_000_000, "3000"), (90_500_000_000, "90.5"),
      (-250_000_000, "-0.25"), (100_000_000_010, "100.00000001"),
    ] as [(Int128, String)])
  func seconds(nanoseconds: Int128, text: String) {
    #expect(secondsText(nanoseconds) == text)
  }

  @Test(
    "work over speed is rounded once, halves up",
    arguments: [
      (10, 4, 5, 13), (10, 1, 3, 30), (1, 2, 1, 1), (1, 3, 1, 0), (2, 3, 1, 1), (3, 2, 1, 2),
      (Int64.max, 1, 2, Int64.max),
    ] as [(Int64, Int64, Int64, Int64)])
  func speed(work: Int64, numerator: Int64, denominator: Int64, time: Int64) {
    #expect(Ratio(numerator, denominator).time(for: work) == time)
  }

  @Test("a heap gives what was put in, in order, whatever the order of pushes", arguments: 0..<20)
  func heap(seed: UInt64) {
    var random = TestRandom(seed: seed)
    var heap = PriorityHeap<Int>()
    var values = (0..<200).map { _ in Int.random(in: 0..<1_000, using: &random) }
    for value in values { heap.push(value) }
    let added = heap.updateFirst { first -> Int in
      first += 500
      return first
    }
    values.sort()
    values[0] = added
    var out: [Int] = []
    while !heap.isEmpty { out.append(heap.popFirst()) }
    #expect(out == values.sorted())
  }
}
