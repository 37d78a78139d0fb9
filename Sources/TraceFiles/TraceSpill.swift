public import Model

/// Keeps a trace in memory up to a limit, and beyond it in a file without a name.
public final class TraceSpill: TraceStore {
  private(set) var memory: [[TraceEvent]] = []
  private var count = 0
  private var writer: TraceFileWriter?
  private var failure: TraceFileError?
  private let limit: Int
  private let folder: String

  /// Keeps at most `limit` events in memory; the file is made in `folder` when it is needed.
  public init(limit: Int, folder: String) {
    self.limit = limit
    self.folder = folder
  }

  /// Whether the events stand in a file.
  public var isInFile: Bool { writer != nil }

  /// Keeps the next events.
  public func take(_ events: [TraceEvent]) {
    count += events.count
    if writer == nil, count > limit { moveToFile() }
    if let writer { writer.take(events) } else if failure == nil { memory.append(events) }
  }

  private func moveToFile() {
    guard failure == nil else { return }
    do {
      let file = try TraceFileWriter(withoutNameIn: folder)
      for events in memory { file.take(events) }
      writer = file
    } catch {
      failure = error
    }
    memory = []
  }

  /// The run is over.
  public func end(_ end: RunEnd) { writer?.end(end) }

  /// The trace.
  ///
  /// - Throws: What hindered the writing, if anything did.
  public func trace() throws(TraceFileError) -> Trace {
    if let failure { throw failure }
    guard let writer else { return Trace(chunks: memory) }
    let file = try writer.reader()
    return Trace(pages: file, fingerprint: file.fingerprint)
  }
}
