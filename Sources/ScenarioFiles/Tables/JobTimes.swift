public import Model

/// How long jobs took, from a table that was measured elsewhere.
///
/// A column of durations, a job log of GNU parallel, or our own table of jobs. At most 16 MiB and
/// 100 000 rows.
public struct JobTimes: Equatable, Sendable {
  /// The jobs of one kind.
  public struct Task: Equatable, Sendable {
    /// Its name, as scenario files write names.
    public let name: String
    /// How long each job took, in nanoseconds.
    public var durations: [Nanoseconds] = []
    /// Tasks whose jobs came before the jobs of the same number.
    public var each: [String] = []
    /// Tasks that were over before.
    public var after: [String] = []
  }

  /// Which part of a table to read, where it does not tell it.
  public struct Selection: Equatable, Sendable {
    /// The column of durations.
    public var column: String?
    /// The run, of a table with a column `run_id`.
    public var run: String?

    /// Reads what the names of the columns tell.
    public init() {}
  }

  /// The jobs by kind, in the order in which kinds first appear.
  public let tasks: [Task]
  /// The name of the column of durations, and its unit as scenario files write it.
  public let column: String
  /// The unit of the column.
  public let unit: String
  /// The run that was read, of a table with a column `run_id`; nil for others.
  public let run: String?
  /// How many runs the table has beside it.
  public let otherRuns: Int
  /// How many jobs were left out because they failed or did not finish.
  public let unfinished: Int
  /// The most jobs that ran at once; nil where the table does not tell when they began.
  public let concurrency: Int?
  /// Whether there were dependencies between single jobs that no scenario file can tell: they are told of
  /// tasks, or left out.
  public let hasInexactNeeds: Bool
  /// Whether the column holds these durations and no others, in this order, as plain decimals.
  public let isWholeColumn: Bool

  /// All durations, in nanoseconds.
  public var total: Int128 {
    tasks.reduce(0) { $1.durations.reduce($0) { $0 + Int128($1) } }
  }

  /// How many jobs there are.
  public var count: Int { tasks.reduce(0) { $0 + $1.durations.count } }

  /// The longest duration, in nanoseconds.
  public var longest: Nanoseconds { tasks.compactMap { $0.durations.max() }.max() ?? 0 }

  /// Reads a table.
  ///
  /// - Throws: All mistakes at once, up to 100.
  public init(
    _ bytes: [UInt8], label: String, selection: Selection = Selection()
  ) throws(ScenarioMistakes) {
    var reader = JobTimesReader(
      table: try MeasuredTable(bytes, label: label), selection: selection)
    reader.read()
    try reader.table.check()
    tasks = reader.tasks
    column = reader.columnName
    unit = reader.unit
    run = reader.run
    otherRuns = reader.otherRuns
    unfinished = reader.unfinished
    concurrency = reader.concurrency
    hasInexactNeeds = reader.needs.isInexact
    isWholeColumn = reader.isWholeColumn
  }
}

/// Reads the rows of a table of jobs.
private struct JobTimesReader {
  private static let mostTasks = 100

  var table: MeasuredTable
  let selection: JobTimes.Selection
  private(set) var tasks: [JobTimes.Task] = []
  private(set) var columnName = ""
  private(set) var unit = "s"
  private(set) var run: String?
  private(set) var otherRuns = 0
  private(set) var unfinished = 0
  private(set) var concurrency: Int?
  private(set) var needs = MeasuredNeeds()
  private(set) var isWholeColumn = true
  private var indices: [String: Int] = [:]
  private var spans: [(start: Nanoseconds, end: Nanoseconds)] = []

  init(table: MeasuredTable, selection: JobTimes.Selection) {
    self.table = table
    self.selection = selection
  }

  mutating func read() {
    let found =
      if let name = selection.column { table.index(of: name) } else {
        ColumnName.index(of: ColumnName.services, in: table.header)
      }
    guard let column = found else {
      if selection.column == nil {
        table.add(
          "no column is called seconds, duration, time or JobRuntime", atColumn: nil,
          remedy: "name it, as in --column COLUMN; \(table.columnList)")
      }
      return
    }
    columnName = table.header[column]
    unit = ColumnName(columnName).unit ?? "s"
    for row in chosenRows() { add(row, column) }
    if tasks.isEmpty, table.mistakes.isEmpty {
      table.add("no job of the table finished", atColumn: column, remedy: nil)
    }
    if unfinished > 0 || tasks.count > 1 || otherRuns > 0 { isWholeColumn = false }
    needs.settle(&tasks, numbers: indices, hasAllJobs: unfinished == 0)
    concurrency = peak()
  }

  private func index(_ names: String...) -> Int? {
    names.lazy.compactMap { name in
      table.header.firstIndex { $0.lowercased() == name }
    }.first
  }

