import Model

/// The hand-outs that wait for the coordinator: single ones and ranges of jobs.
struct Coordinator: ~Copyable {
  struct HandOuts: BitwiseCopyable {
    var job: Job
    var count: Int
  }

  var isBusy = false
  private var waiting = LinkedQueues<HandOuts>(count: 1)

  mutating func append(_ job: Job, count: Int) {
    waiting.append(HandOuts(job: job, count: count), to: 0)
  }

  mutating func takeNext() -> Job? {
    guard !waiting.isEmpty(0) else { return nil }
    let (job, isLast) = waiting.changeFirst(of: 0) { first in
      let job = first.job
      first.job.number += 1
      first.count -= 1
      return (job, first.count == 0)
    }
    if isLast { waiting.dropFirst(of: 0) }
    return job
  }
}
