import Glibc
import Model

/// The programs whose processes are a plan's workers.
struct Crew {
  /// A program to be started, and the lanes that it works for.
  struct Program {
    let lanes: Range<Int>
    let arguments: [String]
  }

  /// The file that is started.
  let path: String
  let programs: [Program]
  /// Whether its loops sleep for waits that need no worker.
  let sleepsForWaits: Bool
  /// Whether its programs keep limits themselves.
  let keepsLimits: Bool
  private let isPython: Bool

  init(_ plan: Plan, _ kind: WorkerKind, _ options: RealOptions) throws(ExecutionError) {
    let isAsync = plan.scenario.execution == .async
    isPython = kind == .pythonThreads || kind == .pythonProcesses
    sleepsForWaits = isPython && isAsync
    keepsLimits = isPython && (isAsync || kind == .pythonThreads)
    guard isPython else {
      path = options.program
      programs = (0..<plan.workerCount).map {
        Program(lanes: $0..<$0 + 1, arguments: [Execution.workerArgument, "\(getpid())"])
      }
      return
    }
    guard let python = Execution.find(options.python) else {
      throw .noPython("there is no \(options.python) on the PATH")
    }
    path = python
    let mode = isAsync ? "loops" : kind == .pythonThreads ? "threads" : "processes"
    let pieces = plan.pools.flatMap { pool in
      isAsync && kind == .pythonProcesses
        ? pool.workers.map { $0..<$0 + 1 } : [pool.workers]
    }
    let text = String(decoding: PackageResources.pool_py, as: UTF8.self)
    programs = pieces.map { lanes in
      // Neither settings nor packages of the user slow the start down.
      Program(
        lanes: lanes,
        arguments: ["-I", "-S", "-c", text, mode, "\(lanes.count)", "\(lanes.lowerBound)"])
    }
  }

  /// Refuses what cannot be started.
  func check() throws(ExecutionError) {
    if !isPython { try Shortage.checkFiles(programs: programs.count) }
  }

  /// Why one of its programs could not be started after so many others.
  func failure(_ error: SystemError, after count: Int) -> ExecutionError {
    if error.number == ENOENT, !isPython {
      return .cannotStart(
        "a worker process", reason: "/proc/self/exe is missing, so /proc may not be mounted")
    }
    let what = isPython ? "programs of python3" : "worker processes"
    return .onlyStarted(count, of: programs.count, what: what, reason: Shortage.reason(error))
  }

  /// Why one of its programs cannot start all of its lanes.
  func failure(_ error: SystemError) -> ExecutionError {
    let count = programs.last?.lanes.upperBound ?? 0
    return .shortage(
      "python3 cannot start \(count == 1 ? "a worker" : "\(count) workers"): "
        + Shortage.reason(error))
  }

  /// Why its programs do not work.
  func failure(_ cause: String) -> ExecutionError {
    isPython
      ? .brokenPython("python3 \(cause) before it was ready")
      : .cannotStart("a worker process", reason: "it \(cause) before it was ready")
  }
}
