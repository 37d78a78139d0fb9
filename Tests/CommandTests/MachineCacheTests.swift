import Execution
import Foundation
import Testing

@testable import toast

@Suite("The cache of what was measured")
struct MachineCacheTests {
  private final class Messages {
    var all: [String] = []
  }

  private let messages = Messages()
  private let facts = MachineFacts.read()
  private var name: String { "machine-\(facts.identity).json" }

  private func cache(_ folder: borrowing ScratchFolder) -> MachineCache {
    MachineCache(facts, folder: folder.url) { [messages] in messages.all.append($0) }
  }

  private func crew(_ kind: String, startup: Int64 = 5) throws -> CrewProfile {
    let text = """
      {"kind": "\(kind)", "execution": "sync", "startupBase": \(startup), "startupPerWorker": 1,
       "shortOvershoot": [1], "middleOvershoot": [2], "longOvershoot": [3], "handOut": [4],
       "stretch": [1000000000], "fullShare": 1, "mixedShare": 0.5, "wasContended": false}
      """
    return try JSONDecoder().decode(CrewProfile.self, from: Data(text.utf8))
  }

  private func kinds(_ folder: borrowing ScratchFolder) throws -> [String] {
    let text = try folder.text(name)
    return try JSONDecoder().decode(MachineProfile.self, from: Data(text.utf8)).crews.map(\.kind)
  }

  @Test("two programs that measure at once lose nothing of each other")
  func merged() throws {
    let folder = try ScratchFolder()
    var (first, second) = (cache(folder), cache(folder))
    first.note(try crew("threads"))
    second.note(try crew("processes"))
    #expect(try kinds(folder) == ["processes", "threads"])
    #expect(cache(folder).profile.crews.count == 2)
    #expect(folder.names == [name] && messages.all.isEmpty)
  }

  @Test("what cannot be used is kept beside, which is told once, and replaced")
  func aside() throws {
    let folder = try ScratchFolder()
    var first = cache(folder)
    first.note(try crew("threads"))
    let good = try folder.text(name)
    let absurd = good.replacingOccurrences(of: "\"mixedShare\":0.5", with: "\"mixedShare\":1e300")
    #expect(absurd != good)
    let negative = good.replacingOccurrences(
      of: "\"handOut\":[4]", with: "\"handOut\":[-3600000000000]")
    #expect(negative != good)
    let older = good.replacingOccurrences(of: "\"layout\":2", with: "\"layout\":1")
    for (text, reason) in [
      ("", "damaged"), (String(good.prefix(50)), "damaged"), ("[1, 2]", "damaged"),
      (absurd, "damaged"), (negative, "damaged"),
      (older, "an older version wrote it"),
      (good.replacingOccurrences(of: facts.identity, with: "x"), "it is of another machine"),
    ] {
      let folder = try ScratchFolder()
      try folder.write(text, to: name)
      messages.all = []
      var cache = cache(folder)
      #expect(cache.profile.crews.isEmpty)
      #expect(messages.all.count == 1)
      #expect(messages.all.first?.contains(reason) == true)
      #expect(messages.all.first?.contains("it is kept as \(name).unusable, and") == true)
      #expect(try folder.text("\(name).unusable") == text)
      cache.note(try crew("threads"))
      #expect(try folder.text(name) == good)
      #expect(messages.all.count == 1)
    }
  }

  @Test("a newer version's file, and what is no file, are let alone")
  func foreign() throws {
    for make in ["printf '{\"layout\": 99}' > x", "mkdir x", "mkfifo x", "ln -s \(name) x"] {
      let folder = try ScratchFolder()
      #expect(try folder.shell("\(make); mv x \(name)") == 0)
      messages.all = []
      var cache = cache(folder)
      cache.note(try crew("threads"))
      cache.note(try crew("processes"))
      #expect(cache.profile.crews.count == 2)
      #expect(messages.all.count == 1, "\(make): \(messages.all)")
      #expect(messages.all.first?.hasSuffix("so this machine is measured each time") == true)
      #expect(folder.names == [name])
    }
  }

  @Test("a link stays one")
  func link() throws {
    let folder = try ScratchFolder()
    var first = cache(folder)
    first.note(try crew("threads"))
    #expect(try folder.shell("mv \(name) real; ln -s real \(name)") == 0)
    var second = cache(folder)
    second.note(try crew("threads", startup: 7))
    #expect(try folder.shell("test -L \(name)") == 0)
    #expect(cache(folder).profile.crews.map(\.startupBase) == [7])
    #expect(messages.all.isEmpty)
  }
}
