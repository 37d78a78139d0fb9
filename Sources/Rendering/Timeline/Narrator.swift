import Analysis
import Model

/// Tells in sentences what happens in a run, and why.
struct Narrator {
  private let timeline: RunTimeline
  private let plan: Plan
  private let clock: ClockText
  private let tellsFuture: Bool
  /// What happens at one instant is told of so many events; a thousand workers at once are summed up.
  private static let mostEvents = 20_000

  init(_ timeline: RunTimeline, clock: ClockText, tellsFuture: Bool) {
    self.timeline = timeline
    self.clock = clock
    self.tellsFuture = tellsFuture
    plan = timeline.run.plan
  }

  /// What happened at an instant at which something did, a sentence each.
  func happenings(_ index: Int) -> [String] {
    var gathered = Happenings()
    var range = timeline.moments.events(of: index)
    range = range.prefix(Self.mostEvents)
    timeline.trace.forEachEvent(in: range) { gathered.add($0, plan) }
    return gathered.sentences(plan)
  }

  /// How things stand at a time, a sentence or two.
  func standing(at time: Nanoseconds) -> [String] {
    let moment = timeline.moments.moment(at: time)
    if time >= timeline.end { return [ending(moment)] }
    let (busy, all) = (Int(moment.busyWorkers), plan.workerCount)
    var sentences: [String] = []
    if busy == all {
      sentences.append(
        all == 1 ? "\(plan.name(worker: 0)) is busy." : "All \(all) workers are busy.")
    } else {
      if all > 1 { sentences.append("\(busy) of \(all) workers \(busy == 1 ? "is" : "are") busy.") }
      if let worker = idleWorker(at: time) {
        let reason = timeline.reason(lane: worker, at: time)
        let words = ReasonText(timeline: timeline, clock: clock, tellsFuture: tellsFuture)
        sentences.append("\(timeline.result.lanes[worker].name) is \(words.text(reason)).")
      }
    }
    return sentences
  }

  /// The first worker with nothing to do; its reason begins with "idle".
  private func idleWorker(at time: Nanoseconds) -> Int? {
    timeline.result.lanes.indices.first {
      timeline.result.lanes[$0].kind == .worker && timeline.result.lanes[$0].width == 1
        && timeline.histories[$0].span(at: time) == nil
    }
  }

  private func ending(_ moment: RunMoment) -> String {
    let (done, all) = (moment.finished, timeline.scenario.jobCount)
    switch timeline.run.end.cause {
    case .settled:
      let lost = Int(moment.failed) + Int(moment.skipped)
      return lost == 0
        ? "Everything is done." : "\(done) of \(all) jobs are done; \(lost) never will be."
    case .cut: return "The horizon: \(done) of \(all) jobs are done."
    case .deadlock(let jobs):
      let first = jobs.prefix(3).map { "\($0)." }
      return (["Deadlock: nobody can go on."] + first).joined(separator: " ")
    }
  }

  /// How many jobs are done at a time.
  func progress(at time: Nanoseconds) -> String {
    let moment = timeline.moments.moment(at: time)
    return "\(moment.finished) of \(timeline.scenario.jobCount) done."
  }
}

/// The events of one instant, by what they mean to people.
private struct Happenings {
  private struct Job: Hashable {
    let task: Int32
    let number: Int32
  }

  private var finished: [(job: Job, worker: Int32)] = []
  private var begun: [(job: Job, worker: Int32)] = []
  private var alone: [Job] = []
  private var up: [Int32] = []
  private var arrived: [(task: Int32, count: Int32, first: Int32)] = []
  private var asked: [(job: Job, resource: Int)] = []
  private var retried: [Job] = []
  private var failed: [Job] = []
  private var skipped = 0
  private var handedOut: [Job] = []
  private var lastWorker: [Job: Int32] = [:]

  mutating func add(_ event: TraceEvent, _ plan: Plan) {
    let job = Job(task: event.task, number: event.number)
    switch event.kind {
    case .up: if plan.scenario.overhead.startup > 0 { up.append(event.lane) }
    case .ready:
      if plan.scenario.tasks[Int(event.task)].arrive != nil {
        arrived.append((event.task, event.lane, event.number))
      }
    case .stepBegan: began(event, job, plan)
    case .stepEnded:
      if plan.runsOnWorker(task: Int(event.task), step: Int(event.step)) {
        lastWorker[job] = event.lane
      }
    case .finished: finished.append((job, lastWorker[job] ?? -1))
    case .retried: retried.append(job)
    case .failed: failed.append(job)
    case .skipped: skipped += Int(event.lane)
    case .asked: if event.lane == 1 { asked.append((job, Int(event.step))) }
    case .acquired: asked.removeAll { $0.job == job && $0.resource == Int(event.step) }
    case .handOutBegan: handedOut.append(job)
    case .assigned, .handOutEnded, .transferBegan, .transferEnded, .released, .freed: break
    }
  }

  private mutating func began(_ event: TraceEvent, _ job: Job, _ plan: Plan) {
    guard plan.runsOnWorker(task: Int(event.task), step: Int(event.step)) else {
      alone.append(job)
      return
    }
    // A step that goes on with the same job is no news.
    if lastWorker[job] != event.lane { begun.append((job, event.lane)) }
  }

