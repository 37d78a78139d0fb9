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
    exec_raise_file_limit()
    exec_set_timer_slack()
    let recorder = Recorder(plan, keepingTraceIn: store, onRealClock: true)
    switch kind {
    case .threads: return try ThreadBackend.run(plan, options, into: recorder)
    case .processes, .pythonThreads, .pythonProcesses:
      return try ProcessBackend.run(plan, on: kind, options, into: recorder)
    }
  }

  /// Whether these arguments ask for a worker process; then call `workerProcess` and nothing else.
  public static func isWorkerProcess(_ arguments: [String]) -> Bool {
    arguments.count == 2 && arguments[1] == workerArgument
  }

  /// The life of a worker process; returns its exit code.
  public static func workerProcess() -> Int32 { exec_worker_main() }

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
    return path.split(separator: ":").map { "\($0)/\(name)" }.first {
      unsafe access($0, X_OK) == 0
    }
  }

  /// The clock of runs: nanoseconds of CLOCK_MONOTONIC.
  public static var now: Int64 { exec_now() }

  /// Processor time of this process and its children that have ended, in nanoseconds.
  public static var processorTime: Nanoseconds { exec_process_time() }
}
