public import Analysis
import Model

/// What the laws of scaling say of a table, as text for people.
public enum FitText {
  /// As many points are told; of more the first and the last half.
  private static let mostPoints = 40

  /// The whole report: points, laws, verdict.
  public static func report(
    _ fits: ScalingFits, _ source: FitSource, style: ReportStyle
  ) -> String {
    var lines = [style.bold(Layout.fitting(title(fits, source), columns: style.width)), ""]
    lines += points(fits, unit: source.unit(fits), style)
    lines += source.notes.flatMap { Layout.fold($0, indent: "", width: style.width) } + [""]
    lines += self.lines(fits, style: style, unit: source.unit(fits))
    return lines.map { $0 + "\n" }.joined()
  }

  /// The laws with their parameters, where they do not apply, and the verdict.
  ///
  /// - Parameter unit: In which unit throughputs are told; runs per second, minute, hour or day where
  ///   it is left out.
  public static func lines(
    _ fits: ScalingFits, style: ReportStyle, unit: ThroughputUnit? = nil
  ) -> [String] {
    let text = FitSentences(fits: fits, unit: unit ?? .runs(fits))
    var lines: [String] = []
    for section in text.sections {
      lines.append(style.bold(section.title))
      let names = section.values.map(\.name.count).max() ?? 0
      for value in section.values {
        lines.append("  \(Layout.left(value.name, names))  \(value.text)")
      }
      for sentence in section.sentences {
        lines += Layout.fold(sentence, indent: "  ", width: style.width)
      }
    }
    if !text.precision.isEmpty {
      lines += Layout.fold(text.precision, indent: "", width: style.width)
    }
    return lines + [""]
      + Layout.fold(text.verdict, indent: "", width: style.width).map(style.bold)
  }

  private static func title(_ fits: ScalingFits, _ source: FitSource) -> String {
    let points = Layout.counted(fits.samples.count, "point")
    return "\(source.label): \(points), \(source.valueColumn) by "
      + source.workersColumn
      + (fits.isWeak ? ", the work growing with the workers" : "")
  }

  private static func points(
    _ fits: ScalingFits, unit: ThroughputUnit, _ style: ReportStyle
  ) -> [String] {
    let rows = fits.samples.indices.map { cells(fits, $0, unit) }
    var head = ["workers", "throughput", "speedup", "efficiency", "USL"]
    head.append(fits.isWeak ? "Gustafson" : "Amdahl")
    head.append("e")
    var columns = head.indices.filter { column in rows.contains { $0[column] != "-" } }
    // Without one worker there is neither speedup nor e, and a law may be missing.
    if columns.isEmpty { columns = [0, 1] }
    let width = max(7, rows.map { $0[0].count }.max() ?? 0)
    func shown(_ cells: [String]) -> [String] {
      columns.map { $0 == 0 ? Layout.right(cells[0], width) : cells[$0] }
    }
    var lines = AlignedTable(rows: [shown(head)] + rows.map(shown)).lines(style)
    if rows.count > mostPoints {
      let half = mostPoints / 2
      lines.replaceSubrange(
        (half + 1)..<(lines.count - half), with: ["... and \(rows.count - mostPoints) more"])
    }
    return unit.name.isEmpty ? lines : lines + ["Throughputs are runs\(unit.name)."]
  }

  private static func cells(
    _ fits: ScalingFits, _ index: Int, _ unit: ThroughputUnit
  ) -> [String] {
    let sample = fits.samples[index]
    let speedup = fits.speedups[index]
    let places = places(fits, unit)
    func throughput(_ value: Double?) -> String {
      guard let value else { return "-" }
      return places.map { fixed(value * unit.factor, $0) } ?? significant(value * unit.factor, 4)
    }
    let law =
      fits.isWeak
      ? fits.gustafson?.quality.fitted[index] : fits.amdahl?.quality.fitted[index]
    return [
      workersText(sample.workers), throughput(sample.throughput),
      speedup.map { fixed($0, 2) } ?? "-",
      speedup.map { percent($0 / sample.workers) } ?? "-",
      throughput(fits.usl?.quality.fitted[index]), throughput(law),
      fits.karpFlatt?.fractions[index].map { fixed($0, 4) } ?? "-",
    ]
  }

  /// The decimals of all throughputs, so that the largest has five digits; nil for very large or small
  /// ones.
  private static func places(_ fits: ScalingFits, _ unit: ThroughputUnit) -> Int? {
    let largest = (fits.samples.map(\.throughput).max() ?? 1) * unit.factor
    guard largest >= 1e-3, largest < 1e12 else { return nil }
    let text = significant(largest, 5)
    return text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
  }
}

/// What a report says of the table that was fitted.
public struct FitSource: Equatable, Sendable {
  /// What messages call it.
  public let label: String
  /// The column of workers.
  public let workersColumn: String
  /// The column of times or throughputs.
  public let valueColumn: String
  /// Whether the column holds times, so that throughputs are runs per second.
  public let hasTimes: Bool
  /// What else is to be known of the table, in sentences.
  public let notes: [String]

  /// Names a table and its columns, by texts that are safe to show.
  public init(
    label: String, workersColumn: String, valueColumn: String, hasTimes: Bool,
    notes: [String] = []
  ) {
    self.label = label
    self.workersColumn = workersColumn
    self.valueColumn = valueColumn
    self.hasTimes = hasTimes
    self.notes = notes
  }

  /// The unit of its throughputs.
  func unit(_ fits: ScalingFits) -> ThroughputUnit { hasTimes ? .runs(fits) : .asGiven }
}
