public import Model

/// The points of a sweep that differ along one axis only.
public struct SweepSeries: Sendable {
  /// The values of the other axes, "chunk=10"; empty where there is one series.
  public let label: String
  /// The points: by workers where these change, else in the order of the grid.
  public let points: [SweepPoint]
  /// The makespan with one worker that all points share, in nanoseconds; nil where they have several or
  /// none.
  public let serialMakespan: Int128?
}

extension Sweep {
  static func scalingAxis(_ axes: [SweepAxis], _ points: [SweepPoint]) -> Int? {
    axes.indices.first { axis in
      groups(of: points, along: axis).contains { group in
        group.contains { points[$0].workers != points[group[0]].workers }
      }
    }
      ?? axes.indices.first { axis in
        axes[axis].path.hasPrefix("workers.") && points.count == 1
          && points[0].values[axis] == "\(points[0].workers)"
      }
  }

  /// The axis along which series go: the scaling one, else the first one of numbers, else the first.
  public var mainAxis: Int? {
    scalingAxis ?? axes.indices.first { axes[$0].hasNumbers && axes[$0].values.count > 1 }
      ?? axes.indices.first
  }

  /// The points in groups that differ along the main axis only, in the order of the grid.
  public var series: [SweepSeries] {
    let axis = mainAxis
    let groups = Self.groups(of: points, along: axis).map { $0.map { points[$0] } }
    return groups.map { group in
      let sorted =
        scalingAxis == nil
        ? group
        : group.enumerated().sorted {
          ($0.element.workers, $0.offset) < ($1.element.workers, $1.offset)
        }.map(\.element)
      let serial = sorted.first?.serialMakespan
      let isShared = sorted.allSatisfy { $0.serialMakespan == serial }
      return SweepSeries(
        label: groups.count > 1 ? label(of: group[0], without: axis) : "", points: sorted,
        serialMakespan: isShared ? serial : nil)
    }
  }

  /// Positions of points by the values of all other axes, groups and points in the order of the grid.
  private static func groups(of points: [SweepPoint], along axis: Int?) -> [[Int]] {
    var places: [[String]: Int] = [:]
    var groups: [[Int]] = []
    for index in points.indices {
      var key = points[index].values
      if let axis { key.remove(at: axis) }
      if let place = places[key] {
        groups[place].append(index)
      } else {
        places[key] = groups.count
        groups.append([index])
      }
    }
    return groups
  }
}

extension SweepAxis {
  /// Whether all values are plain numbers: "4", "0.5".
  public var hasNumbers: Bool { values.allSatisfy { Self.number($0) != nil } }

  /// A plain number; nil for any other text.
  public static func number(_ text: String) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, text.utf8.count <= 18,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    return Double(text)
  }
}
