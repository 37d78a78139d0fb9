import ArgumentParser
import Dispatch
import Execution
import Foundation

/// Spreads independent runs over the processor's cores.
enum Cores {
  /// How many the process may use.
  static var available: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// The most threads that may be asked for.
  private static let most = 1_024

  /// Refuses a number of threads that means nothing.
  static func check(_ threads: Int?) throws {
    guard let threads, !(1...most).contains(threads) else { return }
    throw ValidationError("`--threads \(threads)`: write a number from 1 to \(most)")
  }

  /// Makes `count` values on up to `threads` threads and hands them over in order, on this thread.
  ///
  /// What is handed over, and which error is thrown, does not depend on `threads`: the i-th value is
  /// `make(i)`, and an error counts when its turn comes. `take` tells whether to go on. At most one
  /// value a thread and one more are made ahead, so that memory does not grow with `count`.
  ///
  /// Once `isCancelled` nothing more is handed over, and what is being made is left to end with the
  /// process.
  static func inOrder<Value: Sendable>(
    _ count: Int, threads: Int, isCancelled: (() -> Bool)? = nil,
    make: @escaping @Sendable (Int) throws -> Value, take: (Int, Value) throws -> Bool
  ) throws {
    let makers = Makers(count: count, room: threads + 1, make)
    let isShared = threads > 1 && count > 1 || isCancelled != nil
    guard isShared, makers.start(min(threads, count)) else {
      for index in 0..<count {
        if isCancelled?() == true { return }
        guard try take(index, make(index)) else { return }
      }
      return
    }
    do {
      for index in 0..<count {
        guard let value = makers.value(index, unless: isCancelled) else {
          return makers.forsake()
        }
        guard try take(index, value.get()) else { break }
      }
    } catch {
      makers.stop()
      throw error
    }
    makers.stop()
  }
}

/// Threads that make numbered values ahead of their taker.
private final class Makers<Value: Sendable>: @unchecked Sendable {
  private struct State {
    var next = 0
    var made: [Int: Result<Value, any Error>] = [:]
    var isStopped = false
  }

  private let count: Int
  private let make: @Sendable (Int) throws -> Value
  private let state = Guarded(State())
  /// Counts the values that may still be begun.
  private let room: DispatchSemaphore
  /// Counts the values that were made and not yet looked for.
  private let made = DispatchSemaphore(value: 0)
  // Safety: it is touched only by the one thread that starts the others and waits for them.
  /// Waits for the end of each thread.
  private var joins: [() -> Void] = []

  init(count: Int, room: Int, _ make: @escaping @Sendable (Int) throws -> Value) {
    self.count = count
    self.make = make
    // A semaphore may not go away with less than it began with, so it begins with nothing.
    self.room = DispatchSemaphore(value: 0)
    for _ in 0..<room { self.room.signal() }
  }

  /// Starts as many threads as the system gives; false where it gives none.
  func start(_ threadCount: Int) -> Bool {
    for _ in 0..<threadCount {
      guard let join = Execution.startThread({ self.work() }) else { break }
      joins.append(join)
    }
    return !joins.isEmpty
  }

  private func work() {
    while true {
      room.wait()
      let index = state.withLock { state -> Int? in
        guard !state.isStopped, state.next < count else { return nil }
        state.next += 1
        return state.next - 1
      }
      guard let index else { return }
      let value = Result { try make(index) }
      state.withLock { $0.made[index] = value }
      made.signal()
    }
  }

  /// Waits for a value, nil once it is cancelled; each is asked for once, in order.
  func value(_ index: Int, unless isCancelled: (() -> Bool)?) -> Result<Value, any Error>? {
    while true {
      if isCancelled?() == true { return nil }
      if let value = state.withLock({ $0.made.removeValue(forKey: index) }) {
        room.signal()
        return value
      }
      // A signal handler can wake nobody here, so the wish to end is looked for now and then.
      if isCancelled == nil { made.wait() } else { _ = made.wait(timeout: .now() + 0.1) }
    }
  }

  /// Begins no more values and waits for those under way.
  func stop() {
    forsake()
    for join in joins { join() }
  }

  /// Begins no more values.
  func forsake() {
    state.withLock { $0.isStopped = true }
    for _ in joins { room.signal() }
  }
}

/// A value that one thread at a time uses.
///
/// The lock is one of the C library, which the thread sanitizer knows; of what orders the threads
/// in a `Mutex` it sees nothing, and takes every use for a race.
private final class Guarded<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    try lock.withLock { try body(&value) }
  }
}
