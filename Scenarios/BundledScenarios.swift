/// A scenario that is built into the program.
public struct BundledScenario: Sendable {
  /// The name that `toast run` takes.
  public let name: String
  /// The file's bytes.
  public let bytes: [UInt8]

  /// All of them, in the talk's order.
  public static let all = [
    BundledScenario(name: "toast", bytes: PackageResources.toast_yaml),
    BundledScenario(name: "breakfast-for-two", bytes: PackageResources.breakfast_for_two_yaml),
    BundledScenario(
      name: "breakfast-until-five", bytes: PackageResources.breakfast_until_five_yaml),
    BundledScenario(name: "toast-and-coffee", bytes: PackageResources.toast_and_coffee_yaml),
    BundledScenario(name: "amdahl", bytes: PackageResources.amdahl_yaml),
    BundledScenario(name: "uneven-jobs", bytes: PackageResources.uneven_jobs_yaml),
    BundledScenario(name: "interpreter-lock", bytes: PackageResources.interpreter_lock_yaml),
    BundledScenario(name: "images", bytes: PackageResources.images_yaml),
  ]
}
