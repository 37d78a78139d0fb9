import Analysis
public import Model

extension Show {
  /// A part of a recording: its name, and the instant at which it begins.
  public struct Chapter: Equatable, Sendable {
    /// What begins.
    public let name: String
    /// When, in nanoseconds.
    public let time: Nanoseconds
  }

  /// The parts of a recording, in order: the start, the first job done, half of them, the end of each run.
  public var chapters: [Chapter] {
    var chapters = [Chapter(name: "start", time: 0)]
    let first = runs[0].timeline
    let moments = first.moments.moments
    let jobs = first.scenario.jobCount
    if let moment = moments.first(where: { $0.finished > 0 }), moment.time > 0 {
      chapters.append(Chapter(name: "the first job is done", time: moment.time))
    }
    if jobs >= 4, let moment = moments.first(where: { Int($0.finished) * 2 >= jobs }) {
      chapters.append(Chapter(name: "half of the jobs are done", time: moment.time))
    }
    for run in runs {
      let name = runs.count > 1 ? "\(run.label) is done" : "the end"
      chapters.append(Chapter(name: name, time: run.end))
    }
    // Equal instants keep the order of the runs.
    return chapters.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }
}
