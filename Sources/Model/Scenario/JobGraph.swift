/// Which jobs of a task wait for which other jobs of the same task, in compressed arrays.
///
/// Millions of jobs that each have durations and predecessors of their own are one task with a graph,
/// not millions of tasks. Jobs are named by number, from 0, and wait for smaller numbers only, so that a
/// graph has no cycle. Memory: 8 bytes a job and 8 bytes a dependency.
public struct JobGraph: Equatable, Sendable {
  /// One direction of the graph: for each job, a range of neighbours.
  struct Neighbours: Equatable, Sendable {
    var starts: [Int32]
    var jobs: [Int32]

    /// The positions of a job's neighbours in `jobs`.
    @inline(__always)
    func range(of job: Int) -> Range<Int> { Int(starts[job])..<Int(starts[job + 1]) }
  }

  /// The neighbours of several graphs, one after another: the only one as it is, without a copy.
  static func joined(_ graphs: [Neighbours]) -> Neighbours {
    if graphs.count == 1 { return graphs[0] }
    var all = Neighbours(starts: [], jobs: [])
    for graph in graphs {
      all.starts += graph.starts.map { $0 + Int32(all.jobs.count) }
      all.jobs += graph.jobs
    }
    return all
  }

  let before: Neighbours
  let behind: Neighbours

  /// Makes a graph from, for each job, the jobs it waits for.
  ///
  /// The predecessors of job i are `predecessors[starts[i]..<starts[i + 1]]`, each smaller than i; one
  /// that is named twice counts as one. Cost: linear in jobs and dependencies.
  public init(starts: [Int32], predecessors: [Int32]) {
    precondition(starts.first == 0 && Int(starts[starts.count - 1]) == predecessors.count)
    let count = starts.count - 1
    var before = Neighbours(starts: [0], jobs: [])
    before.starts.reserveCapacity(count + 1)
    before.jobs.reserveCapacity(predecessors.count)
    var successorCounts = [Int32](repeating: 0, count: count + 1)
    // For each job the last one that named it, so that a repetition is found without a search.
    var namedBy = [Int32](repeating: -1, count: count)
    for job in 0..<count {
      for source in predecessors[Int(starts[job])..<Int(starts[job + 1])]
      where namedBy[Int(source)] != Int32(job) {
        precondition(source >= 0 && source < job, "a job waits for smaller numbers only")
        namedBy[Int(source)] = Int32(job)
        before.jobs.append(source)
        successorCounts[Int(source)] += 1
      }
      before.starts.append(Int32(before.jobs.count))
    }
    self.before = before
    behind = Self.reversed(before, counts: successorCounts)
  }

  private static func reversed(_ before: Neighbours, counts: [Int32]) -> Neighbours {
    var starts = counts
    var total: Int32 = 0
    for job in starts.indices {
      total += starts[job]
      starts[job] = total - starts[job]
    }
    var next = starts
    var jobs = [Int32](repeating: 0, count: before.jobs.count)
    for job in 0..<counts.count - 1 {
      for position in before.range(of: job) {
        let source = Int(before.jobs[position])
        jobs[Int(next[source])] = Int32(job)
        next[source] += 1
      }
    }
    return Neighbours(starts: starts, jobs: jobs)
  }

  /// How many jobs there are.
  public var count: Int { before.starts.count - 1 }

  /// The jobs that a job waits for.
  public func predecessors(of job: Int) -> ArraySlice<Int32> { before.jobs[before.range(of: job)] }

  /// The jobs that wait for a job, smallest number first.
  public func successors(of job: Int) -> ArraySlice<Int32> { behind.jobs[behind.range(of: job)] }
}