  func sentences(_ plan: Plan) -> [String] {
    var sentences: [String] = []
    if !up.isEmpty {
      sentences.append(
        up.count == 1 ? "\(plan.name(worker: Int(up[0]))) is up." : "\(up.count) workers are up.")
    }
    sentences += arrivals(plan) + ended(plan)
    if !failed.isEmpty { sentences.append("\(names(failed, plan)) failed for good.") }
    if skipped > 0 {
      let are = skipped == 1 ? "1 job that depends on it" : "\(skipped) jobs that depend on that"
      sentences.append("\(are) will never run.")
    }
    if !retried.isEmpty {
      sentences.append(
        "\(names(retried, plan)) failed and \(retried.count == 1 ? "goes" : "go") back to the queue."
      )
    }
    if !alone.isEmpty {
      sentences.append(
        "\(names(alone, plan)) \(alone.count == 1 ? "goes" : "go") on without a worker.")
    }
    for (job, resource) in asked.prefix(2) {
      sentences.append(
        "\(name(job, plan)) queues for the \(plan.scenario.resources[resource].name).")
    }
    if asked.count > 2 { sentences.append("\(asked.count - 2) more jobs queue for resources.") }
    if sentences.isEmpty, let first = handedOut.first {
      sentences.append("The coordinator hands out \(name(first, plan)).")
    }
    return sentences
  }

  private func arrivals(_ plan: Plan) -> [String] {
    arrived.prefix(3).map { task, count, first in
      let name = plan.name(task: Int(task), number: Int(first))
      return count == 1 ? "\(name) arrives." : "\(count) jobs from \(name) on arrive."
    }
  }

  /// Who finished and took what: together where it is one worker.
  private func ended(_ plan: Plan) -> [String] {
    if finished.count == 1, begun.count == 1, finished[0].worker == begun[0].worker {
      return [
        "\(plan.name(worker: Int(begun[0].worker))) finished \(name(finished[0].job, plan)) and "
          + "took \(name(begun[0].job, plan))."
      ]
    }
    var sentences: [String] = []
    if finished.count == 1, finished[0].worker >= 0 {
      sentences.append(
        "\(plan.name(worker: Int(finished[0].worker))) finished \(name(finished[0].job, plan)).")
    } else if !finished.isEmpty {
      let jobs = names(finished.map(\.job), plan)
      sentences.append("\(jobs) \(finished.count == 1 ? "is" : "are") done.")
    }
    if begun.count == 1 {
      sentences.append(
        "\(plan.name(worker: Int(begun[0].worker))) took \(name(begun[0].job, plan)).")
    } else if !begun.isEmpty {
      sentences.append("\(begun.count) workers took \(names(begun.map(\.job), plan)).")
    }
    return sentences
  }

  private func name(_ job: Job, _ plan: Plan) -> String {
    plan.name(task: Int(job.task), number: Int(job.number))
  }

  /// "toast 49 to 52", "toast 3 and coffee 1", "17 jobs".
  private func names(_ jobs: [Job], _ plan: Plan) -> String {
    if jobs.count <= 2 { return ReasonText.list(jobs.map { name($0, plan) }) }
    let numbers = jobs.map(\.number).sorted()
    if Set(jobs.map(\.task)).count == 1, let first = numbers.first, let last = numbers.last {
      return Int(last - first) == jobs.count - 1
        ? "\(name(Job(task: jobs[0].task, number: first), plan)) to \(last + 1)"
        : "\(jobs.count) of \(plan.tasks[Int(jobs[0].task)].definition.name)"
    }
    return "\(jobs.count) jobs"
  }
}

/// A whole run as plain sentences, for screen readers and pipes.
public struct NarratedRun: Sequence, Sendable {
  private let run: ShownRun
  private let clock: ClockText
  private let times: TimeText

  /// Tells one of a show's runs.
  public init(_ run: ShownRun, in show: Show) {
    self.run = run
    clock = show.clock
    times = show.times
  }

  /// The paragraphs, one for each instant at which something happens; each ends with a newline.
  ///
  /// Cost: linear in events, a paragraph at a time.
  public func makeIterator() -> AnyIterator<String> {
    let narrator = Narrator(run.timeline, clock: clock, tellsFuture: false)
    let moments = run.timeline.moments.moments
    var index = 0
    return AnyIterator {
      while index < moments.count {
        defer { index += 1 }
        let time = moments[index].time
        let isLast = index == moments.count - 1
        var sentences = narrator.happenings(index)
        if sentences.isEmpty, !isLast { continue }
        if isLast, time < run.end {
          sentences += [narrator.progress(at: time)]
        } else {
          sentences += narrator.standing(at: time)
          if sentences.last?.contains("jobs are done") != true {
            sentences.append(narrator.progress(at: time))
          }
        }
        return "At \(times.text(Int128(time))). "
          + sentences.map(Self.capitalized).joined(separator: " ") + "\n"
      }
      guard index == moments.count, let last = moments.last, last.time < run.end else { return nil }
      index += 1
      return "At \(times.text(Int128(run.end))). "
        + narrator.standing(at: run.end).map(Self.capitalized).joined(separator: " ") + "\n"
    }
  }

  private static func capitalized(_ sentence: String) -> String {
    sentence.prefix(1).uppercased() + sentence.dropFirst()
  }
}
