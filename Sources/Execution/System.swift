import CExecution

/// A word that threads sleep on until somebody raises it; also from a signal handler.
@safe
public final class Signal: @unchecked Sendable {
  // Safety: made in `init`, freed in `deinit`, and every use of it in C is atomic.
  let word: OpaquePointer

  /// Makes a signal that was never raised.
  public init() {
    guard let word = unsafe exec_signal_make() else { preconditionFailure("memory is left") }
    unsafe self.word = unsafe word
  }

  deinit { unsafe exec_signal_free(word) }

  /// How often it was raised.
  public var count: UInt32 { unsafe exec_signal_count(word) }

  /// Wakes all who wait.
  public func raise() { unsafe exec_signal_raise(word) }

  /// Waits until it is raised more often than `seen`, or until an instant; true if it was raised.
  @discardableResult
  public func wait(beyond seen: UInt32, until deadline: Int64) -> Bool {
    unsafe exec_signal_wait(word, seen, deadline)
  }
}

/// A lock that is held for a moment.
@safe
final class Lock: @unchecked Sendable {
  // Safety: made in `init` and freed in `deinit`; C's lock is made for many threads.
  private let lock: OpaquePointer

  init() {
    guard let lock = unsafe exec_lock_make() else { preconditionFailure("memory is left") }
    unsafe self.lock = unsafe lock
  }

  deinit { unsafe exec_lock_free(lock) }

  @inline(__always)
  func take() { unsafe exec_lock_take(lock) }

  @inline(__always)
  func give() { unsafe exec_lock_give(lock) }
}

/// A wish that a run ends now; a signal handler may utter it.
public final class Interrupt: Sendable {
  private let wish = Signal()
  /// Wakes the coordinator of a run; also raised for other reasons.
  let wake = Signal()

  /// Nobody wishes anything yet.
  public init() {}

  /// Whether the run has to end.
  public var isRaised: Bool { wish.count > 0 }

  /// Ends the run.
  public func raise() {
    wish.raise()
    wake.raise()
  }

  /// Has SIGINT and SIGTERM raise this until `body` returns; a second SIGINT ends the process.
  ///
  /// One that whoever started the program has ignored stays so.
  public func catchingSignals<Value, Problem: Error>(
    _ body: () throws(Problem) -> Value
  ) throws(Problem) -> Value {
    unsafe exec_catch_interrupts(wish.word, wake.word)
    defer { exec_release_interrupts() }
    return try body()
  }
}

/// A thread of the operating system: task groups run only as many blocking bodies as there are cores.
@safe
final class WorkerThread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  // Safety: C made it; `join`, called once, is the last that uses it.
  private let thread: OpaquePointer

  /// Starts a thread.
  init(
    stack: Int64 = exec_stack_size, _ run: @escaping @Sendable () -> Void
  ) throws(SystemError) {
    // Safety: the thread takes the body over, and it is given back here where there is no thread.
    let body = unsafe Unmanaged.passRetained(Body(run))
    var thread: OpaquePointer?
    let error = unsafe exec_thread_start(
      &thread, stack,
      { context in
        guard let context = unsafe context else { return }
        unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
      }, body.toOpaque())
    guard error == 0, let thread = unsafe thread else {
      unsafe body.release()
      throw SystemError(number: error)
    }
    unsafe self.thread = unsafe thread
  }

  /// Waits for its end.
  func join() { unsafe exec_thread_join(thread) }
}

/// What a step burns, sleeps or runs, by C.
enum Work {
  /// Uses so much processor time of this thread, unless stopped; how much it was, in nanoseconds.
  static func burn(_ amount: Int64, stop: Signal) -> Int64 {
    unsafe exec_burn(amount, stop.word, exec_never)
  }

  /// Runs a shell command: its status as in messages; the error's number where it cannot be started.
  static func command(
    _ text: String, folder: String, stop: Signal
  ) -> (status: Int32, error: Int32) {
    let outcome = unsafe exec_command(text, folder, stop.word, exec_never)
    return (outcome.status, outcome.error)
  }
}
