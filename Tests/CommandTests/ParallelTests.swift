import TestSupport
import Testing

@testable import toast

@Suite("Runs on several cores")
struct ParallelTests {
  private struct Odd: Error, Equatable { let number: Int }

  @Test("values come in order, whatever the number of threads", arguments: [1, 2, 3, 8])
  func order(threads: Int) throws {
    var taken: [Int] = []
    try Cores.inOrder(200, threads: threads) {
      $0 * $0
    } take: { index, value in
      #expect(value == index * index)
      taken.append(index)
      return true
    }
    #expect(taken == Array(0..<200))
  }

  @Test("the first error in order is thrown, and nothing behind it is taken", arguments: [1, 4])
  func errors(threads: Int) {
    var taken = 0
    #expect(throws: Odd(number: 31)) {
      try Cores.inOrder(100, threads: threads) { number in
        if number % 10 == 1, number > 30 { throw Odd(number: number) }
        return number
      } take: { _, _ in
        taken += 1
        return true
      }
    }
    #expect(taken == 31)
  }

  @Test("a taker that has enough ends it", arguments: [1, 4])
  func enough(threads: Int) throws {
    var taken = 0
    try Cores.inOrder(1_000, threads: threads) {
      $0
    } take: { _, _ in
      taken += 1
      return taken < 7
    }
    #expect(taken == 7)
  }

  @Test("reports, races and tables have the same bytes on one thread and on several")
  func sameBytes() throws {
    let commands = [
      ["run", "bakery-queue", "-s", "tasks.guest.count=99", "-r", "7", "--json"],
      ["run", "bakery-queue", "-s", "tasks.guest.count=99", "-r", "7", "--table", "jobs"],
      ["run", "toast", "-s", "tasks.toast.count=20000", "--table", "jobs", "-f", "json"],
      ["race", "hands-on-breakfast"],
      ["race", "bakery-queue", "-s", "tasks.guest.count=99", "-r", "3", "-w", "1..3", "--json"],
      ["run", "graham-anomaly", "--shuffle-ties", "3"],
    ]
    for command in commands {
      let alone = try ToastProgram.run(command + ["--threads", "1"])
      let together = try ToastProgram.run(command + ["--threads", "4"])
      #expect(alone.output == together.output && alone.code == together.code)
      #expect(!alone.output.isEmpty)
    }
  }
}
