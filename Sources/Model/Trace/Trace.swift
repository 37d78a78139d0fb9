/// The kept events of a run, in order, with their fingerprint.
///
/// Events are kept in chunks of 1 MiB, so that a trace never takes twice its size to grow. One that
/// passes its limit is dropped whole: a part of a trace would mislead.
public struct Trace: EventSink, Sendable {
  private static let chunkSize = (1 << 20) / MemoryLayout<TraceEvent>.stride

  private var chunks: [[TraceEvent]] = []
  private var hash = Fingerprint()
  private let limit: Int
  /// How many events came, kept or not.
  public private(set) var count = 0

  /// Makes an empty trace that keeps at most `limit` events.
  public init(limit: Int = .max) { self.limit = limit }

  /// Whether more events came than the limit allows, so that none are kept.
  public var isDropped: Bool { count > limit }

  /// The events.
  public var events: FlattenSequence<[[TraceEvent]]> { chunks.joined() }

  /// Keeps an event.
  ///
  /// Cost: constant.
  public mutating func record(_ event: TraceEvent) {
    count += 1
    guard count <= limit else {
      if !chunks.isEmpty { chunks = [] }
      return
    }
    hash.add(event)
    if chunks.isEmpty || chunks[chunks.count - 1].count == Self.chunkSize {
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(min(limit, Self.chunkSize))
    }
    chunks[chunks.count - 1].append(event)
  }

  /// The fingerprint of the events: 16 hex digits.
  public var fingerprint: String { hash.text }
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
