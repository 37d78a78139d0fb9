/// Why a plan could not be run for real.
public enum ExecutionError: Error, Equatable {
  /// A program, a thread or a pipe could not be made.
  case cannotStart(String, reason: String)
  /// Only so many of the workers' threads or programs could be started.
  case onlyStarted(Int, of: Int, what: String, reason: String)
  /// The system does not let so many workers have what they need.
  case shortage(String)
  /// There is no python3.
  case noPython(String)
  /// There is a python3, and it does not work.
  case brokenPython(String)
  /// A worker program said what no worker says.
  case brokenProtocol
  /// The workers did not come up in time.
  case notReady(count: Int)
}
