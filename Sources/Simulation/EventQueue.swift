import Model

/// What is under way, earliest end first: a ring for each frequent constant time, a heap for the rest.
///
/// Things that take equally long end in the order in which they begin, so they need no sorting: they
/// stand in a ring, and the earliest of all is the earliest among the heads of the rings and of the heap.
/// So a step costs the same with four workers and with a million. A ring takes only what ends after its
/// last one; whatever does not goes to the heap, so that the order never rests on this reasoning.
struct EventQueue: ~Copyable {
  struct Ring: BitwiseCopyable {
    var start: Int
    var mask: Int
    var head = 0
    var tail = 0
    var last = Ending.never
  }

  private var rings: Table<Ring>
  /// The places of all rings, one ring after another.
  private var places: Table<Underway>
  private var heap = EventHeap()
  /// The earliest end of each ring, and of the heap as the last.
  private var heads: Table<Ending>
  private var source = 0
  /// The earliest end of all.
  private(set) var first = Ending.never

  private static let blank = Underway(end: 0, tie: Tie(rank: 0), job: .none, step: 0)

  /// Makes an empty queue with room in its rings for a step of each worker; rings grow where they must.
  init(ringCount: Int, workers: Int) {
    var size = 64
    while ringCount > 0, size * ringCount < workers { size *= 2 }
    rings = Table([])
    for ring in 0..<ringCount { rings.append(Ring(start: ring * size, mask: size - 1)) }
    places = Table(repeating: Self.blank, count: ringCount * size)
    heads = Table(repeating: .never, count: ringCount + 1)
  }

  /// Whether nothing is under way, not even something that never ends.
  var isEmpty: Bool { first == .never }

  /// Adds something that takes a ring's constant time, or any time for ring -1.
  @inline(__always)
  mutating func push(
    _ job: Job, step: Int32, tie: Tie, end: Nanoseconds, ring: Int
  ) {
    let ending = Ending(time: end, rank: tie.rank | UInt64(step))
    guard ring >= 0 else { return pushToHeap(job, step: step, ending) }
    let (head, tail) = (rings[ring].head, rings[ring].tail)
    if head == tail {
      heads[ring] = ending
      if ending < first { (first, source) = (ending, ring) }
    } else if !(rings[ring].last < ending) {
      return pushToHeap(job, step: step, ending)
    } else if tail &- head > rings[ring].mask {
      grow(ring, by: 1)
    }
    rings[ring].last = ending
    append(Underway(ending, job), to: ring)
  }

  /// Takes the earliest; there must be one.
  @inline(__always)
  mutating func takeFirst() -> Underway {
    let taken = source
    guard taken < rings.count else { return takeFromHeap() }
    let head = rings[taken].head
    let (start, mask) = (rings[taken].start, rings[taken].mask)
    let event = places[start + head & mask]
    rings[taken].head = head + 1
    heads[taken] =
      head + 1 == rings[taken].tail ? .never : places[start + (head + 1) & mask].ending
    findFirst()
    return event
  }

  /// Whether the earliest stands in a ring.
  @inline(__always)
  var isFirstInRing: Bool { source < rings.count }

  /// The leg of the earliest, which must stand in a ring.
  @inline(__always)
  var firstLeg: Int32 {
    places[rings[source].start &+ rings[source].head & rings[source].mask].job.leg
  }

  /// Begins to take a run of things from the ring of the earliest.
  ///
  /// The run is what ends now, before anything elsewhere. Nothing may be added before it is closed.
  @inline(__always)
  mutating func openRun(at now: Nanoseconds) -> Int {
    let ring = source
    var limit = Ending(time: now, rank: .max)
    for other in 0..<heads.count where other != ring {
      let ending = heads[other]
      if ending < limit { limit = ending }
    }
    first = limit
    return ring
  }

  /// Takes the next of a run.
  @inline(__always)
  mutating func takeOfRun(_ ring: Int) -> Underway {
    let head = rings[ring].head
    rings[ring].head = head &+ 1
    return places[rings[ring].start &+ head & rings[ring].mask]
  }

  /// Whether a run goes on with the same leg.
  @inline(__always)
  func hasRun(_ ring: Int, ofLeg leg: Int32) -> Bool {
    let head = rings[ring].head
    guard head != rings[ring].tail else { return false }
    let place = rings[ring].start &+ head & rings[ring].mask
    return places[place].ending < first && places[place].job.leg == leg
  }

  /// Ends the taking of a run from a ring.
  @inline(__always)
  mutating func closeRun(_ ring: Int) {
    let head = rings[ring].head
    heads[ring] =
      head == rings[ring].tail
      ? .never : places[rings[ring].start &+ head & rings[ring].mask].ending
    findFirst()
  }

  /// Whether so many things, the first ending as given and the others after it, can be appended to a
  /// ring; makes room for them.
  @inline(__always)
  mutating func opens(_ ring: Int, for count: Int, from ending: Ending) -> Bool {
    guard ring >= 0 else { return false }
    let (head, tail) = (rings[ring].head, rings[ring].tail)
    if head == tail {
      heads[ring] = ending
      if ending < first { (first, source) = (ending, ring) }
    } else if !(rings[ring].last < ending) {
      return false
    }
    if tail - head + count > rings[ring].mask + 1 { grow(ring, by: count) }
    return true
  }

  /// Adds to a ring that was opened for it.
  @inline(__always)
  mutating func append(_ event: Underway, to ring: Int) {
    let tail = rings[ring].tail
    rings[ring].tail = tail &+ 1
    places[rings[ring].start &+ tail & rings[ring].mask] = event
  }

  /// Ends the adding to a ring.
  @inline(__always)
  mutating func closeAppending(to ring: Int) {
    rings[ring].last =
      places[rings[ring].start &+ (rings[ring].tail &- 1) & rings[ring].mask].ending
  }

  @inline(__always)
  private mutating func findFirst() {
    var (best, place) = (heads[0], 0)
    for other in 1..<heads.count {
      let ending = heads[other]
      if ending < best { (best, place) = (ending, other) }
    }
    (first, source) = (best, place)
  }

  @inline(never)
  private mutating func pushToHeap(_ job: Job, step: Int32, _ ending: Ending) {
    heap.push(job, step: step, ending)
    heads[rings.count] = heap.first
    if heap.first < first { (first, source) = (heap.first, rings.count) }
  }

  @inline(never)
  private mutating func takeFromHeap() -> Underway {
    let event = heap.takeFirst()
    heads[rings.count] = heap.first
    findFirst()
    return event
  }

  /// Gives a ring a new place of at least twice its size, with room for so many more.
  @inline(never)
  private mutating func grow(_ ring: Int, by added: Int) {
    let old = rings[ring]
    let count = old.tail - old.head
    var size = 2 * (old.mask + 1)
    while size < count + added { size *= 2 }
    let start = places.count
    places.append(repeating: Self.blank, count: size)
    for offset in 0..<count {
      places[start + offset] = places[old.start + (old.head + offset) & old.mask]
    }
    rings[ring] = Ring(start: start, mask: size - 1, head: 0, tail: count, last: old.last)
  }
}
