import Model
import TestSupport
import Testing

@testable import Execution

@Suite("What the system does not give")
struct ShortageTests {
  @Test("more worker processes than files may be open are refused before one is started")
  func files() {
    #expect(throws: Never.self) { try Shortage.checkFiles(programs: 1) }
    let error = #expect(throws: ExecutionError.self) {
      try Shortage.checkFiles(programs: 2_000_000_000)
    }
    guard case .shortage(let text) = error else {
      Issue.record("\(String(describing: error)) is no shortage")
      return
    }
    #expect(text.hasPrefix("2000000000 worker processes need 4000000"))
    #expect(text.hasSuffix("are allowed (ulimit -Hn)"))
  }

  @Test("a message names the limit that stopped it")
  func reasons() {
    #expect(Shortage.reason(SystemError(number: 11)).contains("no more processes or threads"))
    #expect(Shortage.reason(SystemError(number: 24)).hasSuffix("are allowed (ulimit -Hn)"))
    #expect(Shortage.reason(SystemError(number: 2)) == "there is no such program")
    #expect(Shortage.reason(SystemError(number: 999)) == "error 999")
  }

  @Test("a control group's limit of processes counts, and those around it")
  func controlGroups() {
    let mounts = """
      33 31 0:30 / /pids rw shared:9 - cgroup cgroup rw,pids
      34 31 0:31 / /unified rw shared:10 - cgroup2 cgroup2 rw
      """
    let files = [
      "/pids/a/b/pids.max": "max\n", "/pids/a/pids.max": "70\n", "/unified/c/pids.max": "50\n",
    ]
    let groups = ControlGroups(process: "3:pids:/a/b\n0::/c\n", mounts: mounts) { files[$0] }
    #expect(groups.processLimits == [70, 50])
  }

  @Test("a program can say that it lacks something")
  func answer() {
    var bytes = [UInt8](repeating: 0, count: Answer.size)
    (bytes[0], bytes[4], bytes[20]) = (44, 5, 24)
    let answer = Answer(bytes[...])
    #expect(answer?.kind == .cannot)
    #expect(answer?.status == 24)
  }

  @Test("a command has the limit of files of before, where the program has raised its own")
  func filesOfCommands() {
    var step = Step(.wait, .fixed(1))
    step.command = "make toast"
    let plan = Plan(scenario(workers: 1, [TaskDefinition(name: "toast", count: 1, steps: [step])]))
    func command(_ files: Int64) -> String? {
      var options = RealOptions()
      options.allowsCommands = true
      options.commandFiles = files
      var run = WallRun(
        plan, options, into: Recorder(plan, onRealClock: true), sendsWaits: false, hasLoops: false)
      run.begin()
      run.workersUp(0..<1, at: 0)
      _ = run.takeBegun()
      return run.order(for: 0)?.command
    }
    #expect(command(1_024)?.hasPrefix("ulimit -S -n 1024\nexport TOAST_TASK=toast ") == true)
    #expect(command(0)?.hasPrefix("export TOAST_TASK=toast ") == true)
  }

  @Test("a thread runs its body, and its end can be waited for")
  func thread() throws {
    let signal = Signal()
    let join = try #require(Execution.startThread { signal.raise() })
    join()
    #expect(signal.count == 1)
  }
}
