import Execution
import Model

extension Failure {
  /// Why a run for real is not possible here.
  init(_ error: ExecutionError, on kind: WorkerKind) {
    let cause: String =
      switch error {
      case .cannotStart(let what, let reason): "\(what) cannot be started: \(reason)"
      case .noPython(let reason): "\(reason); install python3, or choose --on threads,processes"
      case .brokenProtocol: "a worker answered what no worker answers"
      case .notReady(let count):
        "\(count) worker\(count == 1 ? " was" : "s were") not up within 30 s"
      }
    self.init(message: "no run on \(kind.rawValue): \(cause)", code: .unavailable)
  }
}
