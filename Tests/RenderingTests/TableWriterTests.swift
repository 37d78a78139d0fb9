import Rendering
import Testing

@Suite("Table writer")
struct TableWriterTests {
  private let columns = Array(RunsTable.columns.prefix(2))

  private func write(_ format: TableFormat, _ rows: [[JSONValue]]) throws -> String {
    var text = ""
    var writer = TableWriter(format, columns: columns)
    for row in rows { try writer.add(row) { text += $0 } }
    try writer.finish { text += $0 }
    return text
  }

  private let rows: [[JSONValue]] = [
    [.string("a,b"), .string("say \"hi\"\nthere")], [.null, .string("x|y\t\\z")],
    [.number("1.5"), .bool(true)],
  ]

  @Test("csv quotes what holds commas, quotes and line ends; unknown is empty")
  func csv() throws {
    let text = "run_id,scenario\n\"a,b\",\"say \"\"hi\"\"\nthere\"\n,x|y\t\\z\n1.5,true\n"
    #expect(try write(.csv, rows) == text)
  }

  @Test("tsv escapes tabs, line ends and backslashes")
  func tsv() throws {
    let text = "run_id\tscenario\na,b\tsay \"hi\"\\nthere\n\tx|y\\t\\\\z\n1.5\ttrue\n"
    #expect(try write(.tsv, rows) == text)
  }

  @Test("jsonl and json hold the same objects; unknown is null")
  func json() throws {
    let lines = try write(.jsonl, rows)
    #expect(lines.split(separator: "\n").count == 3)
    #expect(lines.contains("{\"run_id\": null, \"scenario\": \"x|y\\u0009\\\\z\"}"))
    #expect(try write(.json, []) == "[]\n")
    let body = lines.split(separator: "\n").joined(separator: ",\n")
    #expect(try write(.json, rows) == "[\n\(body)\n]\n")
  }

  @Test("markdown escapes what it would draw, and shows the headline columns")
  func markdown() throws {
    let text = try write(.md, rows)
    #expect(text.hasPrefix("| run_id |\n| ------ |\n| a,b    |\n"))
    var long = ""
    var writer = TableWriter(.md, columns: JobsTable.columns)
    try writer.add(JobsTable.columns.map { _ in .string("x|y") }) { long += $0 }
    try writer.finish { long += $0 }
    #expect(long.contains("x\\|y") && long.contains("-: |"))
  }

  @Test("a table made in parts has the bytes of one made row by row")
  func parts() throws {
    for format in TableFormat.allCases where !format.keepsRows {
      for cut in 0...rows.count {
        var text = ""
        var writer = TableWriter(format, columns: columns)
        for part in [0..<cut, cut..<rows.count] {
          var own = TableWriter(partOf: format, columns: columns, after: part.lowerBound)
          var piece = ""
          for row in rows[part] { try own.add(row) { piece += $0 } }
          try writer.add(part: piece + own.takeText(), rows: part.count) { text += $0 }
        }
        try writer.finish { text += $0 }
        #expect(try text == write(format, rows))
      }
    }
  }

  @Test("a large table is written in pieces")
  func pieces() throws {
    var count = 0
    var writer = TableWriter(.csv, columns: columns)
    for number in 0..<20_000 {
      try writer.add([.number("\(number)"), .string("some text")]) { _ in count += 1 }
    }
    try writer.finish { _ in count += 1 }
    #expect((4...20).contains(count))
  }
}
