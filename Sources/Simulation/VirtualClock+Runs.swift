import Model

/// Whole jobs that begin or end at one instant, handled as one run.
///
/// Events and their order are those of single jobs; what belongs to all jobs of a run is done once.
extension VirtualClock {
  /// Starts several jobs: as one run where they take the same time.
  @inline(never)
  mutating func startRun(_ jobs: TakenJobs, by workers: inout FreeSets) {
    var job = jobs.first
    let leg = legs[job.leg]
    let position = Int(leg.stepBase + leg.firstStep)
    let (time, ring) = timing.plainTime(position)
    let end = now.addingSaturated(time)
    let first = Ending(time: end, rank: (begun + 1) << 24)
    guard startsPlainly, !leg.isTransfer, timing.isPlain(position),
      underway.opens(ring, for: jobs.count, from: first)
    else { return startOneByOne(jobs, by: &workers) }
    var event = event(.stepBegan, leg, job, step: leg.firstStep)
    var rank = begun << 24 | UInt64(leg.firstStep)
    var free = workers.open(jobs.pool)
    for _ in 0..<jobs.count {
      event.lane = Int32(
        truncatingIfNeeded: jobs.firstWorker &+ free.takeLowest(of: jobs.pool, in: &workers))
      job.lane = event.lane
      recorder.recordTakenByWorker(event)
      rank += 1 << 24
      underway.append(Underway(Ending(time: end, rank: rank), job), to: ring)
      job.number &+= 1
      event.number &+= 1
    }
    workers.close(free, count: jobs.count, of: jobs.pool)
    begun += UInt64(jobs.count)
    underway.closeAppending(to: ring)
    recorder.recordBegun(event, count: jobs.count)
  }

  /// Whether the next end is that of a leg that is a whole job, with nothing more to be seen to.
  @inline(__always)
  var endsWholeJob: Bool {
    underway.isFirstInRing && !isShared && legs[underway.firstLeg].isWholeJob
  }

  /// Ends one whole job from the heap, as `endWholeJobs` ends several; false where it is none.
  @inline(__always)
  mutating func endWholeJob(_ due: Underway, _ scheduler: inout Scheduler) -> Bool {
    guard !isShared, legs[due.job.leg].isWholeJob else { return false }
    let ended = TraceEvent(
      .stepEnded, at: now, task: legs[due.job.leg].task, number: due.job.number,
      lane: due.job.lane, step: due.step, detail: due.job.attempt)
    recorder.recordFreed(ended)
    scheduler.endedWholeJob(due.job, in: Int(legs[due.job.leg].pool))
    recorder.recordFinished(ended, count: 1)
    scheduler.settled(1)
    return true
  }

  /// Ends the whole jobs that end now, of one leg and one after another, and frees their workers.
  @inline(__always)
  mutating func endWholeJobs(_ scheduler: inout Scheduler) {
    let number = underway.firstLeg
    let leg = legs[number]
    let ring = underway.openRun(at: now)
    var count = 0
    repeat {
      let due = underway.takeOfRun(ring)
      recorder.recordFreed(event(.stepEnded, leg, due.job, step: due.step))
      scheduler.endedWholeJob(due.job, in: Int(leg.pool))
      count += 1
    } while underway.hasRun(ring, ofLeg: number)
    underway.closeRun(ring)
    recorder.recordFinished(event(.finished, leg, .none, step: 0), count: count)
    scheduler.settled(count)
  }
}
