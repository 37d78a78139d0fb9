import Execution
import Foundation
import Model
import ScenarioFiles
import Simulation

/// What was measured of this machine, kept in the user's cache directory.
struct MachineCache {
  private(set) var profile: MachineProfile
  private let facts: MachineFacts
  private let file: MachineCacheFile?
  private let complain: (String) -> Void
  private var told: Set<String> = []

  /// Reads what is known of a machine; what cannot be used is set aside, which is told.
  ///
  /// `complain` gets sentences without the program's name.
  init(
    _ facts: MachineFacts, folder: URL? = MachineCache.usualFolder,
    complain: @escaping (String) -> Void = { Console.complain("toast: \($0)") }
  ) {
    self.facts = facts
    self.complain = complain
    file = folder.map {
      MachineCacheFile(
        path: $0.appendingPathComponent("machine-\(facts.identity).json").path,
        identity: facts.identity)
    }
    profile = MachineProfile(identity: facts.identity)
    guard let file else { return }
    if case .known(let known) = file.locked({ settled(file) }) { profile = known }
  }

  /// The folder `toastlane` among the user's caches; nil where the user has no home.
  static var usualFolder: URL? {
    let environment = ProcessInfo.processInfo.environment
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return URL(fileURLWithPath: cache).appendingPathComponent("toastlane")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return URL(fileURLWithPath: home).appendingPathComponent(".cache/toastlane")
  }

  /// Where it is kept; nil for nowhere.
  var path: String? { file?.path }

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
    note(measured)
    return measured
  }

  /// How long a simulated run takes; one that cannot end takes for ever.
  static func makespan(of plan: Plan, on costs: MachineCosts) -> Nanoseconds {
    guard let recorded = try? Simulator(plan, into: Recorder(plan), on: costs).run(),
      recorded.end.cause == .settled
    else { return .max }
    return recorded.end.elapsed
  }

  /// Takes over what was measured, and writes it to what other programs have written meanwhile.
  ///
  /// A cache that cannot be written costs time, and nothing else.
  mutating func note(_ measured: CrewProfile) {
    profile.note(measured)
    guard let file else { return }
    file.locked {
      switch settled(file) {
      case .known(var known):
        known.note(measured)
        save(known, in: file)
      case .nothing: save(profile, in: file)
      case .foreign, .unusable: break
      }
    }
  }

  private mutating func save(_ profile: MachineProfile, in file: MachineCacheFile) {
    do {
      try file.write(profile)
    } catch {
      let reason = (error as? Failure)?.message ?? "\(harmless(file.path)) cannot be written"
      once("\(reason), so this machine is measured again next time")
    }
  }

  /// What the file holds; what cannot be used is set aside.
  private mutating func settled(_ file: MachineCacheFile) -> MachineCacheFile.Content {
    let (content, path) = (file.read(), harmless(file.path))
    do throws(FileTrouble) {
      guard case .unusable(let reason) = content else {
        if case .foreign(let reason) = content {
          once("\(path) cannot be used (\(reason)), so this machine is measured each time")
        }
        return content
      }
      let name = try file.setAside()
      once(
        "\(path) cannot be used (\(reason)); it is kept as \(harmless(name)), and this machine is"
          + " measured again")
      return .nothing
    } catch {
      once(
        "\(path) cannot be used, nor set aside (\(error.reason)), so this machine is measured each time"
      )
      return content
    }
  }

  private mutating func once(_ text: String) {
    if told.insert(text).inserted { complain(text) }
  }
}
