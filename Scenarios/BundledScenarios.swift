/// A scenario that is built into the program.
public struct BundledScenario: Sendable {
  /// What scenarios are about, in the order of the list.
  public enum Subject: String, CaseIterable, Sendable {
    /// An idea of the talk.
    case talk = "The talk, in its order"
    /// A classic of scheduling or queueing.
    case classic = "Classics"
  }

  /// The name that `toast run` takes.
  public let name: String
  /// The file's bytes.
  public let bytes: [UInt8]
  /// What it is about.
  public let subject: Subject

  private init(_ name: String, _ bytes: [UInt8], _ subject: Subject = .talk) {
    self.name = name
    self.bytes = bytes
    self.subject = subject
  }

  /// All of them, in the talk's order, then the classics.
  public static let all = [
    BundledScenario("one-toaster", PackageResources.one_toaster_yaml),
    BundledScenario("toast", PackageResources.toast_yaml),
    BundledScenario("breakfast-for-two", PackageResources.breakfast_for_two_yaml),
    BundledScenario("breakfast-until-five", PackageResources.breakfast_until_five_yaml),
    BundledScenario("toast-and-coffee", PackageResources.toast_and_coffee_yaml),
    BundledScenario("hands-on-breakfast", PackageResources.hands_on_breakfast_yaml),
    BundledScenario("chain", PackageResources.chain_yaml),
    BundledScenario("amdahl", PackageResources.amdahl_yaml),
    BundledScenario("no-parallel-part", PackageResources.no_parallel_part_yaml),
    BundledScenario("uneven-jobs", PackageResources.uneven_jobs_yaml),
    BundledScenario("interpreter-lock", PackageResources.interpreter_lock_yaml),
    BundledScenario("io-bound", PackageResources.io_bound_yaml),
    BundledScenario("chunk-size", PackageResources.chunk_size_yaml),
    BundledScenario("images", PackageResources.images_yaml),
    BundledScenario("graham-anomaly", PackageResources.graham_anomaly_yaml, .classic),
    BundledScenario("longest-first", PackageResources.longest_first_yaml, .classic),
    BundledScenario("stragglers", PackageResources.stragglers_yaml, .classic),
    BundledScenario("bakery-queue", PackageResources.bakery_queue_yaml, .classic),
    BundledScenario("pipeline", PackageResources.pipeline_yaml, .classic),
    BundledScenario("philosophers", PackageResources.philosophers_yaml, .classic),
  ]
}
