/// Turns the steps of tasks into legs, for sync or for async.
struct LegBuilder {
  let execution: ExecutionMode
  let hasTransfer: Bool
  private(set) var legs: [Leg] = []
  private(set) var releases: [Release] = []

  init(execution: ExecutionMode, hasTransfer: Bool) {
    self.execution = execution
    self.hasTransfer = hasTransfer
  }

  /// Appends the legs of one task and returns their positions.
  ///
  /// `blank` is a leg that knows its task and what holds for all the task's legs.
  mutating func append(_ task: TaskDefinition, _ blank: Leg) -> Range<Int32> {
    let first = Int32(legs.count)
    if hasTransfer {
      var leg = blank
      leg.place = .worker
      leg.isTransfer = true
      leg.emptiesHands = true
      legs.append(leg)
    }
    var pending = task.uses.enumerated().map { (claim: $0.element, index: $0.offset) }
    for group in groups(of: task.steps) {
      let own = task.steps[group.lowerBound].uses
      pending += own.enumerated().map { ($0.element, task.uses.count + $0.offset) }
      appendRun(of: group, in: task, blank, taking: pending, ownClaims: own)
      pending = []
    }
    return first..<Int32(legs.count)
  }

  /// Steps that run with the same claims: neighbours without claims of their own, in async of one kind.
  private func groups(of steps: [Step]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for (position, step) in steps.enumerated() {
      if let last = groups.last, step.uses.isEmpty, steps[last.lowerBound].uses.isEmpty,
        execution == .sync || steps[last.lowerBound].kind == step.kind
      {
        groups[groups.count - 1] = last.lowerBound..<position + 1
      } else {
        groups.append(position..<position + 1)
      }
    }
    return groups
  }

  private mutating func appendRun(
    of group: Range<Int>, in task: TaskDefinition, _ blank: Leg,
    taking pending: [(claim: Claim, index: Int)], ownClaims: [Claim]
  ) {
    var leg = blank
    for (offset, (claim, index)) in pending.enumerated() {
      leg = blank
      leg.takes = Int32(claim.resource)
      leg.units = Int32(claim.units)
      leg.claim = Int32(index)
      if offset < pending.count - 1 { legs.append(leg) }
    }
    leg.place = place(of: task.steps[group.lowerBound], in: task)
    leg.firstStep = Int32(group.lowerBound)
    leg.stepCount = Int32(group.count)
    leg.isLast = group.upperBound == task.steps.count
    let start = Int32(releases.count)
    for (offset, claim) in ownClaims.enumerated() {
      releases.append(
        Release(resource: Int32(claim.resource), claim: Int32(task.uses.count + offset)))
    }
    if leg.isLast {
      for (index, claim) in task.uses.enumerated() {
        releases.append(Release(resource: Int32(claim.resource), claim: Int32(index)))
      }
    }
    leg.firstRelease = start
    leg.releaseCount = Int32(releases.count) - start
    leg.emptiesHands = task.uses.isEmpty || leg.isLast
    leg.isWholeJob =
      leg.place == .worker && task.steps.count == 1 && leg.releaseCount == 0 && !leg.mayFail
      && !leg.hasDependents
    legs.append(leg)
  }

  private func place(of step: Step, in task: TaskDefinition) -> Leg.Place {
    if execution == .sync || step.kind == .work { return .worker }
    return task.uses.isEmpty && step.uses.isEmpty ? .row : .unit
  }
}
