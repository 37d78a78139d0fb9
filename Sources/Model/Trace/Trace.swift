/// The kept events of a run, in order.
public struct Trace: Sendable {
  /// How many events make a chunk of about 1 MiB.
  public static let chunkSize = (1 << 20) / MemoryLayout<TraceEvent>.stride

  private let chunks: [[TraceEvent]]
  /// The fingerprint of the events: 16 hex digits.
  public let fingerprint: String

  init(chunks: [[TraceEvent]]) {
    self.chunks = chunks
    var hash = Fingerprint()
    for chunk in chunks { for event in chunk { hash.add(event) } }
    fingerprint = hash.text
  }

  /// The events.
  public var events: FlattenSequence<[[TraceEvent]]> { chunks.joined() }
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
    add(UInt64(bitPattern: event.time))
    let low = UInt64(event.kind.rawValue) | UInt64(event.detail) << 8 | UInt64(event.step) << 16
    add(low | UInt64(UInt32(bitPattern: event.lane)) << 32)
    add(UInt64(UInt32(bitPattern: event.task)) << 32 | UInt64(UInt32(bitPattern: event.number)))
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
