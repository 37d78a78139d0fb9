import Model

/// The control groups (cgroups) that the process is in, where they can be seen in the file system.
///
/// Both versions may be mounted side by side; each is asked for what it has.
struct ControlGroups {
  /// A hierarchy that is mounted.
  struct Mount: Equatable {
    /// The group that is seen at the mount point, as the process names it: "/" or a container's.
    var root: String
    /// The folder where it is mounted.
    var folder: String
    /// The controllers of a version 1 hierarchy; nil is version 2, which has them all.
    var controllers: [String]?
  }

  private let mounts: [Mount]
  private let groups: [(controllers: [Substring], path: String)]
  private let read: (String) -> String?

  /// Finds the groups by /proc/self/cgroup and /proc/self/mountinfo; `read` gives a file's text.
  init(process: String, mounts: String, read: @escaping (String) -> String?) {
    self.mounts = mounts.split(separator: "\n").compactMap(Self.mount)
    groups = process.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      return (parts[1].split(separator: ","), String(parts[2]))
    }
    self.read = read
  }

  /// The groups of this process, by the files of this machine.
  static func ofProcess() -> ControlGroups {
    ControlGroups(
      process: SystemFile.text("/proc/self/cgroup") ?? "",
      mounts: SystemFile.text("/proc/self/mountinfo") ?? "", read: SystemFile.text)
  }

  /// The cores' worth of time that the tightest of the process's groups allows; nil is no limit.
  var quota: Ratio? {
    var tightest: Ratio?
    for limit in (folders(of: "cpu").compactMap(quotaV1) + foldersV2.compactMap(quotaV2)) {
      tightest = tightest.map { limit < $0 ? limit : $0 } ?? limit
    }
    return tightest
  }

  /// How many processes and threads may be in the process's group, and in those around it.
  var processLimits: [Int64] {
    (folders(of: "pids") + foldersV2).compactMap { folder in
      read("\(folder)/pids.max")?.split(whereSeparator: \.isWhitespace).first.flatMap { Int64($0) }
    }
  }

  /// Whether a group below the machine's root has a share of the cores, so that the share of a
  /// session (its autogroup) means nothing: the kernel forms autogroups in the root only.
  var shareOutCores: Bool {
    if let own = folders(of: "cpu").first, !isMachineRootV1(own) { return true }
    return foldersV2.contains { read("\($0)/cpu.weight") != nil }
  }

  /// The file with the processor time of the whole machine in nanoseconds; nil where none is seen.
  var machineUsageV1: String? {
    let mount = mounts.first { $0.controllers?.contains("cpuacct") == true }
    return mount.flatMap { isMachineRootV1($0.folder) ? "\($0.folder)/cpuacct.usage" : nil }
  }

  /// The file with the processor time of the whole machine in microseconds; nil where none is seen.
  var machineUsageV2: String? {
    let mount = mounts.first { $0.controllers == nil && $0.root == "/" }
    // The kernel gives every group but the machine's root this file. A container sees its own group
    // as the root, but with the file in it.
    return mount.flatMap {
      read("\($0.folder)/cgroup.events") == nil ? "\($0.folder)/cpu.stat" : nil
    }
  }

  /// The kernel puts this file into the root of each hierarchy of version 1, into no other.
  private func isMachineRootV1(_ folder: String) -> Bool {
    read("\(folder)/cgroup.sane_behavior") != nil
  }

  /// The folders of the process's group in version 1, then those around it, outwards.
  private func folders(of controller: String) -> [String] {
    guard let mount = mounts.first(where: { $0.controllers?.contains(controller) == true }),
      let group = groups.first(where: { $0.controllers.contains { $0 == controller } })
    else { return [] }
    return Self.folders(from: group.path, in: mount)
  }

  /// The folders of the process's group in version 2, then those around it, outwards.
  private var foldersV2: [String] {
    guard let mount = mounts.first(where: { $0.controllers == nil }),
      let group = groups.first(where: { $0.controllers.isEmpty })
    else { return [] }
    return Self.folders(from: group.path, in: mount)
  }

  private func quotaV1(_ folder: String) -> Ratio? {
    guard let quota = read("\(folder)/cpu.cfs_quota_us"),
      let period = read("\(folder)/cpu.cfs_period_us")
    else { return nil }
    return Self.quota(quota + " " + period)
  }

  private func quotaV2(_ folder: String) -> Ratio? {
    read("\(folder)/cpu.max").flatMap(Self.quota)
  }

  /// A quota and a period in microseconds, "150000 100000"; nil for "max" and -1: no limit.
  static func quota(_ text: String) -> Ratio? {
    let parts = text.split(whereSeparator: \.isWhitespace).map { Int64($0) }
    guard parts.count == 2, let quota = parts[0], let period = parts[1], quota > 0, period > 0
    else { return nil }
    return Ratio(quota, period)
  }

  /// A group's folder and those of the groups around it, as far as the mount shows them.
  static func folders(from group: String, in mount: Mount) -> [String] {
    var names: [Substring] = []
    if mount.root == "/" {
      names = group.split(separator: "/")
    } else if group.hasPrefix("\(mount.root)/") {
      names = group.dropFirst(mount.root.count).split(separator: "/")
    }
    // A group outside of the namespace is named by "..": only the mount point is there to be seen.
    if names.contains("..") { names = [] }
    return (0...names.count).reversed().map { count in
      ([mount.folder] + names.prefix(count).map(String.init)).joined(separator: "/")
    }
  }

  /// A line of mountinfo: "33 31 0:30 /root /folder rw,relatime shared:9 - cgroup cgroup rw,cpu".
  static func mount(_ line: Substring) -> Mount? {
    let fields = line.split(separator: " ")
    guard let dash = fields.firstIndex(of: "-"), dash >= 6, dash + 3 < fields.count,
      fields[dash + 1] == "cgroup" || fields[dash + 1] == "cgroup2"
    else { return nil }
    let options = fields[dash + 3].split(separator: ",").map(String.init)
    return Mount(
      root: unescaped(fields[3]), folder: unescaped(fields[4]),
      controllers: fields[dash + 1] == "cgroup" ? options : nil)
  }

  /// A path of mountinfo, where "\134" is a backslash (systemd uses them) and "\040" a space.
  private static func unescaped(_ path: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(path.utf8)[...]
    while let byte = rest.popFirst() {
      let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
      if byte == UInt8(ascii: "\\"), rest.count >= 3, let code {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
