import Analysis
import Model

extension RealText {
  /// What to think of one kind of worker: the verdict, what weakens it, what went wrong.
  func sentences(_ outcome: RealOutcome) -> [String] {
    var sentences = [conclusion(outcome)]
    if outcome.verdict.isBelowNoise, outcome.verdict.conclusion == .agrees {
      sentences.append(noise(outcome))
    }
    if outcome.verdict.conclusion == .agrees, outcome.contendedCount > 0 {
      sentences.append(
        "Others used the machine during \(outcome.contendedCount) of "
          + "\(Layout.counted(outcome.runs.count, "repetition")).")
    }
    if outcome.isBaselineDisturbed, outcome.speedup != nil {
      sentences.append("Others disturbed the baseline, so the speedup is too large.")
    }
    if outcome.isSuperlinear, let speedup = outcome.speedup {
      sentences.append(
        "\(fixed(speedup, 2))x with \(Layout.counted(outcome.workers, "worker")) is superlinear: the "
          + "baseline does different work.")
    }
    return sentences + incidents(outcome)
  }

  /// What to think of the simulation; the numbers stand in the table above.
  private func conclusion(_ outcome: RealOutcome) -> String {
    let verdict = outcome.verdict
    if outcome.isPartial {
      let done = Int(outcome.medianRun.result.finishedCount)
      return "The run was interrupted: \(done) of "
        + "\(Layout.counted(outcome.ideal.scenario.jobCount, "job")) were done."
    }
    if let mismatch = verdict.mismatch { return counts(mismatch, outcome.ideal) }
    let error = verdict.error.map(deviation) ?? none
    let hasMakespan = outcome.makespans != nil
    let tolerance = percent(verdict.tolerance)
    switch verdict.conclusion {
    case .agrees:
      let model = outcome.predictions == nil ? "The ideal simulation" : "The simulation"
      // The wider tolerance is told only where it is needed.
      guard (verdict.error ?? 0).magnitude > 0.020_000_1 else {
        return "\(model) agrees, error \(error)."
      }
      let bound = hasMakespan ? "half the range of the repetitions" : "what may be under way"
      return "\(model) agrees, error \(error), within \(bound), \(tolerance)."
    case .machineWasBusy:
      return "The machine was busy: others took over 5 % of it in \(outcome.contendedCount) of "
        + "\(Layout.counted(outcome.runs.count, "repetition")), so \(error) says little about the "
        + "program. Try again when it is quiet."
    case .modelIsWrong:
      let wrong = "The model is wrong: the error \(error) is more than \(tolerance)"
      guard outcome.runs.allSatisfy({ $0.contention.foreign != nil }) else {
        return "\(wrong). The run has something that the model lacks, or others used the machine: "
          + "this system does not tell."
      }
      let quiet = outcome.contendedCount > 0 ? "was quiet in most repetitions" : "was quiet"
      return "\(wrong), and the machine \(quiet). The run has something that the model lacks."
    }
  }

  private func counts(_ mismatch: RealVerdict.Mismatch, _ ideal: RunResult) -> String {
    func end(_ cause: RunEnd.Cause, _ finished: Double, _ failed: Double) -> String {
      let how =
        switch cause {
        case .settled: "ends"
        case .cut: "is cut"
        case .deadlock: "is stuck"
        }
      return "\(how) with \(fixed(finished, 0)) jobs finished and \(fixed(failed, 0)) failed"
    }
    return "The run is not as simulated: the simulation "
      + end(ideal.cause, ideal.finishedCount, ideal.failedCount)
      + ", repetition \(mismatch.repetition) "
      + end(mismatch.cause, mismatch.finished, mismatch.failed) + "."
  }

  private func noise(_ outcome: RealOutcome) -> String {
    guard let ideal = outcome.ideal.makespan, let predicted = outcome.predictedMakespan,
      let measured = outcome.makespans
    else { return "" }
    let added = times.text(Int128((predicted - ideal).magnitude))
    let range = times.text(Int128(measured.range))
    return "What this machine changes, \(added), is less than the \(range) between repetitions: it "
      + "cannot be told from noise."
  }

  /// What the measured speedup says of Amdahl's p; nil where there is none.
  func law(_ outcome: RealOutcome) -> String? {
    guard let serial = outcome.karpFlatt, let speedup = outcome.speedup,
      let law = outcome.ideal.amdahl
    else { return nil }
    let count = law.countsWorkers ? "N" : "C"
    return "A speedup of \(fixed(speedup, 2))x with \(count) = \(outcome.lawCount) means "
      + "p = \(fixed(1 - serial, 3)) (Karp and Flatt); Amdahl's law counts on "
      + "p = \(fixed(law.parallelFraction, 3))."
  }

  /// What went wrong, the first three of it.
  private func incidents(_ outcome: RealOutcome) -> [String] {
    let all = outcome.runs.flatMap { run in
      run.incidents.map { "Repetition \(run.repetition): \($0)." }
    }
    let most = style.isVerbose ? all.count : 3
    let more = all.count - most
    return all.prefix(most)
      + (more > 0 ? ["And \(Layout.counted(more, "more incident")) (-v tells all)."] : [])
  }

  /// What else the machine did during the median repetition; nil where the system tells nothing.
  func gauges(_ outcome: RealOutcome) -> String? {
    let gauges = outcome.medianRun.contention
    func time(_ value: Nanoseconds) -> String { times.text(Int128(value)) }
    var parts: [String] = []
    if let share = gauges.foreignShare {
      parts.append("others used \(percent(share)) of the cores")
    }
    if let pressure = gauges.pressure { parts.append("pressure \(percent(pressure))") }
    if let wait = gauges.runQueueWait { parts.append("workers waited \(time(wait)) for a core") }
    if let steal = gauges.steal, steal > 0 { parts.append("the host took \(time(steal))") }
    if style.isVerbose, let switches = gauges.involuntarySwitches {
      parts.append("\(Layout.counted(switches, "involuntary switch"))")
    }
    guard !parts.isEmpty else { return nil }
    return "Machine, in the median run: \(parts.joined(separator: ", "))."
  }

  /// Whether the scheduler alone, given the measured durations, gives the measured makespan.
  func replay(_ outcome: RealOutcome) -> String? {
    guard let replayed = outcome.replayed else { return nil }
    let error = outcome.replayError.map { ": scheduling error \(deviation($0))" } ?? ""
    return "With the measured durations the scheduler's simulation gives "
      + "\(times.text(Int128(replayed)))\(error)."
  }
}
