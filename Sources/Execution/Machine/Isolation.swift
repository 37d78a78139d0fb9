import Glibc

/// A run that goes before the other load of the machine, for as long as this value lives.
///
/// The kernel shares the cores out by session, not by process: a process of the highest priority
/// in a session of normal priority gains nothing. So the session's group is raised, and with it all
/// that belongs to the session: a shell and what it started. Workers must stay in the session.
///
/// A process that is killed outright cannot restore anything; so its session stays raised.
public struct Isolation: ~Copyable {
  /// The file where the priority of the session of the process stands.
  public static let path = "/proc/self/autogroup"

  /// What a signal handler writes to `path` to restore the priority; empty: nothing to do.
  public let restoringBytes: [UInt8]

  private var isOver = false

  /// Raises the priority of the session as far as the kernel lets it.
  ///
  /// - Throws: Why it cannot be raised; then all is as before.
  public init() throws(IsolationRefusal) {
    restoringBytes = try Self.raise()
  }

  deinit { if !isOver { _ = Self.restore(restoringBytes) } }

  /// Restores the priority; false where the kernel did not let it.
  public consuming func end() -> Bool {
    isOver = true
    return Self.restore(restoringBytes)
  }

  private static let highest = -20

  /// Raises the priority; gives the bytes of the one before.
  private static func raise() throws(IsolationRefusal) -> [UInt8] {
    guard let text = SystemFile.text(path), let nice = nice(in: text) else { throw .missing }
    guard SystemFile.text("/proc/sys/kernel/sched_autogroup_enabled")?.first == "1" else {
      throw .switchedOff
    }
    guard !ControlGroups.ofProcess().shareOutCores else { throw .outranked }
    // Somebody else raised it and will restore it. Who wrote -20 after that would leave it raised.
    guard nice > highest else { return [] }
    switch SystemFile.write(Array("\(highest)".utf8), to: path) {
    case 0: return Array("\(nice)".utf8)
    case EPERM, EACCES, EROFS: throw .needsRoot
    case let number: throw .failed(number)
    }
  }

  private static func restore(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty else { return true }
    // The kernel takes one change in 100 ms from whoever is not root.
    for _ in 0..<5 {
      let number = SystemFile.write(bytes, to: path)
      if number != EAGAIN { return number == 0 }
      usleep(50_000)
    }
    return false
  }

  /// The priority in "/autogroup-123 nice 0", -20 (first) to 19 (last); nil where it is not that.
  static func nice(in text: String) -> Int? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, words[1] == "nice" else { return nil }
    return Int(words[2])
  }
}

/// Why a run cannot go before the other load.
public enum IsolationRefusal: Error, Equatable, Sendable {
  /// The kernel has no groups by session.
  case missing
  /// The kernel has them, but they are switched off.
  case switchedOff
  /// A control group has its own share of the cores, whatever the session has.
  case outranked
  /// Only root may raise a priority.
  case needsRoot
  /// The system's error number.
  case failed(Int32)

  /// The reason in words, as the rest of a sentence.
  public var reason: String {
    switch self {
    case .missing: "this kernel has no autogroups, whose priority could be raised"
    case .switchedOff: "autogroups are switched off (kernel.sched_autogroup_enabled is not 1)"
    case .outranked:
      "a control group (cgroup) shares out the cores here, so that an autogroup has no say"
    case .needsRoot: "this needs root: the autogroup's priority cannot be raised"
    case .failed(let number): "the autogroup's priority cannot be raised (error \(number))"
    }
  }
}
