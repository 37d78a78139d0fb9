/// The keys of the language, level by level.
///
/// The decoder, the paths of variants and the remedies for misplaced keys read them here.
enum Language {
  static let topKeys = [
    "name", "about", "workers", "resources", "tasks", "execution", "cores", "schedule", "overhead",
    "until", "seed", "replications", "payback", "variants", "baseline", "sweep", "expect",
  ]
  /// Keys of the file whose values are keys again.
  static let sections = [
    "workers", "resources", "tasks", "schedule", "overhead", "payback", "variants", "sweep",
  ]
  /// Keys of the file whose values are one word or number.
  static let settings = ["execution", "cores", "until", "seed", "replications"]
  /// Keys whose values are texts, of lessons too.
  static let textKeys = [
    "name", "about", "run", "question", "answer", "text", "says", "task", "talk",
  ]
  static let poolKeys = ["count", "kind", "speed"]
  static let taskKeys = [
    "count", "by", "uses", "steps", "work", "wait", "run", "after", "each", "arrive", "priority",
    "fails", "retries",
  ]
  static let stepKeys = ["work", "wait", "uses", "run"]
  static let scheduleKeys = ["assign", "chunk", "order"]
  static let overheadKeys = ["startup", "dispatch", "transfer"]
  static let paybackKeys = ["rewrite", "runs-per-week"]
  static let tableKeys = ["csv", "column", "unit"]

  /// Where a key of another level belongs; nil for a word that is no key, or that several levels have.
  static func home(of key: String) -> String? {
    if topKeys.contains(key) { return "`\(key)` belongs at the left edge, beside `workers`" }
    if scheduleKeys.contains(key) { return "`\(key)` belongs under `schedule`" }
    if overheadKeys.contains(key) { return "`\(key)` belongs under `overhead`" }
    if paybackKeys.contains(key) { return "`\(key)` belongs under `payback`" }
    if ["kind", "speed"].contains(key) {
      return "`\(key)` belongs to a pool: `workers: { cook: { count: 2, \(key): ... } }`"
    }
    if ["break-even", "breakeven", "worth-it", "worth", "roi"].contains(key) {
      return example(of: "payback")
    }
    if key == "async" || key == "sync" { return "write `execution: \(key)`" }
    if tableKeys.contains(key) {
      return "`\(key)` belongs to a duration: `work: { csv: times.csv, column: s, unit: s }`"
    }
    if key != "count", taskKeys.contains(key) { return "`\(key)` belongs to a task" }
    return nil
  }

  /// Our word for what other programs call a key of a task or of a step.
  static func taskKey(for word: String) -> String? {
    let words = [
      "duration": "work", "time": "work", "runtime": "work", "takes": "work", "sleep": "wait",
      "worker": "by", "workers": "by", "pool": "by", "needs": "after", "depends": "after",
      "depends-on": "after", "depends_on": "after", "requires": "after", "resource": "uses",
      "resources": "uses", "use": "uses", "number": "count", "n": "count", "repeat": "count",
      "times": "count", "jobs": "count", "failure": "fails", "arrival": "arrive",
      "arrivals": "arrive", "command": "run", "cmd": "run", "shell": "run", "exec": "run",
    ]
    return words[word.lowercased()]
  }

  /// Our word for what else a key of `payback` could be called.
  static func paybackKey(for word: String) -> String? {
    let words = [
      "rewrite-time": "rewrite", "rewriting": "rewrite", "cost": "rewrite", "effort": "rewrite",
      "development": "rewrite", "work": "rewrite", "time": "rewrite", "hours": "rewrite",
      "per-week": "runs-per-week", "runs": "runs-per-week", "runs-a-week": "runs-per-week",
      "runs_per_week": "runs-per-week", "weekly": "runs-per-week", "week": "runs-per-week",
      "frequency": "runs-per-week", "count": "runs-per-week",
    ]
    return words[word.lowercased()]
  }

  /// How a section that was written as one value, or as a list, should look.
  static func example(of section: String) -> String? {
    let examples = [
      "workers": "write `workers: { toaster: 4 }`: a name for the pool, and how many",
      "resources": "write `resources: { oven: 1 }`: a name, and how many there are",
      "tasks": "write `tasks: { toast: { count: 100, work: 2 min } }`",
      "schedule": "write `schedule: { assign: static }`, or chunk, or order",
      "overhead": "write `overhead: { dispatch: 1 ms }`, or startup, or transfer",
      "payback": "write `payback: { rewrite: 16 h, runs-per-week: 5 }`",
      "variants": "write `variants: { one-cook: { workers.cook: 1 } }`",
      "a step": "write `work: 2 min` or `wait: 2 min`",
      "sweep": "write `sweep: { workers.cook: 1..8 }`",
    ]
    if section.hasPrefix("task `") { return "write `{ count: 100, work: 2 min }`" }
    return examples[section]
  }
}
