import Model

/// Who goes first in a queue.
extension Oracle {
  func first(of queue: [Job]) -> Job? {
    queue.min { left, right in
      let (a, b) = (scenario.tasks[left.task].priority, scenario.tasks[right.task].priority)
      if a != b { return a > b }
      let (x, y) = (key(left), key(right))
      return x != y ? x < y : left.ticket < right.ticket
    }
  }

  /// The written duration of all steps, or the mean where it is drawn; at most the largest instant.
  private func length(_ job: Job) -> Int64 {
    let steps = scenario.tasks[job.task].steps
    return Self.onClock(steps.reduce(Time(0)) { $0 + mean(of: $1.duration, job.number) })
  }

  private func mean(of rule: DurationRule, _ number: Int) -> Time {
    switch rule {
    case .fixed(let time): Time(time)
    case .list(let times): Time(times[number % times.count])
    case .uniform(let low, let high): (Time(low) + Time(high)) / 2
    case .exponential(let mean), .normal(let mean, _), .lognormal(let mean, _): Time(mean)
    }
  }

  private static func onClock(_ time: Time) -> Int64 { Int64(min(time, beyond)) }

  private func chain(_ job: Job) -> Int64 {
    if let known = job.chain { return known }
    var longest = graphFollowers(of: job).map(chain).max() ?? 0
    for (position, task) in scenario.tasks.enumerated() {
      if task.each.contains(job.task) { longest = max(longest, chain(jobs[position][job.number])) }
      if task.after.contains(job.task) {
        longest = max(longest, jobs[position].map(chain).max() ?? 0)
      }
    }
    let chain = Self.onClock(Time(length(job)) + Time(longest))
    job.chain = chain
    return chain
  }

  private func key(_ job: Job) -> Int64 {
    switch scenario.schedule.order {
    case .fifo: return 0
    case .inTurn: return Int64(job.number)
    case .shortestFirst: return length(job)
    case .longestFirst: return -length(job)
    case .criticalPath: return -chain(job)
    case .random:
      let draw = Chance.Draw(
        stream: chance.stream(of: scenario.tasks[job.task].name), purpose: .order,
        job: Int32(job.number))
      return Int64(chance.bits(draw) >> 1)
    }
  }
}
