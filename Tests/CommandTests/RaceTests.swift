import TestSupport
import Testing

@Suite("Races")
struct RaceTests {
  private func race(_ arguments: String...) throws -> ToastProgram.Outcome {
    try ToastProgram.run(["race"] + arguments)
  }

  /// The labels of the runs, as JSON tells them.
  private func labels(_ arguments: String...) throws -> [String] {
    let outcome = try ToastProgram.run(["race"] + arguments + ["--json"])
    let runs = try Report(outcome.output).value("runs") as? [[String: Any]] ?? []
    return runs.compactMap { $0["run_id"] as? String }
  }

  @Test("a file races with its variants, or with those that are named")
  func variants() throws {
    #expect(try labels("breakfast-for-two") == ["default", "async", "two-cooks", "hands-on"])
    #expect(try labels("breakfast-for-two", "--variant", "async,default") == ["async", "default"])
    let wrong = try race("breakfast-for-two", "--variant", "asinc")
    #expect(wrong.code == 64 && wrong.messages.contains("did you mean `async`?"))
  }

  @Test("lists and ranges of workers and values make a run each, several make a grid")
  func parameters() throws {
    #expect(
      try labels("toast", "-w", "1,2..3,4..16 x2")
        == ["toaster=1", "toaster=2", "toaster=3", "toaster=4", "toaster=8", "toaster=16"])
    #expect(try labels("toast", "-w", "1..4x2") == ["toaster=1", "toaster=2", "toaster=4"])
    #expect(
      try labels("toast", "-w", "1,2", "-s", "tasks.toast.count=5,10")
        == [
          "toaster=1 toast.count=5", "toaster=1 toast.count=10", "toaster=2 toast.count=5",
          "toaster=2 toast.count=10",
        ])
    #expect(
      try labels("longest-first", "--variant", "default", "-s", "tasks.job.work=[1 s, 2 s],3 s")
        == ["job.work=[1 s, 2 s]", "job.work=3 s"])
    #expect(try race("toast", "-w", "1..100").code == 64)
    #expect(try race("toast", "-w", "1,").code == 64)
    #expect(try race("toast", "-w", "1,2", "-w", "4").code == 64)
  }

  @Test("several files race by their names; equal names are told apart")
  func files() throws {
    #expect(try labels("toast", "amdahl", "chain") == ["toast", "amdahl", "chain"])
    #expect(try labels("toast", "toast") == ["toast.yaml", "toast.yaml (2)"])
    #expect(
      try labels("toast", "amdahl", "-s", "seed=1,2")
        == ["toast seed=1", "toast seed=2", "amdahl seed=1", "amdahl seed=2"])
  }

  @Test(
    "a file without variants races numbers of workers; with several pools it says what to write")
  func nothingToRace() throws {
    #expect(
      try labels("one-toaster") == ["toaster=1", "toaster=2", "toaster=4", "toaster=8"])
    let text =
      "workers: { a: 1, b: 2 }\ntasks: { t: { by: a, work: 2 s }, u: { by: b, work: 1 s } }\n"
    let outcome = try ToastProgram.run(["race", "-"], input: text)
    #expect(outcome.code == 64 && outcome.messages.contains("-w a=1,2,4"))
    #expect(try race("toast", "--variant", "default").code == 64)
  }

  @Test("a guess is judged, for the last run or the one that is named")
  func guesses() throws {
    let outcome = try race(
      "toast", "-w", "1,4,8", "--guess", "30min", "--guess", "toaster=4=50 min")
    let words = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("You guessed 50 min for toaster=4: exactly right."))
    #expect(
      words.contains(
        "You guessed 30 min for toaster=8; it took 26 min, so the guess is 15 % too long."))
    let csv = try race("toast", "-w", "4,8", "--guess", "30min", "-f", "csv").output
    let rows = csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let column = try #require(rows[0].firstIndex(of: "guess_s"))
    #expect(rows[1][column].isEmpty && rows[2][column] == "1800")
    let wrong = try race("toast", "-w", "1,4", "--guess", "toaster=5=1 h")
    #expect(wrong.code == 64 && wrong.messages.contains("did you mean toaster=1?"))
    #expect(try race("toast", "-w", "1,4", "--guess", "2:00").code == 64)
    let run = try ToastProgram.run(["run", "toast", "--guess", "40 min"])
    #expect(run.output.contains("20 % too short"))
  }

  @Test("the baseline is named, marked, and joined in the tables")
  func baseline() throws {
    let text = """
      workers: { cook: 2 }
      tasks: { toast: { count: 8, work: 1 min } }
      variants: { one: { workers.cook: 1 }, four: { workers.cook: 4 } }
      baseline: one
      """
    let outcome = try ToastProgram.run(["race", "-"], input: text)
    #expect(outcome.output.contains("one *"))
    #expect(outcome.output.contains("Speedup 1.00x is 8 min: one."))
    let csv = try ToastProgram.run(["race", "-", "-f", "csv"], input: text).output
    let rows = csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let column = try #require(rows[0].firstIndex(of: "baseline_run_id"))
    #expect(rows.dropFirst().map { $0[column] } == ["one", "one", "one"])
    // With a change the baseline is made in another order, and no run of the table.
    let changed = try ToastProgram.run(["race", "-", "-f", "csv", "-w", "3"], input: text).output
    let others = changed.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[column]
    }
    #expect(others == ["", "", ""])
  }

  @Test("it tells why: less to do for each, more at once, what binds, other work")
  func story() throws {
    func words(_ outcome: ToastProgram.Outcome) -> String {
      outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(
      words(try race("toast", "-w", "1,4")).contains(
        "toaster=4 is 4.00x as fast as toaster=1: a worker is with its jobs for 50 min instead of "
          + "200 min."))
    let coffee = words(try race("toast-and-coffee", "--variant", "sync,default,two-cooks"))
    #expect(coffee.contains("1.40 jobs are in service at once on average instead of 1.00"))
    #expect(coffee.contains("The coffee-maker binds default (500 min), two-cooks (500 min)"))
    let chain = words(try race("chain", "--variant", "default,four-sets", "-w", "2"))
    #expect(chain.contains("(its T1 is 40 min, the other's 160 min)"))
    let guests = words(try race("bakery-queue"))
    #expect(guests.contains("A job takes least in regular, 48 s on average"))
    let stuck = try race("philosophers", "-q")
    #expect(stuck.code == 1 && stuck.messages.contains("all-left-first: emil 1 holds chair 5"))
  }

  @Test("a deadlock stands under its name beside the other runs")
  func deadlock() throws {
    let report = try Report(race("philosophers", "--json").output)
    #expect((report.value("runs") as? [Any])?.count == 3)
    #expect(report.value("deadlocks.0.run_id") as? String == "all-left-first")
    #expect(report.value("deadlock.jobs.0.waits_for") as? String == "fork-1")
  }
}
