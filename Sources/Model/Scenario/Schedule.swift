/// How jobs are handed to workers; without effect in async, but for the order.
public struct Schedule: Equatable, Sendable {
  /// Who gets which jobs.
  public enum Assign: String, CaseIterable, Sendable {
    /// One shared queue.
    case dynamic
    /// Blocks of jobs fixed beforehand.
    case `static`
    /// Shared queue, large chunks first.
    case guided
  }

  /// How many jobs are handed out together.
  public enum Chunk: Equatable, Sendable {
    /// Not written: 1 for dynamic, at least 1 for guided, whole blocks for static.
    case standard
    /// This many.
    case jobs(Int)
    /// ceil(n / 4N) of the first job's task.
    case auto
  }

  /// Who goes first in a queue.
  public enum Order: String, CaseIterable, Sendable {
    /// The order of becoming ready.
    case fifo
    /// The smallest job number first.
    case inTurn = "in-turn"
    /// The shortest written duration first.
    case shortestFirst = "shortest-first"
    /// The longest written duration first.
    case longestFirst = "longest-first"
    /// The longest remaining chain first.
    case criticalPath = "critical-path"
    /// An order drawn by chance.
    case random
  }

  /// Who gets which jobs.
  public var assign: Assign = .dynamic
  /// How many jobs are handed out together.
  public var chunk: Chunk = .standard
  /// Who goes first.
  public var order: Order = .fifo

  /// Dynamic, one job at a time, first come first served.
  public init() {}
}
