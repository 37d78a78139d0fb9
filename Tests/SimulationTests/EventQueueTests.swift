import Model
import TestSupport
import Testing

@testable import Simulation

@Suite("The queue of events")
struct EventQueueTests {
  /// What the queue must give: the earliest end, ties by place.
  private struct Entry: Comparable {
    let end: Nanoseconds
    let tie: UInt64

    static func < (left: Entry, right: Entry) -> Bool {
      (left.end, left.tie) < (right.end, right.tie)
    }
  }

  @Test("ends come out in order, whatever was put into rings and heap", arguments: 0..<60)
  func order(seed: Int) {
    var random = TestRandom(seed: UInt64(seed))
    let times: [Nanoseconds] = [0, 5, 7, 60].shuffled(using: &random)
    var queue = EventQueue(ringCount: times.count, workers: 1)
    var model: [Entry] = []
    var now: Nanoseconds = 0
    var begun: UInt64 = 0
    let shuffled = TieOrder(seed: seed % 3 == 0 ? UInt64(seed) : nil)
    for _ in 0..<3_000 {
      if random.below(100) < 52 {
        begun += 1
        let tie = shuffled.place(of: begun)
        // A ring's own time, a ring with a time that is not its own, or the heap.
        let choice = random.below(10)
        let ring = choice < 8 ? choice % times.count : -1
        let time = choice == 7 ? Nanoseconds(random.below(80)) : ring < 0 ? 13 : times[ring]
        queue.push(.none, step: 3, tie: tie, end: now + time, ring: ring)
        model.append(Entry(end: now + time, tie: tie.rank))
      } else if let earliest = model.min() {
        #expect(queue.first.time == earliest.end)
        let event = queue.takeFirst()
        #expect(event.ending.time == earliest.end && event.tie.rank == earliest.tie)
        #expect(event.step == 3)
        model.removeAll { $0 == earliest }
        now = earliest.end
      }
      #expect(queue.isEmpty == model.isEmpty)
    }
  }
}
