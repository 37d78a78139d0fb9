/// The kept events of a run, in order, in memory or in a file.
public struct Trace: Sendable {
  /// How many events make a chunk of about 1 MiB.
  public static let chunkSize = (1 << 20) / MemoryLayout<TraceEvent>.stride

  private let pages: any TracePages
  /// The fingerprint of the events: 16 hex digits.
  public let fingerprint: String

  /// A trace in memory; its fingerprint is made now, at a cost linear in events.
  public init(chunks: [[TraceEvent]]) {
    pages = ChunksInMemory(chunks: chunks)
    var hash = Fingerprint()
    for chunk in chunks { for event in chunk { hash.add(event) } }
    fingerprint = hash.text
  }

  /// A trace that is read page by page, with its known fingerprint.
  public init(pages: any TracePages, fingerprint: String) {
    self.pages = pages
    self.fingerprint = fingerprint
  }

  /// The events; one page is in memory at a time where they stand in a file.
  public var events: FlattenSequence<LazyMapSequence<Range<Int>, [TraceEvent]>> {
    (0..<pages.pageCount).lazy.map { pages.page($0) }.joined()
  }

  /// Gives some events by their position among all; positions beyond the last are left out.
  ///
  /// Cost: linear in the events given, and a page where the trace stands in a file.
  public func forEachEvent(in range: Range<Int>, _ body: (TraceEvent) -> Void) {
    var next = range.lowerBound
    // All pages but the last are full.
    while next < range.upperBound, next / Self.chunkSize < pages.pageCount {
      let first = next / Self.chunkSize * Self.chunkSize
      let page = pages.page(next / Self.chunkSize)
      let end = min(page.count, range.upperBound - first)
      guard next - first < end else { return }
      for event in page[(next - first)..<end] { body(event) }
      next = first + end
    }
  }
}

/// Events that are read a page at a time.
public protocol TracePages: Sendable {
  /// How many pages there are.
  var pageCount: Int { get }
  /// The events of a page; all pages but the last have `Trace.chunkSize`.
  func page(_ number: Int) -> [TraceEvent]
}

private struct ChunksInMemory: TracePages {
  let chunks: [[TraceEvent]]
  var pageCount: Int { chunks.count }
  func page(_ number: Int) -> [TraceEvent] { chunks[number] }
}

/// Keeps events in memory, in chunks, so that a trace never takes twice its size to grow.
///
/// A trace that passes the limit is dropped whole: a part of a trace would mislead.
public final class TraceMemory: TraceStore {
  private var chunks: [[TraceEvent]] = []
  private let limit: Int
  /// How many events came, kept or not.
  public private(set) var count = 0

  /// Makes an empty store that keeps at most `limit` events.
  public init(limit: Int = .max) { self.limit = limit }

  /// Keeps the next events.
  public func take(_ events: [TraceEvent]) {
    count += events.count
    if count <= limit { chunks.append(events) } else { chunks = [] }
  }

  /// Nothing is left to do at the end of a run.
  public func end(_ end: RunEnd) {}

  /// The trace; nil where more events came than the limit allows.
  ///
  /// Cost: linear in events.
  public var trace: Trace? { count > limit ? nil : Trace(chunks: chunks) }
}

/// A 64-bit hash of a run's events in order, made word by word.
///
/// Each event is three words: time; kind, detail and step packed from the low end (8, 8, 16 bits) with
/// the lane above them (32 bits); task above number (32 bits each). Each word w changes the hash h:
/// h = (h xor w) * 0x9E3779B97F4A7C15 modulo 2^64, then h = h xor (h shifted right by 32). It starts at
/// 0x746F617374.
public struct Fingerprint: Sendable {
  private var hash: UInt64 = 0x74_6F61_7374

  /// Makes the fingerprint of no events.
  public init() {}

  /// Adds an event.
  @inline(__always)
  public mutating func add(_ event: TraceEvent) {
    let (time, how, what) = event.words
    add(time)
    add(how)
    add(what)
  }

  /// Adds one word.
  @inline(__always)
  public mutating func add(_ word: UInt64) {
    hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
  }

  /// The hash as 16 hex digits.
  public var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension TraceEvent {
  /// The event as the three words of the fingerprint.
  @inline(__always)
  public var words: (UInt64, UInt64, UInt64) {
    let low = UInt64(kind.rawValue) | UInt64(detail) << 8 | UInt64(step) << 16
    return (
      UInt64(bitPattern: time), low | UInt64(UInt32(bitPattern: lane)) << 32,
      UInt64(UInt32(bitPattern: task)) << 32 | UInt64(UInt32(bitPattern: number))
    )
  }

  /// The event of three words; nil where its kind is not known.
  public init?(words: (UInt64, UInt64, UInt64)) {
    guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: words.1)) else { return nil }
    self.init(
      kind, at: Nanoseconds(bitPattern: words.0),
      task: Int32(truncatingIfNeeded: words.2 >> 32), number: Int32(truncatingIfNeeded: words.2),
      lane: Int32(truncatingIfNeeded: words.1 >> 32),
      step: Int32(UInt16(truncatingIfNeeded: words.1 >> 16)),
      detail: Int32(UInt8(truncatingIfNeeded: words.1 >> 8)))
  }
}
