extension Oracle {
  /// A step as it was run.
  package struct StepRun: Hashable, Comparable, CustomStringConvertible {
    package let start: Int64
    package let end: Int64
    package let task: Int
    package let job: Int
    package let attempt: Int
    package let step: Int
    /// The worker's number among all, or -1.
    package let worker: Int

    package init(
      start: Int64, end: Int64, task: Int, job: Int, attempt: Int, step: Int, worker: Int
    ) {
      (self.start, self.end, self.task, self.job) = (start, end, task, job)
      (self.attempt, self.step, self.worker) = (attempt, step, worker)
    }

    package static func < (left: StepRun, right: StepRun) -> Bool {
      (left.start, left.end, left.task, left.job, left.attempt, left.step)
        < (right.start, right.end, right.task, right.job, right.attempt, right.step)
    }

    package var description: String {
      "\(start)..\(end) task \(task) job \(job) attempt \(attempt) step \(step) worker \(worker)"
    }
  }

  /// A unit as it was held.
  package struct Holding: Hashable, Comparable {
    package let start: Int64
    package let end: Int64
    package let resource: Int
    package let unit: Int
    package let task: Int
    package let job: Int

    package init(start: Int64, end: Int64, resource: Int, unit: Int, task: Int, job: Int) {
      (self.start, self.end, self.resource, self.unit) = (start, end, resource, unit)
      (self.task, self.job) = (task, job)
    }

    package static func < (left: Holding, right: Holding) -> Bool {
      (left.start, left.end, left.resource, left.unit, left.task, left.job)
        < (right.start, right.end, right.resource, right.unit, right.task, right.job)
    }
  }

  /// A numbered row of a pool's waits, as it was in use by a job.
  struct RowRun {
    let pool: Int
    let row: Int
    let task: Int
    let job: Int
    let start: Int64
    let end: Int64
  }
}
