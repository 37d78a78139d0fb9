import Model
import Rendering
import TestSupport
import Testing

@Suite("Lists, tables and fences of lessons")
struct LessonBlockTests {
  private func plain(_ markdown: String, _ width: Int = 40) -> [String] {
    ProseText(markdown, width: width, hasStyle: false).lines
  }

  @Test("lists have hanging indents and count on; an empty line stays where one is written")
  func lists() {
    #expect(plain("- one two three\n- four", 12) == ["- one two", "  three", "- four"])
    #expect(plain("3. a\n3. b\n\n\n3. c") == ["3. a", "4. b", "", "5. c"])
    #expect(plain("* a\n  b\nc\n\nd") == ["- a b c", "", "d"])
    #expect(plain("9. a\n1. b c d", 7) == ["9. a", "10. b c", "    d"])
    #expect(plain("- a\n1. b") == ["- a", "", "1. b"])
    #expect(plain("It was\n1984. Then\n- came") == ["It was 1984. Then", "", "- came"])
  }

  @Test("lists lie in lists, with paragraphs and fences of their own")
  func nestedLists() {
    #expect(plain("1. a\n   - b\n     c\n   - d\n2. e") == ["1. a", "   - b c", "   - d", "2. e"])
    #expect(
      plain("- a\n\n  b\n\n  ```sh\n  x  y\n  ```\n- c")
        == ["- a", "", "  b", "", "      x  y", "- c"])
    #expect(plain("- a\n\n  - b\n\n  c") == ["- a", "", "  - b", "", "  c"])
    #expect(plain("-\n- a") == ["-", "- a"])
  }

  @Test("fenced blocks are indented, and untouched but for what a terminal may obey")
  func fences() {
    #expect(
      plain("```python\n# *no* heading\n\n  x = `1`  # <b>\n```\ntext")
        == ["    # *no* heading", "", "      x = `1`  # <b>", "", "text"])
    #expect(plain("~~~~\n```\na\n~~~\n~~~~") == ["    ```", "    a", "    ~~~"])
    #expect(plain("```\nnever closed\n") == ["    never closed"])
    #expect(plain("```\n\ta\tb\n\u{1B}[2J\u{7}\n```") == ["        a   b", "    ?[2J?"])
    #expect(plain("text\n\n    indented *code*\n") == ["text", "", "    indented *code*"])
    let long = String(repeating: "x ", count: 60) + "x"
    #expect(plain("```\n\(long)\n```") == ["    " + long])
  }

  @Test("quotes keep their mark on every line")
  func quotes() {
    #expect(
      plain("> one two three\nfour\n>\n> - five\n\nsix", 12) == [
        "> one two", "> three four", ">", "> - five", "", "six",
      ])
    #expect(plain("> a\n>> b") == ["> a", "> > b"])
  }

  @Test("columns of tables stand below each other, numbers at the right")
  func tables() {
    let table = """
      | workers | *time* |
      |---|---:|
      | 1 | **200 min** |
      | four \\| five | `50` |
      | 日本 |
      """
    #expect(
      plain(table) == [
        "workers         time",
        "-----------  -------",
        "1            200 min",
        "four | five     `50`",
        "日本",
      ])
    #expect(
      ProseText("a|b\n-|-\n1|2", width: 40, hasStyle: true).lines.first
        == "\u{1B}[1ma\u{1B}[0m  \u{1B}[1mb\u{1B}[0m")
    #expect(plain("a | b\nc | d") == ["a | b c | d"])
    #expect(plain("| a | b |\n|---|") == ["| a | b | |---|"])
  }

  @Test("the last column of a wide table folds; where it has no room the table is told row by row")
  func wideTables() {
    #expect(
      plain("| name | what it does |\n|-|-|\n| a | one two three |\n| b | four |", 16) == [
        "name  what it", "      does", "----  ----------", "a     one two", "      three",
        "b     four",
      ])
    #expect(
      plain("| what it does | name |\n|-|-|\n| one two three | a |\n| four | b |", 16) == [
        "- what it does:", "  one two three", "  name: a", "- what it does:", "  four", "  name: b",
      ])
    #expect(
      plain("|a|b|\n|-|-:|\n|1|2 3 4 5 6|", 8) == ["- a: 1", "  b: 2 3", "  4 5 6"])
  }

  @Test("rules and empty texts")
  func rules() {
    #expect(plain("a\n\n* * *\nb", 10) == ["a", "", "----------", "", "b"])
    #expect(plain("") == [] && plain("\n \n") == [] && plain("<!-- a -->") == [])
    #expect(plain("a\r\n\r\nb\r\n") == ["a", "", "b"])
  }

  @Test("a scenario is listed as it is written; keys are bold, comments faint")
  func scenario() {
    let text = "workers: { oven: 2 }  # two\n\ntasks:\n\t# every tray\n  - \"a: b\"\u{1B}\n\n"
    #expect(
      ScenarioListing(text, hasStyle: false).lines == [
        "    workers: { oven: 2 }  # two", "", "    tasks:", "        # every tray",
        "      - \"a: b\"?",
      ])
    #expect(
      ScenarioListing(text, hasStyle: true).lines == [
        "    \u{1B}[1mworkers\u{1B}[0m: { oven: 2 }  # two", "", "    \u{1B}[1mtasks\u{1B}[0m:",
        "        \u{1B}[2m# every tray\u{1B}[0m", "      - \"a: b\"?",
      ])
  }

  private static let parts = [
    "*", "**", "_", "***", "`", "```", "~~~", "\n", "\n\n", "    ", "\t", "- ", "1. ", "> ", "# ",
    "[", "](", ")", "![", "<", ">", "<!--", "-->", "<details>", "<summary>", "|", "|-|", "---",
    "===",
    "&lt;", "\\", "word ", "https://x.y", "日", "e\u{301}", "\u{1B}[31m", "\u{202E}", "\r\n",
    "\u{0}",
    "5 min ", "<br>", ":", "\"",
  ]

  @Test("whatever marks a text has, its lines obey the terminal in nothing", arguments: 1...200)
  func anyText(seed: UInt64) {
    var random = TestRandom(seed: seed)
    let text = (0..<60).map { _ in random.pick(Self.parts) }.joined()
    for width in [1, 20, 80] {
      let plain = ProseText(text, width: width, hasStyle: false).lines
      #expect(plain.allSatisfy { $0.unicodeScalars.allSatisfy { !Self.isObeyed($0) } })
      #expect(plain.first != "" && plain.last != "")
      let styled = ProseText(text, width: width, hasStyle: true).lines
      for line in styled {
        var rest = line
        for code in ["1", "4", "1;4", "0"] { rest = rest.replacing("\u{1B}[\(code)m", with: "") }
        #expect(rest.unicodeScalars.allSatisfy { !Self.isObeyed($0) })
        #expect(
          rest == line || line.ranges(of: "\u{1B}[0m").count * 2 == line.count { $0 == "\u{1B}" })
      }
    }
  }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar == "\u{202E}"
  }

  /// Ten times as many marks are ten times as much work: a square of them would not end in a test's time.
  @Test(
    "a line of very many marks is read in one go",
    arguments: ["*", "*a ", "[", "[a](", "<a ", "<!--", "`a``", "> ", "- ", "|", "- a\n", "_*a"])
  func manyMarks(mark: String) {
    let text = String(repeating: mark, count: 100_000 / mark.utf8.count)
    #expect(ProseText(text, width: 80, hasStyle: true).lines.count <= 100_000)
  }

  /// Marks that only the end of the line, or that of the table, makes something of.
  @Test(
    "a line of very many marks that end late is read in one go",
    arguments: [
      ("", "<a: ", ">"), ("", "<a:", " >"), ("", "[", "](x)"), ("", "[", "](http://x)"),
      ("", "![", "[a](http://x)"), ("|", "|", "\n|"), ("|", "a", "|\n|-|\n|1"),
    ])
  func marksThatEndLate(first: String, mark: String, last: String) {
    func many(_ text: String) -> String { String(repeating: text, count: 30_000) }
    var text = first + many(mark) + (last.contains("[") || last.contains("]") ? many(last) : last)
    if first == "|" { text += many("\n|1") }
    #expect(ProseText(text, width: 80, hasStyle: true).lines.count <= 70_000)
  }
}