  /// The rows of one run, in the order of their numbers where the table is a job log.
  private mutating func chosenRows() -> [[SeparatedText.Field]] {
    var rows = table.rows
    if let column = index("run_id") {
      var runs: [String] = []
      for row in rows where !runs.contains(row[column].text) && runs.count < 1_000 {
        runs.append(row[column].text)
      }
      // The ideal run stands before the real ones.
      let chosen = selection.run ?? runs.first { !$0.hasSuffix("-sim") } ?? runs.first ?? ""
      if !runs.contains(chosen) {
        table.add(
          "there is no run `\(chosen.prefix(64))`", atColumn: column,
          remedy: nearest(to: chosen, among: runs).map { "did you mean `\($0)`?" }
            ?? "there are \(runs.prefix(8).joined(separator: ", "))")
      }
      run = chosen
      otherRuns = max(0, runs.count - 1)
      rows = rows.filter { $0[column].text == chosen }
    } else if selection.run != nil {
      table.add("there is no column `run_id`", atColumn: nil, remedy: "leave --run-id out")
    }
    if let column = index("seq"), index("jobruntime") != nil {
      let numbers = rows.map { Int($0[column].text.trimmed) ?? .max }
      let order = rows.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
      if order != Array(rows.indices) { isWholeColumn = false }
      rows = order.map { rows[$0] }
    }
    return rows
  }

  private mutating func add(_ row: [SeparatedText.Field], _ column: Int) {
    if !isFinished(row) {
      unfinished += 1
      return
    }
    guard let duration = time(row[column], columnName, unit) else { return }
    if WrittenDecimal(row[column].text.trimmed) == nil { isWholeColumn = false }
    addSpan(row, duration)
    guard let task = task(of: row) else { return }
    tasks[task].durations.append(duration)
    addDependencies(row, task)
  }

  /// A time in nanoseconds, rounded to the nearest; a mistake where it is none.
  private mutating func time(
    _ field: SeparatedText.Field, _ column: String, _ unit: String
  ) -> Nanoseconds? {
    guard let value = table.number(field, column, allowsZero: true) else { return nil }
    let length = DurationParser.units.first { $0.name == unit }?.length ?? TimeUnit.second
    var exact = (value * Double(length)).rounded()
    if let decimal = WrittenDecimal(field.text.trimmed) {
      let whole = (2 * decimal.digits * Int128(length) + decimal.scale) / (2 * decimal.scale)
      if whole <= Int128(DurationParser.longest) { return Nanoseconds(whole) }
      exact = .infinity
    }
    guard exact <= Double(DurationParser.longest) else {
      table.add("`\(column)` is longer than 100 years", at: field)
      return nil
    }
    return Nanoseconds(exact)
  }

  /// By our own `status`, or by the exit code and the signal of a job log.
  private func isFinished(_ row: [SeparatedText.Field]) -> Bool {
    if let status = index("status"), index("run_id") != nil {
      return row[status].text == "finished"
    }
    guard index("jobruntime") != nil else { return true }
    return [index("exitval"), index("signal")].allSatisfy { column in
      column.map { row[$0].text.trimmed == "0" } ?? true
    }
  }

  /// A job log tells when a job began; our own table when it ended, too.
  private mutating func addSpan(_ row: [SeparatedText.Field], _ duration: Nanoseconds) {
    guard let column = index("starttime", "start_s"),
      let start = WrittenNumber.value(row[column].text.trimmed), start >= 0, start < 9e9
    else { return }
    let begin = Nanoseconds((start * 1e9).rounded())
    guard let last = index("end_s"), let end = WrittenNumber.value(row[last].text.trimmed),
      end >= start, end < 9e9
    else { return spans.append((begin, begin.addingSaturated(duration))) }
    spans.append((begin, Nanoseconds((end * 1e9).rounded())))
  }

  /// The most spans at once; one that ends when another one begins does not overlap with it.
  private func peak() -> Int? {
    guard !spans.isEmpty else { return nil }
    let starts = spans.map(\.start).sorted()
    let ends = spans.map(\.end).sorted()
    var (ended, most) = (0, 0)
    for (begun, start) in starts.enumerated() {
      while ended < ends.count, ends[ended] <= start { ended += 1 }
      most = max(most, begun + 1 - ended)
    }
    return max(1, most)
  }

  private mutating func task(of row: [SeparatedText.Field]) -> Int? {
    guard let column = index("kind", "task") else { return task(named: "job", as: "job") }
    let text = row[column].text.trimmed
    if let known = indices[text] { return known }
    guard tasks.count < Self.mostTasks else {
      if tasks.count == Self.mostTasks {
        table.add("there are more than \(Self.mostTasks) kinds of jobs", at: row[column])
      }
      return nil
    }
    return task(named: Self.name(text), as: text)
  }

  private mutating func task(named name: String, as key: String) -> Int {
    if let known = indices[key] { return known }
    var unique = name
    var number = 2
    while tasks.contains(where: { $0.name == unique }) {
      unique = "\(name)-\(number)"
      number += 1
    }
    indices[key] = tasks.count
    tasks.append(JobTimes.Task(name: unique))
    return tasks.count - 1
  }

  /// A text as a name: small letters, digits and hyphens, the first one a letter.
  private static func name(_ text: String) -> String {
    let words = text.lowercased().split {
      !($0.isASCII && ($0.isLetter || $0.isNumber))
    }
    let name = String(words.joined(separator: "-").prefix(40))
    if name.isEmpty { return "job" }
    return name.first?.isLetter == true && !Reader.wordsOfYAML.contains(name) ? name : "job-\(name)"
  }

  /// `toast-*` came before as a whole, `toast-7` before the seventh job.
  private mutating func addDependencies(_ row: [SeparatedText.Field], _ task: Int) {
    guard let column = index("needs"), index("run_id") != nil else { return }
    for need in row[column].text.split(separator: ";") {
      needs.add(need, for: task, job: tasks[task].durations.count)
    }
  }
}
