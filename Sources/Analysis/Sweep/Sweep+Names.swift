public import Model

extension SweepAxis {
  /// The path in the words of a race: "toaster" for `workers.toaster`, "toast.count" for
  /// `tasks.toast.count`.
  public var shortName: String {
    let words = path.split(separator: ".")
    let places: [Substring] = ["workers", "tasks", "resources", "schedule", "overhead"]
    let short = words.count > 1 && places.contains(words[0]) ? words.dropFirst() : words[...]
    return short.joined(separator: ".")
  }

  /// The path with a value in the words of a race: "toaster=4", "chunk=9".
  public func label(for value: String) -> String { "\(shortName)=\(value)" }
}

extension Sweep {
  /// What the axes are called, in order: short names, or paths where two axes share a short one.
  public var axisNames: [String] { Self.names(of: axes) }

  private static func names(of axes: [SweepAxis]) -> [String] {
    axes.map { axis in
      axes.count { $0.shortName == axis.shortName } > 1 ? axis.path : axis.shortName
    }
  }

  /// What a point of a grid is called: "toaster=4, chunk=10".
  public static func name(of values: [String], _ axes: [SweepAxis]) -> String {
    zip(names(of: axes), values).map { "\($0)=\($1)" }.joined(separator: ", ")
  }

  /// What a point is called: "toaster=4, chunk=10"; without the axis `omitted`.
  public func label(of point: SweepPoint, without omitted: Int? = nil) -> String {
    zip(axisNames, point.values).enumerated().filter { $0.offset != omitted }
      .map { "\($0.element.0)=\($0.element.1)" }.joined(separator: ", ")
  }
}
