import Analysis
import Model
import TestSupport
import Testing

@testable import Execution

@Suite("Steps that run commands", .serialized)
struct CommandStepTests {
  private func scenario(_ command: String, count: Int = 1, retries: Int = 0) -> Scenario {
    var step = Step(.wait, .fixed(millisecond))
    step.command = command
    var task = TaskDefinition(name: "job", count: count, steps: [step])
    task.retries = retries
    task.uses = [Claim(resource: 0)]
    return ExecutionTests.scenario(
      workers: 2, [task], resources: [Resource(name: "desk", capacity: 2)])
  }

  @Test(
    "commands find their job in the environment, and their exit codes are logged",
    arguments: kindsHere)
  func environment(kind: WorkerKind) throws {
    let scenario = scenario(
      "[ \"$TOAST_TASK $TOAST_ATTEMPT\" = 'job 1' ] && [ $TOAST_JOB -le 3 ] && [ $TOAST_WORKER -le 2 ]",
      count: 3)
    let (run, executed) = try executed(scenario, on: kind) { $0.allowsCommands = true }
    #expect(executed.commands.map(\.status) == [0, 0, 0])
    #expect(executed.commands.map(\.job).sorted() == ["job 1", "job 2", "job 3"])
    #expect(run.failedCount == 0)
  }

  @Test("a command that fails fails the attempt, which is repeated", arguments: kindsHere)
  func failure(kind: WorkerKind) throws {
    let scenario = scenario("[ $TOAST_ATTEMPT = 2 ] || exit 3", count: 2, retries: 1)
    let (run, executed) = try executed(scenario, on: kind) { $0.allowsCommands = true }
    #expect(executed.commands.map(\.status).sorted() == [0, 0, 3, 3])
    #expect(run.makespan != nil)
    #expect(run.failedCount == 0)
  }

  @Test("a signal that ends a command is told", arguments: [WorkerKind.threads, .processes])
  func signal(kind: WorkerKind) throws {
    let (run, executed) = try executed(scenario("kill -9 $$"), on: kind) {
      $0.allowsCommands = true
    }
    #expect(executed.commands.map(\.status) == [-9])
    #expect(run.failedCount == 1)
  }

  @Test("nothing is run without permission", arguments: kindsHere)
  func permission(kind: WorkerKind) throws {
    let (run, executed) = try executed(scenario("exit 3", count: 2), on: kind)
    #expect(executed.commands.isEmpty)
    #expect(run.failedCount == 0)
  }

  @Test("what hangs is given up at its limit, and the others are done", arguments: kindsHere)
  func limit(kind: WorkerKind) throws {
    let scenario = scenario("[ $TOAST_JOB != 2 ] || sleep 60", count: 6)
    let (run, executed) = try executed(scenario, on: kind) {
      $0.allowsCommands = true
      $0.limit = .time(2_000 * millisecond)
    }
    #expect(run.failedCount == 1)
    #expect(run.evaluate(variant: "default").finishedCount == 5)
    #expect(executed.incidents.contains { $0.contains("job 2") && $0.contains("limit") })
    #expect(run.end.elapsed < 20_000 * millisecond)
  }

  @Test("a limit of so many medians spares those that are like the others")
  func limitOfMedian() throws {
    // A machine that does other things is slow: the others may take 20 s each.
    let scenario = scenario("[ $TOAST_JOB != 6 ] || sleep 900; sleep 0.05", count: 8)
    let (run, executed) = try executed(scenario) {
      $0.allowsCommands = true
      $0.limit = .ofMedian(40)
    }
    #expect(run.failedCount == 1)
    #expect(executed.incidents.contains { $0.contains("job 6") && $0.contains("4000 %") })
  }

  @Test("a job that ends its workers is named and given up; all others are done")
  func poison() throws {
    // The worker is the parent of the shell's parent, which watches over the command.
    let scenario = scenario(
      "[ $TOAST_JOB != 2 ] || kill -9 $(cut -d ' ' -f 4 /proc/$PPID/stat)", count: 6)
    let (run, executed) = try executed(scenario, on: .processes) { $0.allowsCommands = true }
    #expect(run.failedCount == 1)
    #expect(run.evaluate(variant: "default").finishedCount == 5)
    #expect(executed.incidents.filter { $0.contains("job 2") }.count == 3)
    #expect(executed.incidents.contains { $0.contains("ended 3 workers and is given up") })
  }
}
