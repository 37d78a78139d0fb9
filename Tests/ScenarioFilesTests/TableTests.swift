import Model
@testable import ScenarioFiles
import Testing

@Suite("Measured tables")
struct TableTests {
  private func scaling(
    _ text: String, _ columns: ScalingTable.Columns = ScalingTable.Columns()
  ) throws -> ScalingTable {
    try ScalingTable(Array(text.utf8), label: "t.csv", columns: columns)
  }

  /// The mistakes of a table, as `line:column code`.
  private func mistakes(
    _ text: String, _ columns: ScalingTable.Columns = ScalingTable.Columns()
  ) -> [String] {
    do {
      let table = try scaling(text, columns)
      return ["read \(table.rows.count) rows"]
    } catch let mistakes as ScenarioMistakes {
      return mistakes.diagnostics.map { diagnostic in
        let place = diagnostic.place.map { "\($0.line):\($0.column) " } ?? ""
        return place + diagnostic.code.rawValue
      }
    } catch {
      return ["\(error)"]
    }
  }

  @Test("columns are found by their names, with units; tabs and quotes are understood")
  func columns() throws {
    let plain = try scaling("workers,time_ms\n1,10\n2,5.5\n4,3e0\n")
    #expect(plain.rows.map(\.workers) == [1, 2, 4] && plain.rows.map(\.value) == [10, 5.5, 3])
    #expect(plain.secondsPerUnit == 1e-3 && !plain.isSimulated)
    let tabs = try scaling("Threads\tTime [min]\n1\t2\n2\t1\n")
    #expect(tabs.secondsPerUnit == 60 && tabs.workersColumn == "Threads")
    let throughput = try scaling(
      "\u{FEFF}\"processors\",\"Throughput\"\r\n1,20\r\n\r\n4,\"78\"\r\n")
    #expect(throughput.secondsPerUnit == nil && throughput.rows.map(\.value) == [20, 78])
    let hyperfine = try scaling(
      "command,mean,stddev,median,user,system,min,max,parameter_threads\n"
        + "\"sort, 1\",10,1,9,9,1,8,12,1\n\"sort, 2\",5,1,4,4,1,4,6,2\n")
    #expect(hyperfine.valueColumn == "mean" && hyperfine.rows.map(\.value) == [10, 5])
    var named = ScalingTable.Columns()
    named.workers = "a"
    named.throughput = "b"
    #expect(try scaling("a,b\n1.5,2\n", named).rows == [.init(workers: 1.5, value: 2)])
  }

  @Test("our own tables are read as they are, repeats and all")
  func ownTables() throws {
    let runs = try scaling(
      "run_id,mode,clock,workers_count,repeat,makespan_s,throughput_per_s\n"
        + "a,sim,virtual,1,1,10,1\nb,sim,virtual,1,2,11,1\nc,sim,virtual,2,1,6,1\n")
    #expect(runs.isSimulated && runs.rows.map(\.workers) == [1, 1, 2])
    #expect(runs.valueColumn == "makespan_s")
    let sweep = try scaling(
      "mode,param_workers.toaster,repeats_count,makespan_s_mean,makespan_s_sd\nsim,1,1,10,\n")
    #expect(sweep.workersColumn == "param_workers.toaster" && sweep.rows[0].value == 10)
    let mixed = try scaling(
      "mode,workers_count,repeat,makespan_s\nsim,1,1,9\nthreads,1,1,10\nthreads,1,2,11\n")
    #expect(mixed.simulatedRowsLeftOut == 1 && !mixed.isSimulated && mixed.rows.count == 2)
  }

  @Test("every mistake is told at once, with line and column")
  func allMistakes() {
    let text =
      "workers,time_s\n1,10\n2,-5.5\n4,nan\n\n8,\n16,abc\nx,1\n1,3\n32,0\n64\n4,1,5\n12,inf\n0,1\n"
      + "0x10,3\n24,1e999\n"
    #expect(
      mistakes(text) == [
        "3:3 S027", "4:3 S027", "6:3 S027", "7:4 S027", "8:1 S027", "9:1 S027", "10:4 S027",
        "11:1 S027", "12:5 S027", "13:4 S027", "14:1 S027", "15:1 S027", "16:4 S027",
      ])
    #expect(mistakes("workers,time\nä,1\n\"ä\n1\",ü\n") == ["2:1 S027", "3:1 S027", "4:4 S027"])
  }

  @Test("a row twice is a mistake that names both lines, unless rows are repeats")
  func duplicates() throws {
    let text = "workers,time\n1,10\n2,5\n 1,11\n"
    do {
      _ = try scaling(text)
      Issue.record("the row is there twice")
    } catch let mistakes as ScenarioMistakes {
      #expect(mistakes.diagnostics.map(\.place) == [Place(source: 0, line: 4, column: 2)])
      #expect(mistakes.diagnostics[0].other == Place(source: 0, line: 2, column: 1))
      let human = mistakes.text.human(mistakes.diagnostics)
      #expect(human.contains(" 2 | 1,10") && human.contains("--repeats takes them for repeats"))
    }
    var columns = ScalingTable.Columns()
    columns.hasRepeats = true
    #expect(try scaling(text, columns).rows.count == 3)
    #expect(mistakes("workers,repeat,time\n1,1,10\n1,2,10\n1,2,9\n") == ["4:1 S027"])
  }

  @Test("what is no table, or too large, is said")
  func noTable() {
    #expect(mistakes("") == ["S007"] && mistakes("workers,time\n") == ["S007"])
    #expect(mistakes("a,b\n1,2\n") == ["1:1 S027", "1:1 S027"])
    #expect(mistakes("workers\n1\n") == ["1:1 S027"] && mistakes("n;t\n1;2\n") == ["1:1 S027"])
    #expect(mistakes("workers,time,workers\n1,2,3\n") == ["read 1 rows"])
    var columns = ScalingTable.Columns()
    columns.workers = "workers"
    #expect(mistakes("workers,time,workers\n1,2,3\n", columns) == ["1:14 S027"])
    columns.workers = "wokers"
    #expect(mistakes("workers,time\n1,2\n", columns) == ["1:1 S027"])
    let long = "workers,time\n" + String(repeating: "1,1\n", count: 100_001)
    #expect(mistakes(long) == ["S002"])
    #expect(mistakes("workers,time\n" + String(repeating: "1,x\n", count: 500)).count == 100)
    #expect(throws: ScenarioMistakes.self) {
      try ScalingTable([0x77, 0x2C, 0x74, 0x0A, 0xFF, 0x2C, 0x31], label: "t.csv")
    }
  }

  @Test("random bytes give a table or diagnostics without control characters")
  func hostile() throws {
    var chance = Xorshift(state: 88_172_645_463_325_252)
    let alphabet = Array("workers,time\n\t\"1234567890.-+eE \r\u{1B}[ä;".utf8)
    for _ in 0..<2_000 {
      let length = Int(chance.next() % 80)
      let bytes =
        Array("workers,time,kind\n".utf8)
        + (0..<length).map { _ in alphabet[Int(chance.next() % UInt64(alphabet.count))] }
      for read in [
        { _ = try ScalingTable(bytes, label: "t.csv") },
        { _ = try JobTimes(bytes, label: "t.csv") },
      ] as [() throws -> Void] {
        do { try read() } catch let mistakes as ScenarioMistakes {
          let text = mistakes.text.human(mistakes.diagnostics)
          let isHarmless = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
          #expect(isHarmless && !mistakes.diagnostics.isEmpty)
        }
      }
    }
  }
}

/// Numbers that are the same on every machine.
private struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
