/// Why a plan could not be run for real.
public enum ExecutionError: Error, Equatable {
  /// A program, a thread or a pipe could not be made.
  case cannotStart(String, reason: String)
  /// There is no python3, or it does not work.
  case noPython(String)
  /// A worker program said what no worker says.
  case brokenProtocol
  /// The workers did not come up in time.
  case notReady(count: Int)
}
