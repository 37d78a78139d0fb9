import Model

/// A scenario file made of measured times.
public struct MeasuredScenario: Equatable, Sendable {
  /// Where the durations are to stand that are too many to be written out.
  public enum Place: Equatable, Sendable {
    /// In the table that they were read from, which stands beside the scenario under this name.
    case table(String)
    /// In tables of their own, whose names begin so.
    case copies(String)
    /// Nowhere: a distribution of their mean and standard deviation takes their place.
    case distribution
  }

  /// As many durations are still written out.
  public static let mostWrittenOut = 20
  /// The scenario, without the line that names its schema.
  public let text: String
  /// Tables to be put beside it.
  public let tables: [Table]

  /// A table to be put beside a scenario.
  public struct Table: Equatable, Sendable {
    /// The file's name.
    public let name: String
    /// What it holds.
    public let text: String
  }

  /// Writes a scenario.
  ///
  /// - Parameters:
  ///   - times: The durations.
  ///   - title: Its name, as YAML text.
  ///   - about: What to tell of it, in one line.
  ///   - comments: Lines to stand above the tasks.
  ///   - place: Where more than a few durations are to stand.
  public init(
    _ times: JobTimes, title: String, about: String, comments: [String], place: Place
  ) {
    let quoted = harmless(about).map { $0 == "'" ? "''" : String($0) }.joined()
    var lines = ["name: \(title)", "about: '\(quoted)'"]
    lines.append("workers: { worker: \(times.concurrency ?? 4) }")
    lines += comments.map { "# \(harmless($0))" }
    lines.append("tasks:")
    var tables: [Table] = []
    for task in times.tasks {
      lines.append("  \(task.name):")
      if !task.each.isEmpty { lines.append("    each: \(Self.list(task.each))") }
      if !task.after.isEmpty { lines.append("    after: \(Self.list(task.after))") }
      lines.append("    count: \(task.durations.count)")
      lines.append("    work: \(Self.rule(task, times, place))")
      if task.durations.count > Self.mostWrittenOut, case .copies(let stem) = place {
        let rows = task.durations.map { "\(Self.seconds($0))\n" }.joined()
        tables.append(Table(name: Self.copy(stem, task), text: "seconds\n\(rows)"))
      }
    }
    text = lines.map { $0 + "\n" }.joined()
    self.tables = tables
  }

  private static func list(_ names: [String]) -> String {
    names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
  }

  private static func copy(_ stem: String, _ task: JobTimes.Task) -> String {
    "\(stem)-\(task.name).csv"
  }

  private static func rule(
    _ task: JobTimes.Task, _ times: JobTimes, _ place: Place
  ) -> String {
    guard let first = task.durations.first, task.durations.count > mostWrittenOut else {
      let list = task.durations.map(written).joined(separator: ", ")
      return task.durations.count == 1 ? list : "[\(list)]"
    }
    switch place {
    case .table(let name):
      return "{ csv: \(name), column: \(times.column), unit: \(times.unit) }"
    case .copies(let stem):
      return "{ csv: \(copy(stem, task)), column: seconds, unit: s }"
    case .distribution:
      if task.durations.allSatisfy({ $0 == first }) { return written(first) }
      let (mean, deviation) = moments(task.durations)
      return "lognormal \(written(mean)) sd \(written(deviation))"
    }
  }

  /// The mean and the standard deviation, with n - 1.
  private static func moments(_ durations: [Nanoseconds]) -> (Nanoseconds, Nanoseconds) {
    let count = Double(durations.count)
    let mean = durations.reduce(0) { $0 + Double($1) } / count
    let squares = durations.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let deviation = (squares / max(1, count - 1)).squareRoot()
    return (Nanoseconds(mean.rounded()), Nanoseconds(deviation.rounded()))
  }

  /// A duration in one unit, exactly: "12.5 s".
  private static func written(_ duration: Nanoseconds) -> String {
    let units: [(name: String, length: Nanoseconds)] = [
      ("s", TimeUnit.second), ("ms", TimeUnit.millisecond), ("us", TimeUnit.microsecond),
    ]
    guard duration > 0 else { return "0 s" }
    let unit = units.first { duration >= $0.length } ?? ("ns", 1)
    return "\(decimal(duration, over: unit.length)) \(unit.name)"
  }

  private static func seconds(_ duration: Nanoseconds) -> String {
    decimal(duration, over: TimeUnit.second)
  }

  private static func decimal(_ duration: Nanoseconds, over length: Nanoseconds) -> String {
    let (whole, rest) = duration.quotientAndRemainder(dividingBy: length)
    guard rest > 0 else { return "\(whole)" }
    var digits = Substring(String(rest + length).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
