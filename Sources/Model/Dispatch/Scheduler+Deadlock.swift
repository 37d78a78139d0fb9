/// A job that waits for a resource while nothing is under way.
public struct BlockedJob: Equatable, Sendable, CustomStringConvertible {
  /// The job's name, "toast 1".
  public let job: String
  /// What it holds: a worker, units of resources.
  public let holds: [String]
  /// The resource it waits for.
  public let waitsFor: String

  /// Makes one.
  public init(job: String, holds: [String], waitsFor: String) {
    self.job = job
    self.holds = holds
    self.waitsFor = waitsFor
  }

  /// "plato 1 holds left-fork 1 and waits for right-fork".
  public var description: String {
    let held = holds.isEmpty ? "nothing" : holds.joined(separator: ", ")
    return "\(job) holds \(held) and waits for \(waitsFor)"
  }
}

extension Scheduler {
  /// The jobs that wait for resources, at most `limit`, resources in file order, queues from the head.
  public func blockedJobs(limit: Int) -> [BlockedJob] {
    var blocked: [BlockedJob] = []
    for position in 0..<resources.count {
      for waiting in resources.queues.waiting(in: position) {
        var range = waiting
        while range.count > 0 {
          guard blocked.count < limit else { return blocked }
          blocked.append(describe(range.takeFirst(), waitingFor: position))
        }
      }
    }
    return blocked
  }

  private func describe(_ job: Job, waitingFor resource: Int) -> BlockedJob {
    let task = Int(legs[Int(job.leg)].task)
    var holds: [String] = []
    if job.lane >= 0 { holds.append(plan.name(worker: Int(job.lane))) }
    let row = holdings.row(of: job)
    for position in plan.tasks[task].legs.lowerBound..<job.leg {
      let leg = legs[Int(position)]
      guard leg.takes >= 0, !isReleased(leg, between: position..<job.leg) else { continue }
      let name = plan.scenario.resources[Int(leg.takes)].name
      for unit in resources.units(from: row[Int(leg.claim)], of: Int(leg.takes)) {
        holds.append("\(name) \(unit + 1)")
      }
    }
    return BlockedJob(
      job: plan.name(task: task, number: Int(job.number)), holds: holds,
      waitsFor: plan.scenario.resources[resource].name)
  }

  private func isReleased(_ taking: Leg, between positions: Range<Int32>) -> Bool {
    positions.contains { position in
      legs[Int(position)].releases.contains { release in
        plan.releases[Int(release)].claim == taking.claim
      }
    }
  }
}
