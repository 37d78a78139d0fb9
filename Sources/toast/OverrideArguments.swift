import Model
import ScenarioFiles

/// The changes that the command line asks for, as overrides of the file.
struct OverrideArguments {
  private let workers: [String]
  private var changes: [Override] = []
  /// Whether the result is no longer that of the file, so that its expectations say nothing.
  let changesResult: Bool

  init(workers: [String], set: [String], seed: String?, replications: String?) throws {
    self.workers = workers
    changesResult = !workers.isEmpty || !set.isEmpty || seed != nil
    for text in set {
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw Failure.usage("`--set \(harmless(text))` has no value; write --set PATH=VALUE")
      }
      changes.append(
        Override(
          path: String(text[..<equals]), value: String(text[text.index(after: equals)...]),
          label: "--set"))
    }
    if let seed { changes.append(Override(path: "seed", value: seed, label: "--seed")) }
    if let replications {
      changes.append(
        Override(path: "replications", value: replications, label: "--replications"))
    }
  }

  /// The overrides; `-w 4` needs to know the file's pools.
  func overrides(for source: ScenarioSource) throws -> [Override] {
    try workers.map { try override(workers: $0, source) } + changes
  }

  private func override(workers text: String, _ source: ScenarioSource) throws -> Override {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    guard let count = parts.last, !count.isEmpty, count.allSatisfy(\.isNumber), parts[0] != ""
    else {
      throw Failure.usage(
        "`-w \(harmless(text))` is not a number of workers; write -w 4, or -w cook=4 where there are "
          + "several pools")
    }
    if parts.count == 2 {
      return Override(path: "workers.\(parts[0])", value: parts[1], label: "--workers")
    }
    let file = try ScenarioFile(source.bytes, label: source.label, folder: source.folder)
    let pools = try file.scenario().pools.map(\.name)
    guard pools.count == 1 else {
      throw Failure.usage(
        "`-w \(harmless(text))` could mean several pools; write "
          + pools.prefix(4).map { "-w \($0)=\(harmless(text))" }.joined(separator: " or "))
    }
    return Override(path: "workers.\(pools[0])", value: text, label: "--workers")
  }
}
