import Reference
import ScenarioFiles
import TestSupport
import Testing

@Suite("Explanations of codes")
struct ExplanationTests {
  /// The codes that a file gets, errors and warnings.
  private func codes(of text: String) -> [DiagnosticCode] {
    do {
      let file = try ScenarioFile(Array(text.utf8), label: "example.yaml", folder: nil)
      return file.warnings().map(\.code)
    } catch {
      return error.diagnostics.map(\.code)
    }
  }

  @Test("every code is explained once, in order")
  func completeness() {
    #expect(CodeExplanation.all.map(\.code) == DiagnosticCode.allCases)
  }

  @Test("the wrong example gets its code and no other, the right one none")
  func examples() {
    for entry in CodeExplanation.all {
      let code = entry.code.rawValue
      #expect(Set(codes(of: entry.wrong)) == [entry.code], "\(code)")
      #expect(codes(of: entry.right).isEmpty, "\(code): \(codes(of: entry.right))")
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
