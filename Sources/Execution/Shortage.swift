import CExecution
import Glibc

/// The number of an error of the system.
struct SystemError: Error, Equatable {
  let number: Int32
}

/// What the system does not give, told with the limit that is in the way.
enum Shortage {
  /// A limit that a user can look up, and perhaps raise.
  private struct Limit {
    let amount: Int64
    let words: String
  }

  /// So many files the program itself needs: libraries open some, and end it where they cannot.
  private static let fewestFiles: Int64 = 8

  /// Sees to it that there are enough files for the program itself; else a message says why not.
  static func ofFewestFiles() -> String? {
    guard exec_limit(exec_files) < fewestFiles else { return nil }
    _ = exec_raise_file_limit()
    let limit = exec_limit(exec_files)
    guard limit < fewestFiles else { return nil }
    return "\(fewestFiles) open files are needed at least, and \(limit) are allowed (ulimit -Hn)"
  }

  /// Refuses to start so many worker processes where their pipes are more files than may be open.
  static func checkFiles(programs: Int) throws(ExecutionError) {
    // Two pipes a program, whose other ends are open for a moment, and one file to wait for them all.
    let needed = Int64(exec_open_files()) + 2 * Int64(programs) + 3
    let limit = exec_limit(exec_files)
    guard needed > limit else { return }
    throw .shortage(
      "\(programs) worker process\(programs == 1 ? " needs" : "es need") \(needed) open files, and "
        + "\(limit) are allowed (ulimit -Hn)")
  }

  /// Refuses to start so many threads where their stacks pass a limit of memory.
  ///
  /// The first to meet that limit may not be a thread, and what allocates memory cannot go on without.
  static func checkMemory(threads: Int) throws(ExecutionError) {
    exec_spare_addresses()
    let stacks = Int64(threads) * (exec_stack_size + 8_192)
    guard let (limit, used) = memoryLimit(reachedBy: stacks) else { return }
    throw .shortage(
      "\(threads) thread\(threads == 1 ? " needs" : "s need") \(megabytes(stacks)) of memory for "
        + "stacks, and \(megabytes(max(0, limit.amount - used))) of \(megabytes(limit.amount)) are "
        + "left \(limit.words)")
  }

  /// The limits of memory that there are, of addresses and of data, and what is in use of each; below 0
  /// where the system does not tell.
  private static var memoryLimits: [(limit: Limit, used: Int64)] {
    [(exec_addresses, "(ulimit -v)"), (exec_data, "(ulimit -d)")].compactMap { resource, words in
      let amount = exec_limit(resource)
      return amount < .max ? (Limit(amount: amount, words: words), exec_memory_used(resource)) : nil
    }
  }

  /// The first limit of memory that so many bytes more would pass.
  private static func memoryLimit(reachedBy bytes: Int64) -> (limit: Limit, used: Int64)? {
    memoryLimits.first { $0.used >= 0 && $0.used + bytes + reserve > $0.limit.amount }
  }

  /// So much is left for all else.
  private static let reserve: Int64 = 8 << 20

  private static func megabytes(_ bytes: Int64) -> String { "\(bytes >> 20) MB" }

  /// What an error's number means, with the limit where one explains it.
  static func reason(_ error: SystemError) -> String {
    switch error.number {
    case EAGAIN: memory ?? processes + memoryOfChildren
    case EMFILE: "too many files are open: \(exec_limit(exec_files)) are allowed (ulimit -Hn)"
    case ENFILE: "the machine has too many open files (fs.file-max)"
    case ENOMEM: memory ?? "there is no memory left"
    case ENOENT: "there is no such program"
    case EACCES: "it may not be started"
    default: "error \(error.number)"
    }
  }

  /// That memory has come to its limit, where it has.
  private static var memory: String? {
    memoryLimit(reachedBy: exec_stack_size).map { "there is no memory left: \(allowed($0.limit))" }
  }

  /// That a child may have come to a limit of memory where we have not.
  private static var memoryOfChildren: String {
    memoryLimits.first.map { "; or no more memory: \(allowed($0.limit))" } ?? ""
  }

  private static func allowed(_ limit: Limit) -> String {
    "\(megabytes(limit.amount)) are allowed \(limit.words)"
  }

  /// That there are as many processes and threads as there may be, and the lowest limit of these.
  private static var processes: String {
    let user = exec_limit(exec_processes)
    var limits = user < .max ? [Limit(amount: user, words: "for this user (ulimit -u)")] : []
    limits += ControlGroups.ofProcess().processLimits.map {
      Limit(amount: $0, words: "in this control group (pids.max)")
    }
    for name in ["threads-max", "pid_max"] {
      guard let text = SystemFile.text("/proc/sys/kernel/\(name)"),
        let amount = Int64(text.split(whereSeparator: \.isWhitespace).first ?? "")
      else { continue }
      limits.append(Limit(amount: amount, words: "on this machine (kernel.\(name))"))
    }
    let words = "there may be no more processes or threads"
    guard let lowest = limits.min(by: { $0.amount < $1.amount }) else { return words }
    return words + ": \(lowest.amount) are allowed \(lowest.words)"
  }
}
