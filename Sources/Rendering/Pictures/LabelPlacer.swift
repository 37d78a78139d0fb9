/// Finds places for texts where they cover nothing.
struct LabelPlacer {
  /// A rectangle.
  struct Box {
    var left, top, right, bottom: Double

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func contains(_ other: Box) -> Bool {
      left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }
  }

  /// Where texts may stand.
  let area: Box
  private var taken: [Box] = []

  init(area: Box) { self.area = area }

  mutating func take(_ box: Box) { taken.append(box) }

  /// Takes what is around a point.
  mutating func take(_ x: Double, _ y: Double, radius: Double) {
    take(Box(left: x - radius, top: y - radius, right: x + radius, bottom: y + radius))
  }

  /// Takes a free place near a point for a text of this width; its left end and base line.
  ///
  /// A place to which a line from the point covers nothing goes before others; nil where all is covered.
  mutating func place(_ width: Double, near x: Double, _ y: Double) -> (x: Double, y: Double)? {
    let places = Self.places(width, x, y).filter { box in
      area.contains(box) && !taken.contains(where: box.overlaps)
    }
    guard let box = places.first(where: { isClear(from: (x, y), to: $0) }) ?? places.first else {
      return nil
    }
    take(box)
    return (box.left + 2, box.bottom - 3)
  }

  /// Places around a point, near ones first.
  private static func places(_ width: Double, _ x: Double, _ y: Double) -> [Box] {
    let distances = [16.0, 30, 46, 64, 84, 110, 140, 170, 210, 250]
    var boxes: [Box] = []
    for distance in distances {
      let aside = distance * 0.6
      let lefts: [Double] = [
        x + aside, x - width / 2, x - width + 8, x - 8, x - width - aside, x - width - 2 * aside,
      ]
      for row in [y + distance, y - distance] {
        for left in lefts {
          boxes.append(
            Box(left: left - 2, top: row - 7, right: left + width + 2, bottom: row + 7))
        }
      }
    }
    return boxes
  }

  /// Whether a line from a point to the nearest side of a box covers nothing but what is at its start.
  private func isClear(from point: (x: Double, y: Double), to box: Box) -> Bool {
    let end = (
      x: min(max(point.x, box.left), box.right), y: box.top > point.y ? box.top : box.bottom
    )
    return (1..<40).allSatisfy { step in
      let share = Double(step) / 40
      let (x, y) = (point.x + (end.x - point.x) * share, point.y + (end.y - point.y) * share)
      if (x - point.x).magnitude < 14, (y - point.y).magnitude < 14 { return true }
      return !taken.contains { $0.left < x && x < $0.right && $0.top < y && y < $0.bottom }
    }
  }

  /// Moves heights apart so that they differ by `gap` at least, within limits; in the given order.
  static func spread(_ heights: [Double], gap: Double, _ limits: ClosedRange<Double>) -> [Double] {
    let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
    var moved = heights
    var least = limits.lowerBound
    for index in order {
      moved[index] = max(least, heights[index])
      least = moved[index] + gap
    }
    var most = limits.upperBound
    for index in order.reversed() {
      moved[index] = min(most, moved[index])
      most = moved[index] - gap
    }
    return moved
  }
}
