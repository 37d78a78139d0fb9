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
  /// Nil where all is covered.
  mutating func place(_ width: Double, near x: Double, _ y: Double) -> (x: Double, y: Double)? {
    let height = 14.0
    for distance in [16.0, 30, 46, 64, 84, 110, 140, 170, 210, 250] {
      let columns = [
        x + distance * 0.6, x - width / 2, x - width + 8, x - 8, x - width - distance * 0.6,
      ]
      for row in [y + distance, y - distance] {
        for left in columns {
          let box = Box(
            left: left - 2, top: row - height / 2, right: left + width + 2,
            bottom: row + height / 2)
          guard area.contains(box), !taken.contains(where: box.overlaps) else { continue }
          take(box)
          return (left, row + 4)
        }
      }
    }
    return nil
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
