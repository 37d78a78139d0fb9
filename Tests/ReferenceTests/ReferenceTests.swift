import Reference
import ScenarioFiles
import TestSupport
import Testing

@Suite("Explanations of codes")
struct ExplanationTests {
  /// The codes that a file gets, errors and warnings.
  private func codes(of text: String, isLesson: Bool) -> [DiagnosticCode] {
    do {
      if isLesson {
        _ = try LessonFile(Array(text.utf8), label: "01-example.md")
        return []
      }
      let file = try ScenarioFile(Array(text.utf8), label: "example.yaml", folder: nil)
      return file.warnings().map(\.code)
    } catch {
      return error.diagnostics.map(\.code)
    }
  }

  /// What reading cannot find.
  private static let foundByRunning: Set<DiagnosticCode> = [
    .lessonClaim, .lessonExercise, .lessonConsole,
  ]

  @Test("every code is explained once, in order")
  func completeness() {
    #expect(CodeExplanation.all.map(\.code) == DiagnosticCode.allCases)
  }

  @Test("the wrong example gets its code and no other, the right one none")
  func examples() {
    for entry in CodeExplanation.all {
      let code = entry.code.rawValue
      let wrong = codes(of: entry.wrong, isLesson: entry.isAboutLessons)
      let right = codes(of: entry.right, isLesson: entry.isAboutLessons)
      if Self.foundByRunning.contains(entry.code) {
        #expect(wrong.isEmpty && entry.wrong != entry.right, "\(code): \(wrong)")
      } else {
        #expect(Set(wrong) == [entry.code], "\(code)")
      }
      #expect(right.isEmpty, "\(code): \(right)")
      #expect(entry.text.split(separator: "\n").allSatisfy { $0.count <= 90 }, "\(code)")
    }
  }

  @Test("docs/messages.md is made from the explanations")
  func page() throws {
    #expect(try Repository.matches(ReferencePages.messages, kept: "docs/messages.md"))
  }
}

@Suite("Glossary")
struct GlossaryTests {
  @Test("no word has two entries, and every entry that is named is there")
  func words() {
    let words = GlossaryEntry.words.map { $0.lowercased() }
    #expect(Set(words).count == words.count)
    let terms = Set(GlossaryEntry.all.map(\.term))
    for entry in GlossaryEntry.all {
      for term in entry.see { #expect(terms.contains(term), "\(entry.term): \(term)") }
      #expect(!entry.see.contains(entry.term))
    }
  }

  @Test("every measure and every word of the design's table is in it")
  func measures() {
    let needed = [
      "task", "job", "worker", "pool", "resource", "step", "T1", "span", "makespan", "queued",
      "blocked", "service", "response", "slowed", "speedup", "efficiency", "utilisation",
      "concurrency", "chunk", "dispatch", "startup", "transfer", "parallel fraction",
      "serial fraction", "contention", "coherency", "Amdahl", "Gustafson", "gil", "throughput",
      "imbalance", "ceiling",
    ]
    for word in needed { #expect(GlossaryEntry.named(word) != nil, "\(word)") }
  }

  @Test("docs/glossary.md is made from the entries")
  func page() throws {
    #expect(try Repository.matches(ReferencePages.glossary, kept: "docs/glossary.md"))
  }
}
