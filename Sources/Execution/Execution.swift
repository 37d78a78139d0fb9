import CExecution
import Glibc
public import Model

/// Runs a plan on real workers.
public enum Execution {
  /// Runs a plan to its end on workers of one kind.
  ///
  /// The calling thread coordinates. All children have ended when this returns or throws.
  ///
  /// - Throws: Where workers cannot be started or do not come up.
  public static func run(
    _ plan: Plan, on kind: WorkerKind, _ options: RealOptions,
    keepingTraceIn store: (any TraceStore)? = nil
  ) throws(ExecutionError) -> Executed {
    var options = options
    options.commandFiles = exec_raise_file_limit()
    exec_set_timer_slack()
    let recorder = Recorder(plan, keepingTraceIn: store, onRealClock: true)
    switch kind {
    case .threads: return try ThreadBackend.run(plan, options, into: recorder)
    case .processes, .pythonThreads, .pythonProcesses:
      return try ProcessBackend.run(plan, on: kind, options, into: recorder)
    }
  }

  /// The words that the program was started with, its own name first; also where there is no /proc.
  public static var arguments: [String] {
    var words: [String] = []
    // Safety: the words stay where they are, and none after the last is asked for.
    while let word = unsafe exec_argument(Int32(words.count)) {
      words.append(unsafe String(cString: word))
    }
    return words
  }

  /// The number of the first word behind the program's name that is no text, so that the file it may name could
  /// not be found; nil where all are.
  public static var argumentWithoutText: Int? {
    guard unsafe exec_argument(0) != nil else { return nil }
    var number = 1
    // Safety: as above.
    while let word = unsafe exec_argument(Int32(number)) {
      if unsafe String(validatingCString: word) == nil { return number }
      number += 1
    }
    return nil
  }

  /// Why not even a simulation is possible here, in words; nil where the program has what it needs.
  public static func shortage() -> String? { Shortage.ofFewestFiles() }

  /// Whether these arguments ask for a worker process; then call `workerProcess` and nothing else.
  public static func isWorkerProcess(_ arguments: [String]) -> Bool {
    arguments.count >= 2 && arguments[1] == workerArgument
  }

  /// The life of a worker process; returns its exit code.
  ///
  /// Its only argument is the number of the process that started it, which alone tells it what to do.
  public static func workerProcess(_ arguments: [String]) -> Int32 {
    exec_worker_main(arguments.count == 3 ? Int32(arguments[2]) ?? 0 : 0)
  }

  static let workerArgument = "--worker-process"

  /// Restricts this process and its future threads and children to so many of its cores; nil gives all
  /// back.
  ///
  /// False where the system refuses.
  public static func restrictCores(to count: Int?) -> Bool {
    exec_restrict_cores(Int32(clamping: count ?? 0))
  }

  /// The program of a name on the PATH; nil where there is none that may be started.
  public static func find(_ name: String) -> String? {
    if name.contains("/") { return unsafe access(name, X_OK) == 0 ? name : nil }
    let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
    // A relative folder would be looked for where workers run: in the folder of somebody's scenario.
    return path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first {
      unsafe access($0, X_OK) == 0
    }
  }

  /// Starts a thread with a large stack; what is returned waits for its end, once.
  ///
  /// Nil where the system gives no more threads: the libraries' own pools would wait for one for ever.
  public static func startThread(_ body: @escaping @Sendable () -> Void) -> (() -> Void)? {
    guard let thread = try? WorkerThread(stack: 8 << 20, body) else { return nil }
    return { thread.join() }
  }

  /// The clock of runs: nanoseconds of CLOCK_MONOTONIC.
  public static var now: Int64 { exec_now() }

  /// Processor time of this process and its children that have ended, in nanoseconds.
  public static var processorTime: Nanoseconds { exec_process_time() }
}
