public import Model

/// The time that a lane spends in each state.
public struct StateTimes: Equatable, Sendable {
  private var times = SIMD8<Int64>(repeating: 0)

  /// No time at all.
  public init() {}

  /// The time in a state, in nanoseconds.
  public subscript(state: LaneSpan.State) -> Nanoseconds {
    get { times[Int(state.rawValue)] }
    set { times[Int(state.rawValue)] = newValue }
  }

  /// The time in any state, in nanoseconds: what is left is idle.
  public var total: Nanoseconds { times.wrappedSum() }

  /// The time in work, waits and failed attempts, in nanoseconds.
  public var busy: Nanoseconds { self[.work] + self[.wait] + self[.failed] }

  /// What of a longer time came after another.
  public static func - (left: StateTimes, right: StateTimes) -> StateTimes {
    var difference = StateTimes()
    difference.times = left.times &- right.times
    return difference
  }
}

/// What one lane did, for questions about any stretch of time.
///
/// Memory: 32 bytes a span and 72 bytes every sixteenth.
public struct LaneHistory: Sendable {
  /// Its spans, in order, none overlapping another.
  public let spans: [LaneSpan]
  /// The times and visits before every sixteenth span.
  private var sums: [Sum] = []
  private static let block = 16

  private struct Sum {
    var times = StateTimes()
    var visits = 0
  }

  /// Makes the index of some spans.
  ///
  /// Cost: linear in spans.
  public init(_ spans: [LaneSpan]) {
    self.spans = spans
    sums.reserveCapacity(spans.count / Self.block + 1)
    var sum = Sum()
    for index in spans.indices {
      if index % Self.block == 0 { sums.append(sum) }
      add(index, to: &sum)
    }
  }

  private func add(_ index: Int, to sum: inout Sum) {
    let span = spans[index]
    sum.times[span.state] += span.end - span.start
    if endsVisit(index) { sum.visits += 1 }
  }

  /// Whether the lane turns to another job, or to nothing, after a span.
  private func endsVisit(_ index: Int) -> Bool {
    let span = spans[index]
    guard span.task >= 0, !span.isCut else { return false }
    guard index + 1 < spans.count else { return true }
    let next = spans[index + 1]
    return next.task != span.task || next.number != span.number
  }

  /// How many spans have ended at an instant.
  ///
  /// Cost: logarithmic in spans.
  public func endedCount(at time: Nanoseconds) -> Int {
    spans.indices.firstPosition { spans[$0].end > time }
  }

  /// The span that an instant falls into; nil where the lane is idle then.
  ///
  /// Cost: logarithmic in spans.
  public func span(at time: Nanoseconds) -> LaneSpan? {
    let index = endedCount(at: time)
    // What the end of the run cut off is there to be seen at the end.
    if index == spans.count, let last = spans.last, last.isCut, last.end == time { return last }
    return index < spans.count && spans[index].start <= time ? spans[index] : nil
  }

  /// The time in each state before an instant.
  ///
  /// Cost: logarithmic in spans.
  public func times(before time: Nanoseconds) -> StateTimes {
    sum(before: time, ended: endedCount(at: time)).times
  }

  /// How many visits of jobs have ended at an instant: a job that comes back counts again.
  ///
  /// Cost: logarithmic in spans.
  public func visits(before time: Nanoseconds) -> Int {
    sum(before: time, ended: endedCount(at: time)).visits
  }

  private func sum(before time: Nanoseconds, ended: Int) -> Sum {
    guard !spans.isEmpty else { return Sum() }
    let first = min(ended / Self.block, sums.count - 1)
    var sum = sums[first]
    for index in first * Self.block..<ended { add(index, to: &sum) }
    if ended < spans.count, spans[ended].start < time {
      sum.times[spans[ended].state] += time - spans[ended].start
    }
    return sum
  }

  /// What the lane did in each of several stretches of time that follow one another.
  ///
  /// `borders` are the instants between them, one more than stretches. Cost: for each stretch
  /// logarithmic in spans, or linear in the spans of all where they are few.
  public func stretches(_ borders: [Nanoseconds]) -> [LaneStretch] {
    guard let begin = borders.first, let end = borders.last, borders.count > 1 else { return [] }
    let (first, last) = (endedCount(at: begin), endedCount(at: end))
    if last - first <= 8 * borders.count { return walked(borders, from: first) }
    var before = times(before: begin)
    var ended = first
    return (1..<borders.count).map { index in
      let now = endedCount(at: borders[index])
      let sum = sum(before: borders[index], ended: now)
      defer { (before, ended) = (sum.times, now) }
      return LaneStretch(
        times: sum.times - before, span: dominant(ended, now, borders, index))
    }
  }

  /// The span of a stretch that may name its task: the one that holds its middle, or the next.
  private func dominant(_ first: Int, _ last: Int, _ borders: [Nanoseconds], _ index: Int) -> Int {
    let middle = borders[index - 1] + (borders[index] - borders[index - 1]) / 2
    return min((first..<last).firstPosition { spans[$0].end > middle }, spans.count - 1)
  }

  /// The stretches by going through all spans once.
  private func walked(_ borders: [Nanoseconds], from first: Int) -> [LaneStretch] {
    var index = first
    return (1..<borders.count).map { border in
      var stretch = LaneStretch()
      var longest: Nanoseconds = 0
      while index < spans.count, spans[index].start < borders[border] {
        let span = spans[index]
        let overlap = min(span.end, borders[border]) - max(span.start, borders[border - 1])
        stretch.times[span.state] += overlap
        if overlap > longest { (longest, stretch.span) = (overlap, index) }
        guard span.end <= borders[border] else { break }
        if span.state == .work || span.state == .wait { stretch.ends = !span.isCut }
        index += 1
      }
      return stretch
    }
  }
}

/// What a lane did in a stretch of time.
public struct LaneStretch: Equatable, Sendable {
  /// The time in each state.
  public var times = StateTimes()
  /// Whether work or a wait ended in it, its last instant included; told only where spans are few.
  public var ends = false
  /// The position of a span that is typical of it; nil where there is none.
  public var span: Int?
}
