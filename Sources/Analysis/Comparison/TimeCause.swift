/// What a part of a job's response goes into: its service, or what it queues for.
public enum TimeCause: Hashable, Sendable {
  /// Steps, at most their written time each.
  case service
  /// What `work` steps take beyond their written time: cores, lock or speed.
  case slowed
  /// Steps of attempts that fail.
  case failed
  /// Queueing before the pool's first worker is up.
  case startup
  /// Queueing for a worker of its pool; under static assignment for its own.
  case worker
  /// Behind other jobs of its chunk, on the worker that has taken it.
  case chunk
  /// Waiting for the coordinator's hand-out.
  case dispatch
  /// Moving argument and result.
  case transfer
  /// Queueing for a resource.
  case resource(String)

  /// All but the resources, in the order in which they are told.
  public static let common: [TimeCause] = [
    .service, .slowed, .failed, .startup, .worker, .chunk, .dispatch, .transfer,
  ]

  /// The name in machine-readable output: "worker", "resource coffee-maker".
  public var name: String {
    switch self {
    case .service: "service"
    case .slowed: "slowed"
    case .failed: "failed"
    case .startup: "startup"
    case .worker: "worker"
    case .chunk: "chunk"
    case .dispatch: "dispatch"
    case .transfer: "transfer"
    case .resource(let name): "resource \(name)"
    }
  }

  /// Whether it is a part of queued time; the others are service.
  public var isQueued: Bool {
    switch self {
    case .service, .slowed, .failed: false
    default: true
    }
  }
}
