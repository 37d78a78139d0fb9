public import Model

/// What a run was made on, and by which clock, as machine-readable output names them.
public struct RunPlace: Equatable, Sendable {
  /// `sim`, or the kind of worker.
  public let name: String
  /// `virtual` or `wall`.
  public let clock: String

  /// In the simulator, on a virtual clock.
  public static let simulated = RunPlace(name: "sim", clock: "virtual")

  /// For real, on a kind of worker, on the wall clock.
  public static func real(_ kind: WorkerKind) -> RunPlace {
    RunPlace(name: kind.rawValue, clock: "wall")
  }
}
