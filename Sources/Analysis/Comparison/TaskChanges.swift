import Model

/// What changed for the jobs of one task.
public struct TaskChanges: Sendable {
  /// The task's name.
  public let name: String
  /// How many jobs it has in the first run; 0 where it is not there.
  public let countBefore: Int
  /// How many jobs it has in the second run.
  public let countAfter: Int
  /// What changed for the jobs that are in both.
  public let jobs: JobChanges

  static func list(
    _ before: [TaskDefinition], _ after: [TaskDefinition], _ changes: [JobChanges]
  ) -> [TaskChanges] {
    var counts: [String: Int] = [:]
    for task in after { counts[task.name] = task.count }
    var list = zip(before, changes).map { task, jobs in
      TaskChanges(
        name: task.name, countBefore: task.count,
        countAfter: counts.removeValue(forKey: task.name) ?? 0, jobs: jobs)
    }
    let none = JobChanges(causes: changes[0].timesBefore.count)
    for task in after where counts[task.name] != nil {
      list.append(
        TaskChanges(name: task.name, countBefore: 0, countAfter: task.count, jobs: none))
    }
    return list
  }
}
