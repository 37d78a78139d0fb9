public import Model

/// The jobs that made a run as long as it is: the one that ends last, the one that made it ready by its
/// end, and so on back to a job that was ready at the start or arrived.
///
/// The makespan is the arrival plus the times of all its jobs, exactly.
public struct FinishChain: Sendable {
  /// A job of the chain.
  public struct Link: Equatable, Sendable {
    /// The task's position.
    public let task: Int
    /// The job's number, from 0.
    public let number: Int
  }

  /// The jobs, the first one first.
  public let links: [Link]
  /// When the first of them was ready: its arrival, in nanoseconds; 0 where it did not have to arrive.
  public let arrival: Nanoseconds
  /// What their responses went into, in nanoseconds, by the run's causes.
  public let times: [Int128]
  /// The end of the last, in nanoseconds.
  public let end: Nanoseconds

  /// Walks back from the job that ends last; nil where the run has no makespan.
  ///
  /// Cost: linear in jobs and dependencies.
  init?(_ run: FinishedRun, _ records: JobRecords, _ causes: JobCauses) {
    guard run.makespan != nil else { return nil }
    let tasks = run.plan.scenario.tasks
    let last = Self.lastJobs(tasks, records)
    guard var link = Self.latest(last.compactMap(\.self), records) else { return nil }
    end = records.record(task: link.task, number: link.number).end ?? 0
    var links = [link]
    var times = [Int128](repeating: 0, count: causes.causes.count)
    var arrival: Nanoseconds = 0
    while true {
      causes.forEachTime(task: link.task, number: link.number) { times[$0] += Int128($1) }
      let ready = records.record(task: link.task, number: link.number).ready ?? 0
      let task = tasks[link.task]
      var sources = task.each.map { Link(task: $0, number: link.number) }
      sources +=
        task.graph.map { graph in
          graph.predecessors(of: link.number).map { Link(task: link.task, number: Int($0)) }
        } ?? []
      sources += task.after.compactMap { last[$0] }
      guard let source = Self.latest(sources, records),
        records.record(task: source.task, number: source.number).end == ready
      else {
        arrival = ready
        break
      }
      link = source
      links.append(link)
    }
    self.links = links.reversed()
    self.arrival = arrival
    self.times = times
  }

  /// The job of each task that ends last, the first of several; nil where none ends.
  private static func lastJobs(_ tasks: [TaskDefinition], _ records: JobRecords) -> [Link?] {
    var last = [Link?](repeating: nil, count: tasks.count)
    var ends = [Nanoseconds](repeating: .min, count: tasks.count)
    records.forEach(in: 0..<records.count) { job in
      guard let end = job.end, end > ends[job.task] else { return }
      ends[job.task] = end
      last[job.task] = Link(task: job.task, number: job.number)
    }
    return last
  }

  /// The job that ends last, the first of several.
  private static func latest(_ jobs: [Link], _ records: JobRecords) -> Link? {
    var latest: (job: Link, end: Nanoseconds)?
    for job in jobs {
      guard let end = records.record(task: job.task, number: job.number).end else { continue }
      if end > latest?.end ?? .min { latest = (job, end) }
    }
    return latest?.job
  }
}
