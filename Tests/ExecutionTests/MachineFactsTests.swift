import Model
import Testing

@testable import Execution

/// Files that a test gives; all others are missing.
private func files(_ texts: [String: String]) -> (String) -> String? { { texts[$0] } }

@Suite("What kind of machine it is")
struct MachineFactsTests {
  private func facts(affinity: Int, quota: Ratio?) -> MachineFacts {
    MachineFacts(
      affinityCores: affinity, quota: quota, onlineCores: 8, kernelRelease: "6.18.44",
      processorModel: "Fast", clockResolution: 1, timerSlack: 50_000)
  }

  @Test("a part of a core counts as one, and a quota gives no core that is not allowed")
  func cores() {
    #expect(facts(affinity: 4, quota: nil).cores == 4)
    #expect(facts(affinity: 4, quota: Ratio(3, 2)).cores == 2)
    #expect(facts(affinity: 4, quota: Ratio(2, 1)).cores == 2)
    #expect(facts(affinity: 4, quota: Ratio(1, 100)).cores == 1)
    #expect(facts(affinity: 4, quota: Ratio(64, 1)).cores == 4)
    #expect(facts(affinity: 4, quota: Ratio(.max, 1)).cores == 4)
  }

  @Test("the key is the same in every process and another on another machine")
  func identity() {
    #expect(facts(affinity: 4, quota: Ratio(3, 2)).identity == "33df072188c253a6")
    #expect(facts(affinity: 4, quota: nil).identity != facts(affinity: 2, quota: nil).identity)
    var other = facts(affinity: 4, quota: nil)
    other.timerSlack = 1
    #expect(other.identity == facts(affinity: 4, quota: nil).identity)
    other.kernelRelease = nil
    #expect(other.identity != facts(affinity: 4, quota: nil).identity)
  }

  @Test("lists of cores")
  func lists() {
    #expect(MachineFacts.cores("0-1\n") == [0, 1])
    #expect(MachineFacts.cores("0,2-3,8\n") == [0, 2, 3, 8])
    for text in ["", "\n", "a", "3-1", "1-2-3", "-1", "0,x"] {
      #expect(MachineFacts.cores(text) == nil, "\(text)")
    }
    let status = "Name:\ttoast\nCpus_allowed:\tff\nCpus_allowed_list:\t0-7\nMems_allowed_list:\t0\n"
    #expect(MachineFacts.allowedCores(status) == Set(0...7))
    #expect(MachineFacts.allowedCores("Name:\ttoast\n") == nil)
  }

  @Test("cores that are allowed but not there do not count")
  func affinity() {
    #expect(MachineFacts.affinityCores(allowed: Set(0...127), online: [0, 1]) == 2)
    #expect(MachineFacts.affinityCores(allowed: [1], online: [0, 1]) == 1)
    #expect(MachineFacts.affinityCores(allowed: nil, online: [0, 1]) == 2)
    #expect(MachineFacts.affinityCores(allowed: [3, 4, 5], online: nil) == 3)
    #expect(MachineFacts.affinityCores(allowed: nil, online: nil) >= 1)
  }

  @Test(
    "names of processors",
    arguments: [
      (
        "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Intel(R) Xeon(R) @ 2.50GHz\n",
        "Intel(R) Xeon(R) @ 2.50GHz"
      ),
      ("model name:Odd: with a colon", "Odd: with a colon"),
      ("model name\t: \nmodel name\t:   Second   \n", "Second"),
      ("processor\t: 0\nCPU part\t: 0xd08\n\nModel\t\t: Raspberry Pi 4\n", "Raspberry Pi 4"),
      ("cpu\t\t: POWER9, altivec supported\n", "POWER9, altivec supported"),
      ("cpu family\t: 6\nmodel\t: 85\n", nil), ("no colon at all\n\n", nil), ("", nil),
    ] as [(String, String?)])
  func model(text: String, name: String?) {
    #expect(MachineFacts.model(text) == name)
  }

  @Test("this machine has at least one core, and a file that is missing has no text")
  func here() {
    let facts = MachineFacts.read()
    #expect(facts.cores >= 1 && facts.cores <= facts.affinityCores)
    #expect(facts.affinityCores <= facts.onlineCores)
    #expect(facts.clockResolution >= 1)
    #expect(facts.identity.utf8.count == 16 && facts == MachineFacts.read())
    #expect(SystemFile.text("/proc/there/is/no/such/file") == nil)
    #expect(SystemFile.text("/proc") == nil)
    #expect(SystemFile.write([48], to: "/proc/there/is/no/such/file") != 0)
  }
}

@Suite("Control groups")
struct ControlGroupsTests {
  private static let v1 = """
    31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
    32 31 0:29 / /cg/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct

    """
  private static let v2 = "30 23 0:26 / /cg rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"

