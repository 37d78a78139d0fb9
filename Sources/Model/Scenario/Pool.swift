/// A group of workers that are alike but for their speed.
public struct Pool: Equatable, Sendable {
  /// The pool's name, one word.
  public var name: String
  /// How many workers; at least 1.
  public var count: Int
  /// What a worker is on a real machine.
  public var kind: WorkerKind
  /// The workers' speeds; a shorter list repeats.
  public var speeds: [Ratio]

  /// The speeds that its workers have; a longer list serves larger pools.
  public var speedsInUse: ArraySlice<Ratio> { speeds.prefix(count) }

  /// Makes a pool; without speeds every worker runs at full speed.
  public init(
    name: String, count: Int, kind: WorkerKind = .threads, speeds: [Ratio] = [.one]
  ) {
    self.name = name
    self.count = count
    self.kind = kind
    self.speeds = speeds
  }
}

/// What the workers of a pool are on a real machine.
public enum WorkerKind: String, CaseIterable, Sendable {
  /// Operating-system threads.
  case threads
  /// Operating-system processes.
  case processes
  /// Threads of one CPython interpreter: they share one core for `work`, the interpreter lock.
  case pythonThreads = "python-threads"
  /// CPython processes.
  case pythonProcesses = "python-processes"
}

/// A thing of limited capacity that jobs hold while they use it.
public struct Resource: Equatable, Sendable {
  /// The resource's name, one word.
  public var name: String
  /// How many units can be held at once; at least 1.
  public var capacity: Int

  /// Makes a resource.
  public init(name: String, capacity: Int) {
    self.name = name
    self.capacity = capacity
  }
}
