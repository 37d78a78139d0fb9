import Foundation
import TestSupport
import Testing

@Suite("Nulls")
struct NullTests {
  private static let scenarios = [
    "workers: { a: 1 }\ntasks: { t: { work: 0 s } }",
    "workers: { a: 1 }\nresources: { r: 1 }\ntasks: { t: { count: 2, work: 5 s, uses: r }, u: { work: 1 s, uses: r } }\nuntil: 2 s",
    "workers: { a: 2 }\ntasks: { t: { work: 1 s, fails: 100 % }, u: { work: 1 s, after: t } }",
    "workers: { a: 2 }\ntasks: { t: { count: 3, arrive: 1 s, work: 1 s } }",
    "workers: { a: 1 }\ntasks: { t: { count: 3, work: 1 s } }\nexecution: async\noverhead: { startup: 5 s }\nuntil: 3 s",
    "workers: { a: 2 }\ntasks: { t: { count: 1000001, wait: 1 ns, retries: 1, fails: 1 % } }",
    "workers: { a: 2 }\ntasks: { t: { count: 3, work: exponential 1 s } }\nreplications: 3",
    "workers: { a: 1 }\nresources: { r: 1 }\ntasks: { t: { count: 2, wait: 1 s, uses: r } }\nexecution: async\nbaseline: cut\nvariants: { cut: { until: 1 s } }",
    "workers: { a: 1 }\ntasks: { t: { count: 2, work: 1 s } }\npayback: { rewrite: 1 h, runs-per-week: 5 }",
    "workers: { a: 2 }\ntasks: { t: { count: 3, arrive: 1 s, work: 1 s } }\npayback: { rewrite: 1 h, runs-per-week: 5 }",
    "workers: { a: 2 }\ntasks: { t: { count: 3, work: exponential 1 s } }\nreplications: 3\npayback: { rewrite: 1 h, runs-per-week: 5 }",
  ]

  /// Fields that are null without a reason, by path; list positions are left out.
  private func unexplained(_ value: Any, path: String, reasons: [String: Any]) -> [String] {
    if value is NSNull {
      let isExplained = reasons.keys.contains { path == $0 || path.hasPrefix($0 + ".") }
      return isExplained ? [] : [path]
    }
    if let list = value as? [Any] {
      return list.flatMap { unexplained($0, path: path, reasons: reasons) }
    }
    guard let object = value as? [String: Any] else { return [] }
    return object.keys.sorted().flatMap { key -> [String] in
      let inner = path.isEmpty ? key : "\(path).\(key)"
      // A single run has no replications, the coordinator no pool, and a file that does not ask no
      // payback: nothing is unknown there.
      if ["replications", "lanes.pool", "payback"].contains(inner), object[key] is NSNull {
        return []
      }
      if inner.hasSuffix("ci95_low") || inner.hasSuffix("ci95_high") { return [] }
      return unexplained(object[key] ?? NSNull(), path: inner, reasons: reasons)
    }
  }

  @Test("every null of a report has a reason", arguments: scenarios)
  func reasons(text: String) throws {
    let outcome = try ToastProgram.run(["run", "-", "--json"], input: text + "\n")
    let report = try Report(outcome.output)
    let run = try #require(report.value("runs.0") as? [String: Any], "\(outcome.messages)")
    let reasons = try #require(run["reasons"] as? [String: Any])
    #expect(unexplained(run, path: "", reasons: reasons) == [])
  }
}
