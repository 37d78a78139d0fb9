import Model

/// A 4-ary heap of ends, 16 bytes each, with what ends beside it.
struct EventHeap: ~Copyable {
  struct Slot: BitwiseCopyable {
    var job: Job
    var step: Int32
    var next: Int32
  }

  private static let slotMask: UInt64 = 0xFF_FFFF

  /// The ends in heap order; the lower bits of a rank name the slot.
  private var ends: Table<Ending> = Table([])
  private var count = 0
  private var slots: Table<Slot> = Table([])
  private var unused: Int32 = -1

  @inline(__always)
  var first: Ending { count > 0 ? ends[0] : .never }

  @inline(__always)
  mutating func push(_ job: Job, step: Int32, _ ending: Ending) {
    let slot = takeSlot(Slot(job: job, step: step, next: -1))
    let added = Ending(
      time: ending.time, rank: ending.rank & ~Self.slotMask | UInt64(slot))
    if count == ends.count { ends.append(added) }
    var child = count
    count += 1
    while child > 0 {
      let parent = (child - 1) >> 2
      guard added < ends[parent] else { break }
      ends[child] = ends[parent]
      child = parent
    }
    ends[child] = added
  }

  @inline(__always)
  mutating func takeFirst() -> Underway {
    let first = ends[0]
    count -= 1
    if count > 0 { siftDown(ends[count]) }
    let slot = Int32(first.rank & Self.slotMask)
    let (job, step) = (slots[slot].job, slots[slot].step)
    slots[slot].next = unused
    unused = slot
    return Underway(
      end: first.time, tie: Tie(rank: first.rank & ~Self.slotMask), job: job, step: step)
  }

  @inline(__always)
  private mutating func takeSlot(_ slot: Slot) -> Int32 {
    guard unused >= 0 else {
      precondition(slots.count < Self.slotMask, "at most 2^24 things are under way")
      slots.append(slot)
      return Int32(slots.count - 1)
    }
    let place = unused
    unused = slots[place].next
    slots[place] = slot
    return place
  }

  @inline(__always)
  private mutating func siftDown(_ ending: Ending) {
    var hole = 0
    while true {
      let children = 4 * hole + 1
      guard children < count else { break }
      var smallest = children
      var least = ends[children]
      for child in children + 1..<max(children + 1, min(children + 4, count)) {
        let other = ends[child]
        if other < least { (least, smallest) = (other, child) }
      }
      guard least < ending else { break }
      ends[hole] = least
      hole = smallest
    }
    ends[hole] = ending
  }
}
