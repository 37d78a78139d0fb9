/// What else went on on the machine during a run; nil where the system does not tell.
public struct Contention: Equatable, Sendable {
  /// How long the run took, in nanoseconds.
  public var wall: Nanoseconds
  /// The cores of the machine that the process may use.
  public var cores: Int
  /// Processor time of the run itself, its worker processes included, in nanoseconds.
  public var own: Nanoseconds
  /// Processor time of everything else on the machine, in nanoseconds.
  public var foreign: Nanoseconds?
  /// Time that a host took away from this virtual machine, in nanoseconds.
  public var steal: Nanoseconds?
  /// The share of the run in which some thread of the machine waited for a core, 0 to 1 (PSI "some").
  public var pressure: Double?
  /// How long the workers were runnable without a core, together, in nanoseconds.
  public var runQueueWait: Nanoseconds?
  /// How often a worker lost its core against its will.
  public var involuntarySwitches: Int?
  /// Whether the run went before all other load, which then took what was left.
  public var isIsolated = false

  /// Says what is known.
  public init(wall: Nanoseconds, cores: Int, own: Nanoseconds) {
    self.wall = wall
    self.cores = cores
    self.own = own
  }

  /// The share of the machine's cores that others used, 0 to 1.
  public var foreignShare: Double? {
    guard let foreign, wall > 0, cores > 0 else { return nil }
    return Double(foreign) / (Double(wall) * Double(cores))
  }

  /// Whether others took so much, over 5 % of the cores, that the makespan may say little about the
  /// program; of a run that goes before them, over 20 %, since they get what it leaves.
  public var isContended: Bool {
    let stolen = steal.map { Double($0) > 0.05 * Double(wall) * Double(cores) } ?? false
    return stolen || (foreignShare ?? 0) > (isIsolated ? 0.2 : 0.05)
  }
}