  @Test("a quota is a ratio; none is nil")
  func quota() {
    #expect(ControlGroups.quota("150000 100000\n") == Ratio(3, 2))
    #expect(ControlGroups.quota("50000\n 100000\n") == Ratio(1, 2))
    for text in ["max 100000\n", "-1\n 100000\n", "0 100000", "100000 0", "100000", "", "a b"] {
      #expect(ControlGroups.quota(text) == nil, "\(text)")
    }
  }

  @Test("the tightest group of version 1 around the process counts")
  func versionOne() {
    let read = files([
      "/cg/cpu,cpuacct/a/b/cpu.cfs_quota_us": "-1\n",
      "/cg/cpu,cpuacct/a/b/cpu.cfs_period_us": "100000\n",
      "/cg/cpu,cpuacct/a/cpu.cfs_quota_us": "250000\n",
      "/cg/cpu,cpuacct/a/cpu.cfs_period_us": "100000\n",
      "/cg/cpu,cpuacct/c/cpu.cfs_quota_us": "1000\n",
      "/cg/cpu,cpuacct/c/cpu.cfs_period_us": "100000\n",
    ])
    func quota(_ process: String) -> Ratio? {
      ControlGroups(process: process, mounts: Self.v1, read: read).quota
    }
    #expect(quota("4:memory:/x\n1:cpu,cpuacct:/a/b\n0::/\n") == Ratio(5, 2))
    #expect(quota("1:cpu,cpuacct:/a/b/deeper\n") == Ratio(5, 2))
    #expect(quota("1:cpu,cpuacct:/\n") == nil)
    #expect(quota("4:memory:/a\n") == nil)
    #expect(quota("") == nil)
  }

  @Test("the tightest group of version 2 around the process counts")
  func versionTwo() {
    let read = files([
      "/cg/a/b/cpu.max": "max 100000\n", "/cg/a/cpu.max": "150000 100000\n",
      "/cg/a/b/c/cpu.max": "400000 100000\n",
    ])
    func quota(_ process: String) -> Ratio? {
      ControlGroups(process: process, mounts: Self.v2, read: read).quota
    }
    #expect(quota("0::/a/b/c\n") == Ratio(3, 2))
    #expect(quota("0::/a/b\n") == Ratio(3, 2))
    #expect(quota("0::/other\n") == nil)
    #expect(ControlGroups(process: "0::/a\n", mounts: "", read: read).quota == nil)
  }

  @Test("a container's mount shows its own group only")
  func folders() {
    func folders(_ group: String, root: String) -> [String] {
      ControlGroups.folders(
        from: group, in: ControlGroups.Mount(root: root, folder: "/cg", controllers: nil))
    }
    #expect(folders("/a/b", root: "/") == ["/cg/a/b", "/cg/a", "/cg"])
    #expect(folders("/docker/1", root: "/docker/1") == ["/cg"])
    #expect(folders("/docker/1/in", root: "/docker/1") == ["/cg/in", "/cg"])
    #expect(folders("/docker/11", root: "/docker/1") == ["/cg"])
    #expect(folders("/../other", root: "/") == ["/cg"])
  }

  @Test("lines of mountinfo")
  func mounts() {
    #expect(
      ControlGroups.mount("33 31 0:30 /a\\134x2d\\040b /cg rw - cgroup cgroup rw,cpuacct")
        == ControlGroups.Mount(root: "/a\\x2d b", folder: "/cg", controllers: ["rw", "cpuacct"]))
    #expect(
      ControlGroups.mount("33 31 0:30 /a\\9 /cg rw shared:1 master:2 - cgroup2 none rw")
        == ControlGroups.Mount(root: "/a\\9", folder: "/cg", controllers: nil))
    #expect(ControlGroups.mount("31 23 0:28 / /cg rw - tmpfs tmpfs rw") == nil)
    #expect(ControlGroups.mount("33 31 0:30 / /cg rw - cgroup cgroup") == nil)
    #expect(ControlGroups.mount("- - -") == nil)
  }

  @Test("an autogroup has a say only where no group below the machine's root shares out the cores")
  func shares() {
    func shareOut(_ process: String, _ mounts: String, _ present: String...) -> Bool {
      let texts = Dictionary(uniqueKeysWithValues: present.map { ($0, "0\n") })
      return ControlGroups(process: process, mounts: mounts, read: files(texts)).shareOutCores
    }
    let sane = "/cg/cpu,cpuacct/cgroup.sane_behavior"
    #expect(!shareOut("1:cpu,cpuacct:/\n", Self.v1, sane))
    #expect(shareOut("1:cpu,cpuacct:/\n", Self.v1))
    #expect(shareOut("1:cpu,cpuacct:/a\n", Self.v1, sane))
    #expect(!shareOut("0::/a/b\n", Self.v2))
    #expect(shareOut("0::/a/b\n", Self.v2, "/cg/a/cpu.weight"))
    #expect(!shareOut("", ""))
  }
}

