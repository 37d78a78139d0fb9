public import Analysis

/// A plot of a sweep as an SVG that needs nothing else: speedup against workers, or what else was
/// varied, with what the laws say of it.
///
/// Workers stand on an axis of powers of two; where speedups differ by more than a factor of 8 they do
/// as well, so that the ideal is a straight line. Curves have their names beside them.
public struct SpeedupSVG {
  let sweep: Sweep
  let times: TimeText
  let usl: ((Double) -> Double)?
  let scheme: PictureScheme
  let idPrefix: String
  let isEmbedded: Bool

  /// Makes a plot.
  ///
  /// `usl` is a fitted speedup for a number of workers. `idPrefix` begins all ids and classes: two
  /// pictures on one page need different ones. An embedded picture has no ground of its own and is as
  /// wide as its place.
  public init(
    _ sweep: Sweep, times: TimeText? = nil, usl: ((Double) -> Double)? = nil,
    scheme: PictureScheme = .automatic, idPrefix: String = "toast", isEmbedded: Bool = false
  ) {
    self.sweep = sweep
    self.times = times ?? TimeText(sharedBy: sweep.points.map(\.result))
    self.usl = usl
    self.scheme = scheme
    self.idPrefix = idPrefix
    self.isEmbedded = isEmbedded
  }

  /// The whole document.
  public var document: String {
    var plot = SpeedupPlot(self)
    return plot.document()
  }
}
