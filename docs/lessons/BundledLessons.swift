/// A lesson that is built into the program.
public struct BundledLesson: Sendable {
  /// The file's name: `01-one-toaster.md`.
  public let file: String
  /// The file's bytes.
  public let bytes: [UInt8]

  /// All of them, in the order in which they are taught.
  public static let all = [
    BundledLesson(
      file: "01-one-toaster.md",
      bytes: PackageResources._1_one_toaster_md),
    BundledLesson(
      file: "02-four-toasters.md",
      bytes: PackageResources._2_four_toasters_md),
    BundledLesson(
      file: "03-speedup-and-efficiency.md",
      bytes: PackageResources._3_speedup_and_efficiency_md),
    BundledLesson(
      file: "04-results-in-order.md",
      bytes: PackageResources._4_results_in_order_md),
    BundledLesson(
      file: "05-sync-and-async.md",
      bytes: PackageResources._5_sync_and_async_md),
    BundledLesson(
      file: "06-coffee-bottleneck.md",
      bytes: PackageResources._6_coffee_bottleneck_md),
    BundledLesson(
      file: "07-amdahl.md",
      bytes: PackageResources._7_amdahl_md),
    BundledLesson(
      file: "08-overhead-and-chunks.md",
      bytes: PackageResources._8_overhead_and_chunks_md),
    BundledLesson(
      file: "09-threads-processes-lock.md",
      bytes: PackageResources._9_threads_processes_lock_md),
    BundledLesson(
      file: "10-real-and-simulated.md",
      bytes: PackageResources._0_real_and_simulated_md),
    BundledLesson(
      file: "11-images.md",
      bytes: PackageResources._1_images_md),
    BundledLesson(
      file: "12-when-not-to.md",
      bytes: PackageResources._2_when_not_to_md),
    BundledLesson(
      file: "13-uneven-jobs.md",
      bytes: PackageResources._3_uneven_jobs_md),
    BundledLesson(
      file: "14-critical-path.md",
      bytes: PackageResources._4_critical_path_md),
    BundledLesson(
      file: "15-weak-scaling.md",
      bytes: PackageResources._5_weak_scaling_md),
    BundledLesson(
      file: "16-queues.md",
      bytes: PackageResources._6_queues_md),
    BundledLesson(
      file: "17-deadlock.md",
      bytes: PackageResources._7_deadlock_md),
  ]
}
