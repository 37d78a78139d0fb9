/// What measured jobs needed, job by job, as scenario files can tell it: task by task.
struct MeasuredNeeds {
  /// How the jobs of one task needed those of another one.
  private struct Need {
    let source: String
    /// How many jobs, from the first one on, needed the one of their own number.
    var pairCount = 0
    /// Whether one needed all at once.
    var isWhole = false
    /// Whether one needed the one of another number.
    var isCrossed = false
  }

  /// The needs of one task, in the order in which they first appear, and where each source's is.
  private struct Needs {
    private(set) var list: [Need] = []
    private var places: [String: Int] = [:]

    mutating func add(_ item: Substring, of source: String, job: Int) {
      let place = places[source] ?? list.endIndex
      if place == list.endIndex {
        list.append(Need(source: source))
        places[source] = place
      }
      if item == "*" {
        list[place].isWhole = true
      } else if item != String(job) {
        list[place].isCrossed = true
      } else if list[place].pairCount == job - 1 {
        list[place].pairCount = job
      }
    }
  }

  /// By the task's number.
  private var needs: [Int: Needs] = [:]

  /// Whether something is left out, or told of tasks where it was so of jobs.
  private(set) var isInexact = false

  /// Notes what a task's job needed: `toast-*` is all jobs of a kind, `toast-7` the seventh one.
  mutating func add(_ need: Substring, for task: Int, job: Int) {
    guard let hyphen = need.lastIndex(of: "-") else {
      isInexact = true
      return
    }
    needs[task, default: Needs()].add(
      need[hyphen...].dropFirst(), of: String(need[..<hyphen]), job: job)
  }

  /// Tells the needs as keys of tasks, whose numbers are known by their kinds.
  ///
  /// Numbers of jobs say nothing where some jobs are left out. What is needed of the task itself, of unknown
  /// kinds, or in a circle, as in no run, is left out. Costs at worst the square of the number of
  /// pairs of tasks.
  mutating func settle(
    _ tasks: inout [JobTimes.Task], numbers: [String: Int], hasAllJobs: Bool
  ) {
    var kept: [[Int]] = Array(repeating: [], count: tasks.count)
    for task in tasks.indices {
      for need in needs[task]?.list ?? [] {
        guard let source = numbers[need.source], !Self.leads(from: source, to: task, in: kept)
        else {
          isInexact = true
          continue
        }
        kept[task].append(source)
        let count = tasks[task].durations.count
        let isPaired =
          hasAllJobs && !need.isCrossed && need.pairCount == count
          && count == tasks[source].durations.count
        if isPaired, !need.isWhole {
          tasks[task].each.append(tasks[source].name)
        } else {
          tasks[task].after.append(tasks[source].name)
          isInexact = isInexact || !need.isWhole
        }
      }
    }
  }

  /// Whether a task needs another one, be it by others between them; a task needs itself.
  private static func leads(from task: Int, to other: Int, in needs: [[Int]]) -> Bool {
    var isSeen = Array(repeating: false, count: needs.count)
    var next = [task]
    while let one = next.popLast() {
      if one == other { return true }
      if isSeen[one] { continue }
      isSeen[one] = true
      next += needs[one]
    }
    return false
  }
}