@Suite("What else goes on")
struct ContentionGaugeTests {
  @Test("pressure, in nanoseconds")
  func pressure() {
    let text = "some avg10=2.89 avg60=7.53 avg300=14.74 total=3286\nfull avg10=0.00 total=9\n"
    #expect(Reading.pressure(text) == 3_286_000)
    for text in ["", "full avg10=0.00 total=9\n", "some avg10=0.00\n", "some total=x\n"] {
      #expect(Reading.pressure(text) == nil, "\(text)")
    }
  }

  @Test("the first line of /proc/stat, in ticks")
  func statistics() throws {
    let text = "cpu  100 20 30 4000 50 6 7 8 90 10\ncpu0 1 1 1 1 1 1 1 1 1 1\n"
    let times = try #require(Reading.times(text, ticksASecond: 100))
    #expect(times.busy == 1_630_000_000)
    #expect(times.steal == 80_000_000)
    let old = try #require(Reading.times("cpu 1 2 3 4 5 6 7\n", ticksASecond: 1000))
    #expect(old.busy == 19_000_000)
    #expect(old.steal == nil)
    for text in ["", "cpu0 1 2 3 4 5 6 7 8\n", "cpu 1 2 3\n", "cpu 1 2 x 4 5 6 7 8\n"] {
      #expect(Reading.times(text, ticksASecond: 100) == nil, "\(text)")
    }
  }

  @Test("user and system time of a cpu.stat, not the sum that may hold stolen time")
  func groupTime() {
    let text = "usage_usec 99\nuser_usec 30\nsystem_usec 12\nnice_usec 4\n"
    #expect(BusyClock.groupTime(text) == 42_000)
    #expect(BusyClock.groupTime("usage_usec 99\nuser_usec 30\n") == nil)
    #expect(BusyClock.groupTime("") == nil)
  }

  @Test("the most exact source is taken that is of the whole machine")
  func source() {
    let mounts = """
      33 31 0:30 / /cg/cpuacct rw - cgroup cgroup rw,cpuacct
      41 31 0:38 / /cg/unified rw - cgroup2 cgroup2 rw

      """
    func best(_ texts: [String: String]) -> BusyClock {
      let read = files(texts)
      return BusyClock.best(
        of: ControlGroups(process: "0::/\n", mounts: mounts, read: read), read: read)
    }
    var texts = [
      "/cg/cpuacct/cpuacct.usage": "5\n", "/cg/cpuacct/cgroup.sane_behavior": "0\n",
      "/cg/unified/cpu.stat": "user_usec 1\nsystem_usec 2\n",
    ]
    #expect(best(texts) == .accounting("/cg/cpuacct/cpuacct.usage"))
    texts["/cg/cpuacct/cgroup.sane_behavior"] = nil
    #expect(best(texts) == .groupStatistics("/cg/unified/cpu.stat"))
    texts["/cg/unified/cgroup.events"] = "populated 1\n"
    #expect(best(texts) == .statistics)
    #expect(best([:]) == .statistics)
  }

  @Test("what others used is what the run did not; counters that went back are no growth")
  func contention() {
    let start = Reading(time: 1_000, busy: 5_000, steal: 70, pressure: 100)
    let end = Reading(time: 3_000, busy: 8_000, steal: 60, pressure: 600)
    let contention = end.contention(since: start, own: 1_000, cores: 2)
    #expect(contention.wall == 2_000 && contention.cores == 2 && contention.own == 1_000)
    #expect(contention.foreign == 2_000 && contention.foreignShare == 0.5)
    #expect(contention.steal == 0 && contention.pressure == 0.25)
    #expect(end.contention(since: start, own: 9_000, cores: 2).foreign == 0)
    #expect(start.contention(since: start, own: 0, cores: 2).pressure == nil)
  }

  @Test("missing files leave nil")
  func missing() {
    let reading = Reading(.statistics, read: files([:]))
    #expect(reading.busy == nil && reading.steal == nil && reading.pressure == nil)
    let contention = reading.contention(since: Reading(time: 0), own: 0, cores: 1)
    #expect(contention.foreign == nil && contention.steal == nil && contention.pressure == nil)
    #expect(Reading(.accounting("/gone"), read: files([:])).busy == nil)
    #expect(Reading(.accounting("/a"), read: files(["/a": "12\n"])).busy == 12)
  }

  @Test("a gauge gives what it is told")
  func gauge() {
    var gauge = ContentionGauge(facts: .read())
    gauge.begin()
    let contention = gauge.end(own: 5, runQueueWait: 7, involuntarySwitches: nil)
    #expect(contention.own == 5 && contention.runQueueWait == 7 && contention.wall > 0)
    #expect(contention.involuntarySwitches == nil)
  }
}

@Suite("Going before other load")
struct IsolationTests {
  @Test("the priority of an autogroup")
  func nice() {
    #expect(Isolation.nice(in: "/autogroup-123 nice 0\n") == 0)
    #expect(Isolation.nice(in: "/autogroup-1 nice -20\n") == -20)
    for text in ["", "/autogroup-1\n", "/autogroup-1 nice x\n", "/autogroup-1 prio 3\n"] {
      #expect(Isolation.nice(in: text) == nil, "\(text)")
    }
  }
}
