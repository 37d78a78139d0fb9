extension SpeedupPlot {
  /// Draws the points of a series, the line through them and the bars of their intervals.
  mutating func drawSeries(_ index: Int) {
    let points = data.series[index].points.map { (point: $0, x: placeX($0.x), y: placeY($0.y)) }
    guard let last = points.last else { return }
    let number = PictureSheet.number
    let line = points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(number(point.x)) \(number(point.y))"
    }.joined()
    if points.count > 1 {
      sheet.path(line, "l\(index)", "fill=\"none\" stroke-width=\"2\"")
    }
    for (first, second) in zip(points, points.dropFirst()) {
      for step in 0...10 {
        let share = Double(step) / 10
        placer.take(
          first.x + (second.x - first.x) * share, first.y + (second.y - first.y) * share, radius: 3)
      }
    }
    for (point, x, y) in points {
      if let interval = point.interval { drawInterval(interval, x, index) }
      sheet.path(Self.mark(index, x, y), "s\(index)", "", title: point.tooltip)
      placer.take(x, y, radius: 9)
    }
    endLabels.append((last.y, data.series[index].label, "n\(index)"))
  }

  private mutating func drawInterval(_ interval: ClosedRange<Double>, _ x: Double, _ index: Int) {
    let low = min(Self.bottom, placeY(interval.lowerBound))
    let high = max(Self.top, placeY(interval.upperBound))
    let number = PictureSheet.number
    let (left, right) = (number(x - 4), number(x + 4))
    sheet.path(
      "M\(left) \(number(high))H\(right)M\(left) \(number(low))H\(right)"
        + "M\(number(x)) \(number(high))V\(number(low))",
      "l\(index)", "fill=\"none\" stroke-width=\"1.5\"")
    placer.take(LabelPlacer.Box(left: x - 5, top: high, right: x + 5, bottom: low))
  }

  /// The mark of a series around a point, so that series differ without colour.
  private static func mark(_ index: Int, _ x: Double, _ y: Double) -> String {
    let number = PictureSheet.number
    func polygon(_ corners: [(Double, Double)]) -> String {
      corners.enumerated().map { place, corner in
        "\(place == 0 ? "M" : "L")\(number(x + corner.0)) \(number(y + corner.1))"
      }.joined() + "z"
    }
    switch index % 8 {
    case 0: return "M\(number(x - 4)) \(number(y))a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"
    case 1: return polygon([(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)])
    case 2: return polygon([(0, -5), (4.5, 3.5), (-4.5, 3.5)])
    case 3: return polygon([(0, -5), (5, 0), (0, 5), (-5, 0)])
    case 4: return polygon([(0, 5), (4.5, -3.5), (-4.5, -3.5)])
    case 5: return polygon([(-5, -1), (5, -1), (5, 1), (-5, 1)])
    case 6: return polygon([(-1, -5), (1, -5), (1, 5), (-1, 5)])
    default: return polygon([(-5, 0), (-2.5, -4.5), (2.5, -4.5), (5, 0), (2.5, 4.5), (-2.5, 4.5)])
    }
  }
}
