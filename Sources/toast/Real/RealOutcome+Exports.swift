import Analysis
import Model
import Rendering

extension RealOutcome {
  /// Whether a repetition is stuck, or jobs failed that do not in the simulation.
  var hasFailed: Bool {
    runs.contains { $0.result.isStuck || $0.result.failedCount > ideal.failedCount }
  }

  /// How long commands took, where the file says otherwise.
  var commandNotes: [String] {
    let tasks = ideal.scenario.tasks
    let times = TimeText(longestStep: 0, elapsed: 0)
    return tasks.indices.flatMap { task in
      tasks[task].steps.indices.compactMap { step -> String? in
        guard tasks[task].steps[step].command != nil else { return nil }
        let measured = medianRun.measurements.filter {
          Int($0.task) == task && Int($0.step) == step
        }
        guard !measured.isEmpty else { return nil }
        let count = Int128(measured.count)
        let asked = measured.reduce(Int128(0)) { $0 + Int128($1.asked) } / count
        let taken = measured.reduce(Int128(0)) { $0 + Int128($1.inside) } / count
        guard (taken - asked).magnitude * 10 > asked.magnitude else { return nil }
        return "On \(kind.rawValue) the commands of \(tasks[task].name) took "
          + "\(times.text(taken)) on average, and the file says \(times.text(asked))."
      }
    }
  }

  /// The runs as tables have them: the ideal simulation, then the repetitions.
  ///
  /// Pictures show the simulation and the median repetition; they name the kind where it is not alone.
  func exports(
    _ setting: RealSetting, _ origin: RunOrigin, scenarioHash: String, isAlone: Bool
  ) -> [ExportedRun] {
    var own = origin
    own.kind = kind.rawValue
    (own.real, own.written) = (setting.real, setting.written)
    func label(_ id: String, _ repetition: Int) -> RunLabel {
      var label = RunLabel(id: id, replication: repetition, scenarioHash: scenarioHash)
      label.setting = setting
      return label
    }
    var runs = [
      ExportedRun(
        finished: idealRun, result: ideal, label: label("\(kind.rawValue)-sim", 1),
        baselineID: nil, name: isAlone ? "simulated" : "\(kind.rawValue) simulated", origin: own)
    ]
    own.isReal = true
    let median = medianRun.repetition
    for measured in self.runs {
      var label = label("\(kind.rawValue)-\(measured.repetition)", measured.repetition)
      label.made = .real(kind)
      runs.append(
        ExportedRun(
          finished: measured.run, result: measured.result, label: label, baselineID: nil,
          measurements: measured.measurements, name: kind.rawValue,
          isShown: measured.repetition == median, origin: own, startedAt: measured.startedAt,
          incidents: measured.incidents))
    }
    return runs
  }
}

extension Scenario {
  /// The same scenario with each job's measured durations, whatever made them so long.
  func replaying(_ measurements: [StepMeasurement]) -> Scenario {
    var replayed = self
    for pool in replayed.pools.indices {
      replayed.pools[pool].kind = .threads
      replayed.pools[pool].speeds = [.one]
    }
    var values = tasks.map { task in
      task.steps.map { step in (0..<task.count).map { step.duration.expected(job: $0) } }
    }
    for measured in measurements where measured.attempt == 0 {
      values[Int(measured.task)][Int(measured.step)][Int(measured.number)] = max(0, measured.span)
    }
    for task in tasks.indices {
      for step in tasks[task].steps.indices {
        replayed.tasks[task].steps[step].duration = .list(values[task][step])
      }
    }
    return replayed
  }
}
