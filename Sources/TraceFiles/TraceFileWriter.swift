public import Model

/// Writes the events of a run to a file while it runs, so that a trace needs no memory.
///
/// The format, in 64-bit words, little end first. A head of eight words: "toast.tr", "ace/1\n" and two
/// zero bytes, 3 (words an event), 43 690 (events a chunk), four zeros. Then the events, three words each:
/// those of the fingerprint. Then the index: of each chunk the time of its first event. Last a foot of
/// eight words: the events' count, the fingerprint, how the run ended (0 settled, 1 cut, 2 stuck), when,
/// two zeros, and the first two words of the head again, so that a file that ends too early is known.
public final class TraceFileWriter: TraceStore {
  static let head: [UInt64] = [
    0x72742E_7473616F74, 0x0000_0A31_2F65_6361, 3, UInt64(Trace.chunkSize), 0, 0, 0, 0,
  ]
  static let headBytes = 64
  static let eventBytes = 24

  private let file: RawFile
  private var firstTimes: [UInt64] = []
  private var hash = Fingerprint()
  private var count = 0
  private var failure: TraceFileError?

  /// Makes a new file; one that exists is an error.
  public convenience init(_ path: String) throws(TraceFileError) {
    try self.init(file: RawFile(path, isNew: true))
  }

  /// Makes a file without a name in a folder, which is gone when nobody uses it any more.
  public convenience init(withoutNameIn folder: String) throws(TraceFileError) {
    try self.init(file: RawFile(withoutNameIn: folder))
  }

  /// Writes a whole trace behind what an open file holds already, a multiple of 8 bytes.
  ///
  /// - Returns: How many bytes it takes, a multiple of 8.
  /// - Throws: Where it cannot be written whole.
  public static func append(
    _ trace: Trace, _ end: RunEnd, to descriptor: Int32, after start: Int
  ) throws(TraceFileError) -> Int {
    let writer = try TraceFileWriter(file: RawFile(appendingTo: descriptor, after: start))
    var chunk: [TraceEvent] = []
    chunk.reserveCapacity(Trace.chunkSize)
    for event in trace.events {
      chunk.append(event)
      guard chunk.count == Trace.chunkSize else { continue }
      writer.take(chunk)
      chunk.removeAll(keepingCapacity: true)
    }
    writer.take(chunk)
    writer.end(end)
    if let failure = writer.failure { throw failure }
    return writer.byteCount + 2 * headBytes + 8 * writer.firstTimes.count
  }

  private init(file: RawFile) throws(TraceFileError) {
    try file.write(Self.head, at: 0)
    self.file = file
  }

  /// How many bytes of events were written.
  public var byteCount: Int { count * Self.eventBytes }

  /// Writes the next events; after a failure nothing more.
  public func take(_ events: [TraceEvent]) {
    guard failure == nil, let first = events.first else { return }
    if count % Trace.chunkSize == 0 { firstTimes.append(UInt64(bitPattern: first.time)) }
    var words: [UInt64] = []
    words.reserveCapacity(3 * events.count)
    for event in events {
      let (time, how, what) = event.words
      words.append(time)
      words.append(how)
      words.append(what)
      hash.add(event)
    }
    write(words, at: Self.headBytes + byteCount)
    count += events.count
  }

  /// Writes the index and the foot.
  public func end(_ end: RunEnd) {
    let cause: UInt64 =
      switch end.cause {
      case .settled: 0
      case .cut: 1
      case .deadlock: 2
      }
    let foot = [
      UInt64(count), UInt64(hash.text, radix: 16) ?? 0, cause, UInt64(bitPattern: end.elapsed), 0,
      0, Self.head[0], Self.head[1],
    ]
    write(firstTimes + foot, at: Self.headBytes + byteCount)
  }

  private func write(_ words: [UInt64], at offset: Int) {
    guard failure == nil else { return }
    do { try file.write(words, at: offset) } catch { failure = error }
  }

  /// What was written, to be read by its index.
  ///
  /// - Throws: What hindered the writing, if anything did.
  public func reader() throws(TraceFileError) -> TraceFile {
    if let failure { throw failure }
    return try TraceFile(file)
  }
}
