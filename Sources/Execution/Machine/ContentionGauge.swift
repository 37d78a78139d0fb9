import Glibc
public import Model

/// Measures what else goes on on the machine between two instants, without any special right.
///
/// Processor time is noted by the kernel at its ticks: where a run is shorter than some 100 ms, the
/// time of others is uncertain by a tick (mostly 4 ms) for each core.
public struct ContentionGauge {
  private let facts: MachineFacts
  private let clock: BusyClock
  private var start: Reading?

  /// Chooses the best source that this machine has.
  public init(facts: MachineFacts) {
    self.facts = facts
    clock = BusyClock.best(of: .ofProcess(), read: SystemFile.text)
  }

  /// Notes the start: about 0.05 ms of work, to be done before the clock of the run starts.
  public mutating func begin() {
    var reading = Reading(clock)
    reading.time = Self.now()
    start = reading
  }

  /// Says what went on since `begin`.
  ///
  /// - Parameters:
  ///   - own: Processor time of the run itself, its worker processes included, in nanoseconds.
  ///   - runQueueWait: How long the workers waited for a core, in nanoseconds; nil is not known.
  ///   - involuntarySwitches: How often a worker lost its core; nil is not known.
  public func end(
    own: Nanoseconds, runQueueWait: Nanoseconds?, involuntarySwitches: Int?
  ) -> Contention {
    guard let start else { preconditionFailure("a gauge begins before it ends") }
    let time = Self.now()
    var end = Reading(clock)
    end.time = time
    var contention = end.contention(since: start, own: own, cores: facts.cores)
    contention.runQueueWait = runQueueWait
    contention.involuntarySwitches = involuntarySwitches
    return contention
  }

  private static func now() -> Nanoseconds {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Nanoseconds(time.tv_sec) * TimeUnit.second + Nanoseconds(time.tv_nsec)
  }
}

/// Where the processor time of the whole machine is read.
///
/// Measured with two busy processes on two cores for 2 s: 4001, 3999 and 4000 ms; the same on an
/// idle machine: 15, 12 and 10 ms. Only the first is exact: the kernel adds up what the scheduler
/// measured. The others count whom a tick finds on a core, so that work between ticks goes unseen.
enum BusyClock: Equatable {
  /// The file cpuacct.usage of the root of the groups, version 1, in nanoseconds; 7 us a read.
  case accounting(String)
  /// The file cpu.stat of the root, version 2, in microseconds; 15 us a read.
  case groupStatistics(String)
  /// /proc/stat, in ticks of 10 ms; 25 us a read and more, done for the stolen time anyway.
  case statistics

  /// The first that can be read and is of the whole machine, not of a container.
  static func best(of groups: ControlGroups, read: (String) -> String?) -> BusyClock {
    if let path = groups.machineUsageV1, read(path) != nil { return .accounting(path) }
    if let path = groups.machineUsageV2, let text = read(path), groupTime(text) != nil {
      return .groupStatistics(path)
    }
    return .statistics
  }

  /// Processor time in a cpu.stat, in nanoseconds; nil where it does not tell.
  ///
  /// User and system are summed, since "usage_usec" of the root has the stolen time in it in some
  /// kernels.
  static func groupTime(_ text: String) -> Nanoseconds? {
    var sum: Nanoseconds = 0
    for key in ["user_usec", "system_usec"] {
      let line = text.split(separator: "\n").first { $0.hasPrefix("\(key) ") }
      guard let micros = line.flatMap({ Nanoseconds($0.dropFirst(key.count + 1)) }) else {
        return nil
      }
      sum += micros * TimeUnit.microsecond
    }
    return sum
  }
}

/// The counters of the machine at one instant, all of them growing.
struct Reading {
  /// The instant, in nanoseconds.
  var time: Nanoseconds = 0
  /// Processor time of everything on the machine, in nanoseconds; nil is not known.
  var busy: Nanoseconds?
  /// Time that a host took away, over all cores, in nanoseconds; nil is not known.
  var steal: Nanoseconds?
  /// How long some thread waited for a core, in nanoseconds; nil is not known.
  var pressure: Nanoseconds?

  /// Counters that are given, for tests.
  init(
    time: Nanoseconds, busy: Nanoseconds? = nil, steal: Nanoseconds? = nil,
    pressure: Nanoseconds? = nil
  ) {
    (self.time, self.busy, self.steal, self.pressure) = (time, busy, steal, pressure)
  }

  /// Reads all counters but the time.
  init(_ clock: BusyClock, read: (String) -> String? = SystemFile.text) {
    let times = read("/proc/stat").flatMap { Self.times($0, ticksASecond: sysconf(Self.tickName)) }
    steal = times?.steal
    pressure = read("/proc/pressure/cpu").flatMap(Self.pressure)
    busy =
      switch clock {
      case .accounting(let path):
        read(path).flatMap(MachineFacts.firstLine).flatMap { Nanoseconds($0) }
      case .groupStatistics(let path): read(path).flatMap(BusyClock.groupTime)
      case .statistics: times?.busy
      }
  }

  private static let tickName = Int32(_SC_CLK_TCK)

  /// What went on from an earlier reading to this one.
  func contention(since start: Reading, own: Nanoseconds, cores: Int) -> Contention {
    let wall = max(0, time - start.time)
    var contention = Contention(wall: wall, cores: cores, own: own)
    contention.foreign = Self.growth(start.busy, busy).map { max(0, $0 - own) }
    contention.steal = Self.growth(start.steal, steal)
    if wall > 0 {
      contention.pressure = Self.growth(start.pressure, pressure)
        .map { min(1, Double($0) / Double(wall)) }
    }
    return contention
  }

  /// A counter of a virtual machine may go back a little: that is no growth.
  private static func growth(_ start: Nanoseconds?, _ end: Nanoseconds?) -> Nanoseconds? {
    guard let start, let end else { return nil }
    return max(0, end - start)
  }

  /// Busy and stolen time in the first line of /proc/stat, in nanoseconds; nil where it is not.
  static func times(
    _ text: String, ticksASecond: Int
  ) -> (busy: Nanoseconds, steal: Nanoseconds?)? {
    let line = text.split(separator: "\n", maxSplits: 1).first ?? ""
    let fields = line.split(separator: " ")
    guard fields.first == "cpu", fields.count >= 8, ticksASecond > 0 else { return nil }
    // user, nice, system, idle, iowait, irq, softirq, steal; guests are in user and nice already.
    let ticks = fields[1..<min(9, fields.count)].compactMap { Nanoseconds($0) }
    guard ticks.count == min(9, fields.count) - 1 else { return nil }
    let tick = TimeUnit.second / Nanoseconds(ticksASecond)
    let busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]
    return (busy * tick, ticks.count > 7 ? ticks[7] * tick : nil)
  }

  /// The total of "some" in /proc/pressure/cpu, in nanoseconds; nil where there is none.
  static func pressure(_ text: String) -> Nanoseconds? {
    let some = text.split(separator: "\n").first { $0.hasPrefix("some ") }
    let total = some?.split(separator: " ").first { $0.hasPrefix("total=") }
    return total.flatMap { Nanoseconds($0.dropFirst(6)) }.map { $0 * TimeUnit.microsecond }
  }
}
