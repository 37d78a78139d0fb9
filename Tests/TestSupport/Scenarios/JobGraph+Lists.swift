package import Model

extension JobGraph {
  /// The graph in which job i waits for the i-th list of jobs.
  package init(_ predecessors: [[Int]]) {
    var starts: [Int32] = [0]
    var jobs: [Int32] = []
    for list in predecessors {
      jobs += list.map { Int32($0) }
      starts.append(Int32(jobs.count))
    }
    self.init(starts: starts, predecessors: jobs)
  }

  /// For each job, the jobs that it waits for.
  private var lists: [[Int]] { (0..<count).map { predecessors(of: $0).map { Int($0) } } }

  /// What is left of the graph with the first jobs alone.
  package func prefix(_ count: Int) -> JobGraph { JobGraph(Array(lists.prefix(count))) }

  /// The graph in which a job waits for one less.
  func without(oneOf job: Int) -> JobGraph {
    var lists = lists
    lists[job].removeLast()
    return JobGraph(lists)
  }
}
