import CExecution
import Glibc
import Model

/// The programs of a crew while they run: their processes, and the pipes to and from them.
///
/// A program is known by its number in the crew; it has one lane (a worker process of our own) or
/// several (Python). Costs a process and two pipes a program.
final class RunningCrew {
  private struct Running {
    var child: Child
    let program: Crew.Program
    /// How often it was started without a word from it.
    var silentStarts = 1
  }

  let crew: Crew
  private let folder: String
  private let pipes: PipeSet
  private var running: [Running] = []
  private var numberOfLane: [Int] = []
  /// The processes of the lanes that are ready.
  private var pids: [Int32?]
  /// Whether a lane's process was killed to give its job up: what it may still say is of that job.
  private(set) var isGivenUp: [Bool]
  /// When a program was last started, or a worker last came up, on CLOCK_MONOTONIC.
  private(set) var lastSign: Int64

  init(_ crew: Crew, laneCount: Int, folder: String) throws(ExecutionError) {
    self.crew = crew
    self.folder = folder
    do {
      pipes = try PipeSet()
    } catch {
      throw crew.failure(error, after: 0)
    }
    pids = Array(repeating: nil, count: laneCount)
    isGivenUp = Array(repeating: false, count: laneCount)
    lastSign = exec_now()
  }

  // MARK: Lanes

  func lanes(of number: Int) -> Range<Int> { running[number].program.lanes }

  func number(of lane: Int) -> Int { numberOfLane[lane] }

  func isReady(_ lane: Int) -> Bool { pids[lane] != nil }

  /// Notes that a lane is ready in a process.
  ///
  /// That process will get a signal, so only what we started, or what is in its group, may be meant; who
  /// has ended has no group.
  func cameUp(_ lane: Int, as pid: Int32, of number: Int) throws(ExecutionError) {
    let group = getpgid(pid)
    guard pid > 1, group == running[number].child.pid || group < 0 else { throw .brokenProtocol }
    running[number].silentStarts = 0
    pids[lane] = pid
    lastSign = exec_now()
  }

  /// Notes that a lane's process has ended.
  func wentDown(_ lane: Int) {
    pids[lane] = nil
    isGivenUp[lane] = false
  }

  /// Stops what a lane does: its process is killed, or, where it shares one, its command; false where the
  /// lane is not ready.
  func giveUp(_ lane: Int) -> Bool {
    guard let pid = pids[lane] else { return false }
    if crew.keepsLimits {
      write(.stop(lane: lane), to: numberOfLane[lane])
    } else {
      isGivenUp[lane] = true
      exec_kill(pid)
    }
    return true
  }

  // MARK: Starting

  /// Starts all programs.
  func start() throws(ExecutionError) {
    for program in crew.programs {
      let child = try startChild(program, after: running.count)
      running.append(Running(child: child, program: program))
      for _ in program.lanes { numberOfLane.append(running.count - 1) }
      try listen(to: running.count - 1, after: running.count)
    }
  }

  /// Starts a program that has ended once more.
  func restart(_ number: Int) throws(ExecutionError) {
    running[number].child = try startChild(running[number].program, after: running.count - 1)
    running[number].silentStarts += 1
    try listen(to: number, after: running.count - 1)
  }

  private func startChild(
    _ program: Crew.Program, after count: Int
  ) throws(ExecutionError) -> Child {
    do {
      let child = try Child(crew.path, program.arguments, folder: folder)
      lastSign = exec_now()
      return child
    } catch {
      throw crew.failure(error, after: count)
    }
  }

  private func listen(to number: Int, after count: Int) throws(ExecutionError) {
    do {
      try pipes.add(running[number].child, as: number)
    } catch {
      throw crew.failure(error, after: count)
    }
  }

  // MARK: Messages

  /// The programs that said something or ended; none at the deadline, on CLOCK_MONOTONIC, or after a
  /// signal.
  func wait(until deadline: Int64) -> [Int] { pipes.wait(until: deadline) }

  /// What a program said; empty at its end, nil where there is nothing now.
  func read(_ number: Int) -> [UInt8]? { running[number].child.read() }

  /// Where it cannot be written the program has ended, which its other pipe tells.
  func write(_ message: Message, to number: Int) { _ = running[number].child.write(message.bytes) }

  func writeToAll(_ message: Message) {
    for number in running.indices { write(message, to: number) }
  }

  // MARK: Ending

  /// Gives back what belongs to a program that has closed its output, and tells why it ended.
  func end(_ number: Int) -> String {
    let child = running[number].child
    pipes.remove(child)
    child.closeInput()
    child.closeOutput()
    // It may live on without output, for whatever reason.
    child.kill()
    let status = child.reap()
    return status < 0 ? "was killed by signal \(-status)" : "ended with exit code \(status)"
  }

  /// Whether a program ends again and again before it says a word.
  func isHopeless(_ number: Int) -> Bool { running[number].silentStarts >= 3 }

  /// Lets all programs end by themselves, and kills those that have not at the deadline.
  func dismiss(by deadline: Int64) {
    for program in running { program.child.closeInput() }
    reap(by: deadline)
  }

  func kill() {
    for program in running { program.child.kill() }
    // Those in further processes end with the program that started them; this is for sure.
    for (lane, pid) in pids.enumerated() {
      if let pid, running[numberOfLane[lane]].child.pid != pid { exec_kill(pid) }
    }
    dismiss(by: exec_now())
  }

  private func reap(by deadline: Int64) {
    while !running.allSatisfy({ $0.child.isGone() }) {
      if exec_now() >= deadline {
        for program in running { program.child.kill() }
        for program in running { _ = program.child.reap() }
      } else {
        _ = Signal().wait(beyond: 0, until: exec_now() + TimeUnit.millisecond)
      }
    }
    for program in running {
      pipes.remove(program.child)
      program.child.closeOutput()
    }
  }
}
