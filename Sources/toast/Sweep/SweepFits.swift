import Analysis
import Model
import Rendering

/// The laws of scaling, fitted to each series of a sweep that has any.
struct SweepFits {
  private let series: [(label: String, points: [SweepPoint], fits: ScalingFits)]
  /// The laws of so many series are told in a report; tables and documents have all.
  private static let mostTold = 3

  init(_ sweep: Sweep) {
    series = sweep.series.compactMap { series in
      sweep.fits(of: series).map { (series.label, series.points, $0) }
    }
  }

  /// The columns of the table of parameters.
  static let columns =
    [TableColumn("series", "the values of the other parameters", isNumber: false)]
    + LawTable.columns

  /// The rows of the table of parameters.
  var rows: [[JSONValue]] {
    series.flatMap { series in LawTable.rows(series.fits).map { [.string(series.label)] + $0 } }
  }

  /// What the laws say, for people.
  func lines(_ style: ReportStyle) -> [String] {
    var lines: [String] = []
    for series in series.prefix(Self.mostTold) {
      if self.series.count > 1 { lines.append("With \(series.label):") }
      lines += FitText.lines(series.fits, style: style, unit: .asGiven)
    }
    if series.count > Self.mostTold {
      lines.append(
        "The laws of \(series.count - Self.mostTold) more series are in --json and in laws.csv.")
    }
    return lines
  }

  /// What the laws say, for machines: one object a series.
  var documents: [JSONValue] {
    series.map { .object([("series", .string($0.label))] + FitJSON.laws($0.fits, unit: .asGiven)) }
  }

  /// The speedup that the fitted USL gives for a point.
  func speedup(at point: SweepPoint) -> Double? {
    guard let own = series.first(where: { $0.points.contains { $0.values == point.values } }),
      let law = own.fits.usl, law.throughput(1) > 0
    else { return nil }
    return law.throughput(Double(point.workers)) / law.throughput(1)
  }

  /// The fitted speedup for a number of workers; nil where there are several series, or none.
  var onlySpeedup: ((Double) -> Double)? {
    guard series.count == 1, let law = series[0].fits.usl, law.throughput(1) > 0 else { return nil }
    return { law.throughput($0) / law.throughput(1) }
  }
}
