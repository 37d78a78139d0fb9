import TestSupport
import Testing

@testable import ScenarioFiles
@testable import toast

@Suite("Variations of a question")
struct VariationGridTests {
  private static func variation(_ path: String, _ count: Int) -> Variation {
    Variation(path: path, values: (1...count).map { "\($0)" })
  }

  @Test("few combinations are all tried, the last path changing fastest")
  func all() {
    let grid = VariationGrid([Self.variation("a", 2), Self.variation("b", 3)])
    #expect(grid.numbers(atMost: 200) == Array(0..<6))
    let told = (0..<6).map { grid.changes($0).map(\.value).joined() }
    #expect(told == ["11", "12", "13", "21", "22", "23"])
    #expect(VariationGrid([]).numbers(atMost: 200).isEmpty)
  }

  @Test("of many some are drawn, each once, each value of a path about as often")
  func drawn() {
    let grid = VariationGrid([
      Self.variation("a", 10), Self.variation("b", 20), Self.variation("c", 50),
    ])
    let numbers = grid.numbers(atMost: 200)
    #expect(numbers.count == 200 && Set(numbers).count == 200)
    for path in 0..<3 {
      let values = numbers.map { grid.changes($0)[path].value }
      let wanted = 200 / [10, 20, 50][path]
      for value in Set(values) {
        let count = values.filter { $0 == value }.count
        #expect(count <= 2 * wanted, "\(path) \(value): \(count)")
      }
      #expect(Set(values).count == [10, 20, 50][path])
    }
  }
}

@Suite("Pages made from lessons")
struct TeachingPageTests {
  @Test("docs/curriculum.md and docs/handout.md are made from the lessons")
  func kept() throws {
    #expect(try Repository.matches(Curriculum(.bundled).markdown, kept: "docs/curriculum.md"))
    #expect(try Repository.matches(Handout(.bundled).markdown, kept: "docs/handout.md"))
  }

  @Test("every topic has one word, and lessons teach most of them")
  func topics() throws {
    let words = CurriculumTopic.all.map { $0.word.lowercased() }
    #expect(Set(words).count == words.count)
    for word in words { #expect(CurriculumTopic.named(word.uppercased()) != nil) }
    // The 2012 version gives every topic of its own a level; what has none is of the beta.
    for topic in CurriculumTopic.all where topic.levels.isEmpty { #expect(topic.beta != nil) }
  }

  @Test("a handout loads nothing, and no text of a lesson is markup in it")
  func hostile() throws {
    let text = TryLesson.good
      .replacing("# Two ovens", with: "# <script>alert(1)</script> | &")
      .replacing("How long until", with: "<img src=x onerror=y> \"' `a|b` how long until")
    try TryLesson.course(of: [text]) { course in
      let handout = try Handout(course)
      #expect(!handout.html.contains("<script") && !handout.html.contains("<img"))
      #expect(handout.html.contains("default-src 'none'"))
      #expect(handout.html.contains("<code>a|b</code>"))
      let row = handout.markdown.split(separator: "\n").first { $0.hasPrefix("| 1 |") }
      let cells = row?.replacing("\\|", with: "").filter { $0 == "|" }.count
      #expect(cells == 7, "\(row ?? "")")
      #expect(row?.contains("\\<script") == true)
    }
  }

  @Test("a handout of many long lessons has smaller letters")
  func letters() throws {
    let long = TryLesson.good.replacing(
      "question: How", with: "question: " + String(repeating: "and then ", count: 12) + "how")
    func size(_ lessons: [String]) throws -> Substring {
      let html = try TryLesson.course(of: lessons) { try Handout($0).html }
      return try #require(html.firstMatch(of: /font: ([0-9.]+)mm/)).output.1
    }
    let (few, many) = (
      try size([TryLesson.good]), try size(Array(repeating: long, count: 20))
    )
    #expect(few == "3.20" && many < few && many > "1.40", "\(many)")
  }
}
