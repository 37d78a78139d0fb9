import Execution
import Model

extension Failure {
  /// Why a run for real is not possible here.
  init(_ error: ExecutionError, on kind: WorkerKind) {
    let remedy = "; raise that limit, or take fewer workers (-w)"
    let cause: String =
      switch error {
      case .cannotStart(let what, let reason): "\(what) cannot be started: \(reason)"
      case .onlyStarted(let count, let all, let what, let reason):
        "\(count == 0 ? "none" : "only \(count)") of \(all) \(what) could be started: \(reason)"
          + remedy
      case .shortage(let reason): reason + remedy
      case .noPython(let reason): "\(reason); install python3, or choose --on threads,processes"
      case .brokenPython(let reason):
        "\(reason); it may have said why above, and `python3 -c ''` tells whether it works at all; "
          + "--on threads,processes does without it"
      case .brokenProtocol: "a worker answered what no worker answers"
      case .notReady(let count):
        "\(count) worker\(count == 1 ? " was" : "s were") not up, and none came within 60 s"
      }
    self.init(message: "no run on \(kind.rawValue): \(cause)", code: .unavailable)
  }
}
