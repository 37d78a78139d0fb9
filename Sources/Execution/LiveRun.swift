import CExecution
public import Model

/// The events of a run that goes on, for somebody who looks on from another thread.
public final class LiveTrace: TraceStore, @unchecked Sendable {
  // Safety: what can change is touched only while `lock` is held.
  private let lock = Lock()
  private var events: [TraceEvent] = []
  private var runTime: Nanoseconds = 0
  private var notedAt: Int64 = 0

  /// How often a run shows what came meanwhile, in nanoseconds.
  static let period: Nanoseconds = 25 * TimeUnit.millisecond

  /// Makes an empty trace.
  public init() {}

  /// Keeps the next events.
  public func take(_ events: [TraceEvent]) {
    lock.take()
    defer { lock.give() }
    self.events += events
  }

  /// The run is over.
  public func end(_ end: RunEnd) {}

  /// The run has come so far, in nanoseconds since its beginning.
  func note(_ time: Nanoseconds) {
    lock.take()
    defer { lock.give() }
    runTime = time
    notedAt = exec_now()
  }

  /// All events so far, and the instant that they speak of: at most a little later than the last one.
  public var soFar: (events: [TraceEvent], now: Nanoseconds) {
    lock.take()
    defer { lock.give() }
    let last = events.last?.time ?? 0
    guard notedAt > 0 else { return (events, last) }
    return (events, max(last, runTime + exec_now() - notedAt))
  }

  /// The whole trace, when the run is over.
  public var trace: Trace {
    let events = soFar.events
    // All pages but the last are full.
    return Trace(
      chunks: stride(from: 0, to: events.count, by: Trace.chunkSize).map {
        Array(events[$0..<min(events.count, $0 + Trace.chunkSize)])
      })
  }
}

/// A run on a thread of its own.
public final class BackgroundRun: @unchecked Sendable {
  // Safety: what can change is touched only while `lock` is held; `thread` is set once, in `init`.
  private let lock = Lock()
  private var result: Result<Executed, ExecutionError>?
  private var thread: WorkerThread?

  /// Starts the run; its events go to the options' live trace, which must be there.
  public init(
    _ plan: Plan, on kind: WorkerKind, _ options: RealOptions
  ) throws(ExecutionError) {
    guard let live = options.live else { preconditionFailure("somebody looks on") }
    do {
      thread = try WorkerThread {
        do throws(ExecutionError) {
          self.finish(.success(try Execution.run(plan, on: kind, options, keepingTraceIn: live)))
        } catch {
          self.finish(.failure(error))
        }
      }
    } catch {
      throw .cannotStart("a thread", reason: Shortage.reason(error))
    }
  }

  private func finish(_ result: Result<Executed, ExecutionError>) {
    lock.take()
    self.result = result
    lock.give()
  }

  /// Whether the run is over.
  public var isOver: Bool {
    lock.take()
    defer { lock.give() }
    return result != nil
  }

  /// How the run ended; nil while it goes on, or where it could not be made.
  public var end: RunEnd? {
    lock.take()
    defer { lock.give() }
    guard case .success(let executed)? = result else { return nil }
    return executed.recorded.end
  }

  /// Waits for the end; once only.
  public func wait() throws(ExecutionError) -> Executed {
    thread?.join()
    thread = nil
    lock.take()
    defer { lock.give() }
    guard let result else { preconditionFailure("a run that is over has a result") }
    return try result.get()
  }
}
