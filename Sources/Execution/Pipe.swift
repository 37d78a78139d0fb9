import CExecution
import Glibc

/// A child process and the pipes to and from it.
///
/// Numbers of pipes and processes are used again by the system, so each is given back once and then
/// forgotten.
@safe
final class Child {
  let pid: Int32
  private var input: Int32?
  private var output: Int32?
  private var hasEnded = false

  /// Starts a program; its folder is ours where none is named.
  init(_ path: String, _ arguments: [String], folder: String) throws(SystemError) {
    var (pid, input, output): (Int32, Int32, Int32) = (0, 0, 0)
    let error = unsafe withTexts([path] + arguments) { texts in
      unsafe exec_spawn(path, texts, folder, &pid, &input, &output)
    }
    guard error == 0 else { throw SystemError(number: error) }
    self.pid = pid
    self.input = input
    self.output = output
  }

  /// Writes a message; false where nobody reads any more.
  func write(_ bytes: [UInt8]) -> Bool {
    guard let input else { return false }
    return unsafe bytes.withUnsafeBytes {
      unsafe exec_write(input, $0.baseAddress, Int64($0.count))
    } == 0
  }

  /// What is there to read; empty at the end, nil where nothing is there now.
  func read() -> [UInt8]? {
    guard let output else { return [] }
    var count: Int64 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Answer.size * 85) { room, used in
      count = unsafe exec_read(output, room.baseAddress, Int64(room.count))
      used = Int(max(0, count))
    }
    return count < 0 ? nil : bytes
  }

  /// Tells it that nothing comes any more.
  func closeInput() {
    if let input { exec_close(input) }
    input = nil
  }

  /// Closes what we read from.
  func closeOutput() {
    if let output { exec_close(output) }
    output = nil
  }

  /// Kills it with its process group, unless it has ended.
  func kill() { if !hasEnded { exec_kill(pid) } }

  /// Waits for its end, once: its exit code, or minus the signal's number.
  func reap() -> Int32 {
    guard !hasEnded else { return 0 }
    hasEnded = true
    return exec_reap(pid)
  }

  /// Whether it has ended; then nothing of it is left.
  func isGone() -> Bool {
    var status: Int32 = 0
    if !hasEnded, unsafe exec_has_ended(pid, &status) { hasEnded = true }
    return hasEnded
  }

  /// The pipe that it writes to, to be waited for.
  fileprivate var source: Int32? { output }
}

/// Calls a body with texts as C has them, with a NULL behind the last.
private func withTexts<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  var bytes: [CChar] = []
  var starts: [Int] = []
  for text in texts {
    starts.append(bytes.count)
    bytes += text.utf8.map { CChar(bitPattern: $0) } + [0]
  }
  // Safety: the addresses are used only while the bytes stay where they are.
  return unsafe bytes.withUnsafeBufferPointer { bytes in
    let addresses: [UnsafePointer<CChar>?] =
      unsafe starts.map { start in unsafe bytes.baseAddress.map { unsafe $0 + start } } + [nil]
    return unsafe addresses.withUnsafeBufferPointer { addresses in
      guard let base = addresses.baseAddress else { preconditionFailure("it holds a NULL") }
      return unsafe body(base)
    }
  }
}

/// The pipes of all children, waited for together.
@safe
struct PipeSet: ~Copyable {
  // Safety: made in `init`, freed in `deinit`, used by one thread.
  private let poll: OpaquePointer

  init() throws(SystemError) {
    guard let poll = unsafe exec_poll_make() else {
      throw SystemError(number: EMFILE)
    }
    unsafe self.poll = unsafe poll
  }

  deinit { unsafe exec_poll_free(poll) }

  func add(_ child: Child, as number: Int) throws(SystemError) {
    guard let source = child.source else { return }
    let error = unsafe exec_poll_add(poll, source, UInt32(number))
    guard error == 0 else { throw SystemError(number: error) }
  }

  func remove(_ child: Child) {
    if let source = child.source { unsafe exec_poll_remove(poll, source) }
  }

  /// The children that wrote or ended; none at the deadline or after a signal.
  func wait(until deadline: Int64) -> [Int] {
    var count: Int32 = 0
    let numbers = unsafe [UInt32](unsafeUninitializedCapacity: 64) { room, used in
      guard let base = room.baseAddress else { return }
      count = unsafe exec_poll_wait(poll, deadline, base, 64)
      used = Int(count)
    }
    return numbers.map { Int($0) }
  }
}
