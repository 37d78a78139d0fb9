import Execution
import Foundation
import Model
import Simulation

/// What was measured of this machine, kept in the user's cache directory.
struct MachineCache {
  private(set) var profile: MachineProfile
  private let facts: MachineFacts
  private let url: URL?

  /// Reads what is known; what is damaged, older or of another machine counts as unknown.
  init(_ facts: MachineFacts) {
    self.facts = facts
    url = Self.folder?.appendingPathComponent("machine-\(facts.identity).json")
    profile = MachineProfile(identity: facts.identity)
    guard let url, let data = try? Data(contentsOf: url) else { return }
    guard let known = try? JSONDecoder().decode(MachineProfile.self, from: data),
      known.layout == MachineProfile.currentLayout, known.identity == facts.identity
    else {
      Console.complain("toast: \(url.path) cannot be used, so this machine is measured again")
      return
    }
    profile = known
  }

  /// The folder `toastlane` among the user's caches; nil where the user has no home.
  private static var folder: URL? {
    let environment = ProcessInfo.processInfo.environment
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return URL(fileURLWithPath: cache).appendingPathComponent("toastlane")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return URL(fileURLWithPath: home).appendingPathComponent(".cache/toastlane")
  }

  /// Where it is kept; nil for nowhere.
  var path: String? { url?.path }

  /// What is known of a kind of worker; measured now where nothing is.
  mutating func crew(
    _ kind: WorkerKind, _ execution: ExecutionMode, _ options: RealOptions, isFresh: Bool = false,
    tell: (String) -> Void
  ) throws(ExecutionError) -> CrewProfile {
    if !isFresh, let known = profile.crew(kind, execution) { return known }
    tell("measuring \(kind.rawValue), \(execution.rawValue): this machine does it once")
    let measured = try Calibration.measure(kind, execution, on: facts, options) { plan, costs in
      Self.makespan(of: plan, on: costs)
    }
    // An interrupted measurement is none.
    guard !options.interrupt.isRaised else { return measured }
    profile.note(measured)
    save()
    return measured
  }

  /// How long a simulated run takes; one that cannot end takes for ever.
  static func makespan(of plan: Plan, on costs: MachineCosts) -> Nanoseconds {
    guard let recorded = try? Simulator(plan, into: Recorder(plan), on: costs).run(),
      recorded.end.cause == .settled
    else { return .max }
    return recorded.end.elapsed
  }

  /// A cache that cannot be written costs time, and nothing else.
  private func save() {
    guard let url else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(profile) else { return }
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      let file = try AtomicFile(url.path, force: true)
      try file.write(String(decoding: data, as: UTF8.self) + "\n")
      try file.commit()
    } catch {
      Console.complain(
        "toast: \(url.path) cannot be written, so this machine is measured again next time")
    }
  }
}
