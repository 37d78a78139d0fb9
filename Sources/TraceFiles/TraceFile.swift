public import Model

/// A trace in a file, read a chunk at a time by its index; the file is never loaded whole.
///
/// Memory: 8 bytes a chunk of 43 690 events.
public final class TraceFile: Sendable {
  private let file: RawFile
  private let firstTimes: [Nanoseconds]
  /// How the run ended; of a stuck one without the jobs that waited.
  public let end: RunEnd
  /// How many events there are.
  public let eventCount: Int
  /// The fingerprint of the events: 16 hex digits.
  public let fingerprint: String

  /// Opens a file and reads its index; the trace may stand among other bytes.
  ///
  /// - Throws: Where it is no trace, or its end is missing.
  public convenience init(
    _ path: String, after start: Int = 0, length: Int? = nil
  ) throws(TraceFileError) {
    try self.init(RawFile(path, isNew: false, after: start, length: length))
  }

  init(_ file: RawFile) throws(TraceFileError) {
    let (size, headBytes) = (file.size, TraceFileWriter.headBytes)
    guard size >= 2 * headBytes, size % 8 == 0,
      try file.read(8, at: 0) == TraceFileWriter.head
    else { throw .damaged("it is no trace of this format") }
    let foot = try file.read(8, at: size - headBytes)
    // A count that does not fit into the file is not reckoned with.
    guard foot[6] == TraceFileWriter.head[0], foot[7] == TraceFileWriter.head[1],
      let count = Int(exactly: foot[0]), count <= size / TraceFileWriter.eventBytes,
      case let chunkCount = (count + Trace.chunkSize - 1) / Trace.chunkSize,
      size == 2 * headBytes + TraceFileWriter.eventBytes * count + 8 * chunkCount
    else { throw .damaged("its end is missing") }
    self.file = file
    eventCount = count
    let cause: RunEnd.Cause =
      switch foot[2] {
      case 0: .settled
      case 1: .cut
      default: .deadlock([])
      }
    end = RunEnd(cause, at: Nanoseconds(bitPattern: foot[3]))
    var hash = String(foot[1], radix: 16)
    hash = String(repeating: "0", count: 16 - hash.count) + hash
    fingerprint = hash
    firstTimes = try file.read(chunkCount, at: size - headBytes - 8 * chunkCount)
      .map { Nanoseconds(bitPattern: $0) }
  }

  /// How many chunks there are.
  public var chunkCount: Int { firstTimes.count }

  /// The events of a chunk.
  ///
  /// Cost: one read of at most 1 MiB.
  public func events(ofChunk number: Int) throws(TraceFileError) -> [TraceEvent] {
    let count = min(Trace.chunkSize, eventCount - number * Trace.chunkSize)
    let words = try file.read(
      3 * count, at: TraceFileWriter.headBytes + number * Trace.chunkSize * 24)
    var events: [TraceEvent] = []
    events.reserveCapacity(count)
    for position in stride(from: 0, to: words.count, by: 3) {
      guard
        let event = TraceEvent(
          words: (words[position], words[position + 1], words[position + 2]))
      else { throw .damaged("it holds an event of no known kind") }
      events.append(event)
    }
    return events
  }

  /// Where to begin to read for an instant: the last chunk that begins before it.
  ///
  /// The instant's first event stands in this chunk or is the first of the next one.
  ///
  /// Cost: logarithmic in chunks, and no read.
  public func chunk(at time: Nanoseconds) -> Int {
    var (low, high) = (0, firstTimes.count)
    while low < high {
      let middle = (low + high) / 2
      if firstTimes[middle] < time { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}

extension TraceFile: TracePages {
  /// The events of a chunk of a file that this program wrote itself.
  public func page(_ number: Int) -> [TraceEvent] {
    do {
      return try events(ofChunk: number)
    } catch {
      preconditionFailure("a trace that was just written cannot be read back: \(error)")
    }
  }

  /// How many chunks there are.
  public var pageCount: Int { chunkCount }
}
