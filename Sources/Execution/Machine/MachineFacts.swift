import Glibc
public import Model

/// What kind of machine the process runs on, as far as it matters to times.
public struct MachineFacts: Equatable, Sendable {
  /// The cores that the process may be scheduled on.
  public var affinityCores: Int
  /// The cores' worth of time that its control groups allow; nil is no limit.
  public var quota: Ratio?
  /// The cores of the machine that are switched on.
  public var onlineCores: Int
  /// The kernel's version, "6.18.44"; nil where the system does not tell.
  public var kernelRelease: String?
  /// The processor's name as its maker gives it; nil where the system does not tell.
  public var processorModel: String?
  /// The smallest step of the clock that runs are measured on, in nanoseconds.
  public var clockResolution: Nanoseconds
  /// How late the kernel may wake the process's first thread, in nanoseconds; nil is not known.
  public var timerSlack: Nanoseconds?

  /// The cores that the process may use: a part of a core counts as one.
  public var cores: Int {
    guard let quota else { return affinityCores }
    let whole = (quota.numerator - 1) / quota.denominator + 1
    return min(affinityCores, Int(clamping: whole))
  }

  /// A key for what was measured here, 16 hex digits: made of processor, cores and kernel.
  ///
  /// It does not tell the host's name, so that it may be shared.
  public var identity: String {
    let limit = quota.map { "\($0.numerator)/\($0.denominator)" } ?? "-"
    let parts = [
      processorModel ?? "-", "\(onlineCores)", kernelRelease ?? "-", "\(affinityCores)", limit,
    ]
    // FNV-1a of 64 bits. Swift's own hashes differ from process to process.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in parts.joined(separator: "\n").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Asks the system.
  public static func read() -> MachineFacts {
    let online = SystemFile.text("/sys/devices/system/cpu/online").flatMap(cores)
    let allowed = SystemFile.text("/proc/self/status").flatMap(allowedCores)
    let affinity = Self.affinityCores(allowed: allowed, online: online)
    var resolution = timespec()
    unsafe clock_getres(CLOCK_MONOTONIC, &resolution)
    return MachineFacts(
      affinityCores: affinity, quota: ControlGroups.ofProcess().quota,
      onlineCores: online?.count ?? affinity,
      kernelRelease: SystemFile.text("/proc/sys/kernel/osrelease").flatMap(firstLine),
      processorModel: SystemFile.text("/proc/cpuinfo").flatMap(model),
      clockResolution: Nanoseconds(resolution.tv_sec) * TimeUnit.second
        + Nanoseconds(resolution.tv_nsec),
      timerSlack: SystemFile.text("/proc/self/timerslack_ns").flatMap(firstLine)
        .flatMap { Nanoseconds($0) })
  }

  /// How many cores the process may be put on, by the sets of those allowed and those online.
  ///
  /// What is allowed may name cores that are not there: a virtual machine that could grow has them.
  static func affinityCores(allowed: Set<Int>?, online: Set<Int>?) -> Int {
    guard let online else { return allowed?.count ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
    return max(1, allowed.map(online.intersection)?.count ?? online.count)
  }

  /// The cores in /proc/self/status that the process's first thread may use; nil is not known.
  static func allowedCores(_ text: String) -> Set<Int>? {
    let key = "Cpus_allowed_list:"
    let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
    return line.flatMap { cores(String($0.dropFirst(key.count))) }
  }

  /// The cores in a list of the kernel, "0-3,8"; nil where it is none.
  static func cores(_ text: String) -> Set<Int>? {
    var cores: Set<Int> = []
    for part in (firstLine(text) ?? "").split(separator: ",") {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1], first <= last
      else { return nil }
      cores.formUnion(first...last)
    }
    return cores.isEmpty ? nil : cores
  }

  /// The processor's name in /proc/cpuinfo; nil where none of the keys has one.
  static func model(_ text: String) -> String? {
    let lines = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
    // x86 and new ARM kernels; single-board computers; POWER. Other processors are numbers only.
    for key in ["model name", "Model", "cpu"] {
      for line in lines where line.count == 2 && trimmed(line[0]) == key {
        let name = trimmed(line[1])
        if !name.isEmpty { return String(name) }
      }
    }
    return nil
  }

  /// A text's first line without the blanks around it; nil where it is empty.
  static func firstLine(_ text: String) -> String? {
    let line = text.split(separator: "\n", maxSplits: 1).first.map(trimmed) ?? ""
    return line.isEmpty ? nil : String(line)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
