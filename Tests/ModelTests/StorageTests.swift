import TestSupport
import Testing

@testable import Model

@Suite("Storage of the engine")
struct StorageTests {
  @Test("sets of free numbers give the lowest, as a sorted set does", arguments: 0..<40)
  func freeSets(seed: Int) {
    var random = TestRandom(seed: UInt64(seed))
    let capacities = [1, 64, 65, 5_000, 0]
    var sets = FreeSets(capacities: capacities, filled: seed % 2 == 0)
    var model = capacities.map { seed % 2 == 0 ? Set(0..<$0) : Set<Int>() }
    for _ in 0..<2_000 {
      let set = random.below(capacities.count)
      // The last set has no capacity of its own and grows, as rows do.
      let number = random.below(set == 4 ? 300 : capacities[set])
      if model[set].contains(number), random.below(2) == 0 {
        sets.remove(number, from: set)
        model[set].remove(number)
      } else if !model[set].contains(number) {
        sets.insert(number, in: set)
        model[set].insert(number)
      } else {
        let lowest = model[set].min() ?? -1
        #expect(sets.takeLowest(of: set) == lowest)
        model[set].remove(lowest)
      }
      #expect(sets.count(set) == model[set].count && sets.isEmpty(set) == model[set].isEmpty)
    }
  }

  @Test("several lowest numbers in a row are those of one by one", arguments: 0..<40)
  func freeRuns(seed: Int) {
    var random = TestRandom(seed: UInt64(seed))
    let capacity = 1 + random.below(9_000)
    var sets = FreeSets(capacities: [capacity], filled: false)
    var free: [Int] = []
    for number in 0..<capacity where random.below(3) > 0 {
      sets.insert(number, in: 0)
      free.append(number)
    }
    while !free.isEmpty {
      let count = 1 + random.below(free.count)
      var taken: [Int] = []
      var opened = sets.open(0)
      for _ in 0..<count { taken.append(opened.takeLowest(of: 0, in: &sets)) }
      sets.close(opened, count: count, of: 0)
      #expect(taken == Array(free.prefix(count)))
      free.removeFirst(count)
      #expect(sets.count(0) == free.count)
    }
  }

  @Test("linked queues keep their order apart, and use the place of what left again")
  func queues() {
    var random = TestRandom(seed: 7)
    var queues = LinkedQueues<Int>(count: 3)
    var model: [[Int]] = [[], [], []]
    for number in 0..<5_000 {
      let queue = random.below(3)
      if random.below(2) == 0 || model[queue].isEmpty {
        queues.append(number, to: queue)
        model[queue].append(number)
      } else {
        #expect(queues.first(of: queue) == model[queue].first)
        queues.dropFirst(of: queue)
        model[queue].removeFirst()
      }
      #expect(queues.isEmpty(queue) == model[queue].isEmpty)
    }
    for queue in 0..<3 { #expect(queues.elements(of: queue) == model[queue]) }
  }

  @Test("sixteen draws at once are the draws one by one, bit by bit", arguments: 0..<200)
  func blocks(seed: Int) {
    let chance = Chance(seed: UInt64(seed), replication: seed % 3)
    let rules: [DurationRule] = [
      .exponential(mean: 1 << Int64(seed % 60)), .uniform(5, 5_000_000_000),
      .normal(mean: 1_000_000, sd: 900_000), .lognormal(mean: 40_000_000_000, sd: 20_000_000_000),
      .list([3, 1, 4]), .fixed(9),
    ]
    for rule in rules {
      let first = Chance.Draw(
        stream: chance.stream(of: "toast"), purpose: .duration, job: Int32(16 * seed), step: 2)
      let block = chance.durations(rule, first)
      for offset in 0..<16 {
        var draw = first
        draw.job += Int32(offset)
        #expect(block[offset] == chance.duration(rule, draw))
      }
    }
  }

  @Test("four logarithms at once have the bits of one")
  func logarithms() {
    var random = TestRandom(seed: 3)
    for _ in 0..<20_000 {
      let values = SIMD4<Double>(
        (Double(random.next() >> 11) + 0.5) * 0x1p-53, Double(random.next() >> 40) + 1,
        Double(bitPattern: 0x3FF0_0000_0000_0000 + random.next() >> 14), 0x1p-54)
      let logarithms = ElementaryFunctions.log(values)
      for lane in 0..<4 { #expect(logarithms[lane] == ElementaryFunctions.log(values[lane])) }
    }
  }

  @Test("seconds are told from the integer, beyond 64 bits as well")
  func seconds() {
    for (value, text) in [
      (Int128(0), "0"), (1, "0.000000001"), (-250_000_000, "-0.25"), (90_500_000_000, "90.5"),
      (Int128(Int64.max) * 1_000, "9223372036854.775807"),
      (Int128.max, "170141183460469231731687303715.884105727"),
    ] {
      #expect(secondsText(value) == text)
    }
  }
}
