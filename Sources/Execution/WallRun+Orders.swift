import Model

/// What workers have to do, as they are told.
extension WallRun {
  /// The step that a worker is in.
  func order(for worker: Int) -> StepOrder? {
    doing[worker].map { order($0.step, of: $0.job) }
  }

  /// When the step that a worker is in began.
  func stepBegan(_ worker: Int) -> Nanoseconds { doing[worker]?.began ?? clock.now }

  /// The steps of a job's leg.
  func orders(of job: Job) -> [StepOrder] {
    let leg = plan.legs[Int(job.leg)]
    if leg.isTransfer { return [order(0, of: job)] }
    return (leg.firstStep..<leg.firstStep + leg.stepCount).map { order($0, of: job) }
  }

  private func order(_ step: Int32, of job: Job) -> StepOrder {
    let leg = plan.legs[Int(job.leg)]
    if leg.isTransfer { return StepOrder(kind: .wait, time: plan.scenario.overhead.transfer) }
    let time = asked(step, of: job, leg)
    let isWork = plan.isWork(task: Int(leg.task), step: Int(step))
    guard options.allowsCommands,
      let command = plan.tasks[Int(leg.task)].definition.steps[Int(step)].command
    else { return StepOrder(kind: isWork ? .work : .wait, time: time) }
    return StepOrder(kind: .command, time: time, command: settings(job, leg) + command)
  }

  /// The time that a step needs on its worker.
  func asked(_ step: Int32, of job: Job, _ leg: Leg) -> Nanoseconds {
    let written = plan.duration(
      task: Int(leg.task), step: Int(step), job: job.number, attempt: job.attempt)
    guard !plan.hasFullSpeed, plan.isWork(task: Int(leg.task), step: Int(step)) else {
      return written
    }
    return plan.pools[Int(leg.pool)].speed(of: Int(job.lane)).time(for: written)
  }

  /// What a command finds in its environment; names are plain words.
  private func settings(_ job: Job, _ leg: Leg) -> String {
    let task = plan.tasks[Int(leg.task)].definition.name
    let worker = Int(job.lane) - plan.pools[Int(leg.pool)].firstWorker
    // Many programs look at each file that they may have open.
    let files = options.commandFiles > 0 ? "ulimit -S -n \(options.commandFiles)\n" : ""
    return files + "export TOAST_TASK=\(task) TOAST_JOB=\(job.number + 1) "
      + "TOAST_ATTEMPT=\(job.attempt + 1) TOAST_WORKER=\(worker + 1)\n"
  }

  /// The jobs of a worker's chunk behind the one that it begins, if they can be sent with it.
  func chunkRest(of worker: Int, limit: Int) -> [Job] {
    // Limits count from the beginning of each job, which is not known beforehand.
    guard options.limit == nil else { return [] }
    let jobs = scheduler.chunkRest(of: worker, limit: limit)
    let areWhole = jobs.allSatisfy { job in
      let leg = plan.legs[Int(job.leg)]
      return leg.beginsOnWorker && leg.isLast && !leg.isTransfer
    }
    return areWhole ? jobs : []
  }

  func name(of job: Job) -> String {
    plan.name(task: Int(plan.legs[Int(job.leg)].task), number: Int(job.number))
  }
}
