/// Times or throughputs with different numbers of workers, from a table that was measured elsewhere.
///
/// CSV (RFC 4180) or tab-separated, with a header row; at most 16 MiB and 100 000 rows.
public struct ScalingTable: Equatable, Sendable {
  /// Which columns to read, where their names do not tell it.
  public struct Columns: Equatable, Sendable {
    /// The column of workers.
    public var workers: String?
    /// The column of times.
    public var time: String?
    /// The column of throughputs.
    public var throughput: String?
    /// Whether several rows of the same workers are repeats even where no column `repeat` says so.
    public var hasRepeats = false

    /// Reads the columns whose names tell what they hold.
    public init() {}
  }

  /// A row.
  public struct Row: Equatable, Sendable {
    /// How many workers; above 0.
    public let workers: Double
    /// The time in `timeUnit`s, or the throughput; above 0.
    public let value: Double
  }

  /// The rows, in the order of the file.
  public let rows: [Row]
  /// The name of the column of workers.
  public let workersColumn: String
  /// The name of the column of times or throughputs.
  public let valueColumn: String
  /// How many seconds a time of 1 is; nil where the column holds throughputs.
  public let secondsPerUnit: Double?
  /// Whether the table says of itself that its runs were simulated.
  public let isSimulated: Bool
  /// How many simulated rows were left out because real ones stand beside them.
  public let simulatedRowsLeftOut: Int

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes.
  ///   - label: What messages call the file.
  ///   - columns: Which columns to read.
  /// - Throws: All mistakes at once, up to 100.
  public init(
    _ bytes: [UInt8], label: String, columns: Columns = Columns()
  ) throws(ScenarioMistakes) {
    var table = try MeasuredTable(bytes, label: label)
    let workers = Self.workers(columns, &table)
    let value = Self.value(columns, &table)
    guard let workers, let value else {
      try table.check()
      preconditionFailure("a column that was not found is a mistake")
    }
    workersColumn = table.header[workers]
    valueColumn = table.header[value.index]
    secondsPerUnit =
      value.isTime ? Self.seconds[ColumnName(table.header[value.index]).unit ?? "s"] ?? 1 : nil
    let simulated = Self.simulatedRows(table)
    isSimulated = simulated.count == table.rows.count
    simulatedRowsLeftOut = isSimulated ? 0 : simulated.count
    let chosen =
      isSimulated
      ? table.rows : table.rows.indices.filter { !simulated.contains($0) }.map { table.rows[$0] }
    rows = Self.rows(chosen, workers, value.index, columns, &table)
    try table.check()
  }

  private static let seconds = [
    "h": 3600, "min": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9,
  ]

  private static func workers(_ columns: Columns, _ table: inout MeasuredTable) -> Int? {
    if let name = columns.workers { return table.index(of: name) }
    if let index = ColumnName.index(of: ColumnName.workers, in: table.header) { return index }
    table.add(
      "no column is called workers, processors, threads or cores", atColumn: nil,
      remedy: table.header.count == 1
        ? "separate the columns with commas or tabs"
        : "name it, as in --workers COLUMN; \(table.columnList)")
    return nil
  }

  private static func value(
    _ columns: Columns, _ table: inout MeasuredTable
  ) -> (index: Int, isTime: Bool)? {
    if let name = columns.time { return table.index(of: name).map { ($0, true) } }
    if let name = columns.throughput { return table.index(of: name).map { ($0, false) } }
    if let index = ColumnName.index(of: ColumnName.times, in: table.header) {
      return (index, true)
    }
    if let index = ColumnName.index(of: ColumnName.throughputs, in: table.header) {
      return (index, false)
    }
    // A table of one column has got its message where it has no workers either.
    if table.header.count > 1 || table.mistakes.isEmpty {
      table.add(
        "no column is called time, seconds, makespan or throughput", atColumn: nil,
        remedy: "name it, as in --time COLUMN or --throughput COLUMN; \(table.columnList)")
    }
    return nil
  }

  /// The rows whose column `clock` is `virtual`, or else `mode` is `sim`, as in our own tables.
  private static func simulatedRows(_ table: MeasuredTable) -> Set<Int> {
    for (column, word) in [("clock", "virtual"), ("mode", "sim")] {
      guard let index = table.header.firstIndex(of: column) else { continue }
      return Set(table.rows.indices.filter { table.rows[$0][index].text == word })
    }
    return []
  }

  /// Squares of squares of what is fitted are still numbers.
  private static let range = 1e-60...1e60

  private static func rows(
    _ chosen: [[SeparatedText.Field]], _ workers: Int, _ value: Int, _ columns: Columns,
    _ table: inout MeasuredTable
  ) -> [Row] {
    let repeats = table.header.firstIndex(of: "repeat")
    var seen: [String: SeparatedText.Field] = [:]
    var rows: [Row] = []
    for fields in chosen {
      let count = table.number(fields[workers], table.header[workers])
      let seconds = table.number(fields[value], table.header[value])
      guard let count else { continue }
      if count > 1e9 { table.add("more than 10^9 workers", at: fields[workers]) }
      if let seconds {
        rows.append(Row(workers: count, value: seconds))
        if !range.contains(seconds) {
          table.add(
            "`\(table.header[value])` is beyond all measure", at: fields[value],
            remedy: "it has to be from 10^-60 to 10^60")
        }
      }
      if columns.hasRepeats { continue }
      let key = "\(count) \(repeats.map { fields[$0].text } ?? "")"
      if let other = seen[key] {
        table.add(
          "there is a row with \(fields[workers].text.trimmed) workers already",
          at: fields[workers],
          remedy: repeats == nil
            ? "--repeats takes them for repeats"
            : "it has the same `repeat`; keep one kind of run, or write --repeats",
          other: other)
      }
      seen[key] = seen[key] ?? fields[workers]
    }
    return rows
  }
}
