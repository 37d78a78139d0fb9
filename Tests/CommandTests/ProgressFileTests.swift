import Foundation
import Testing

@testable import toast

@Suite("The file of progress")
struct ProgressFileTests {
  private final class Messages {
    var all: [String] = []
  }

  private let messages = Messages()

  private func progress(_ folder: URL?) -> LearningProgress {
    LearningProgress(folder: folder) { [messages] in messages.all.append($0) }
  }

  private func mode(_ url: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
  }

  @Test("its folder is found as the XDG rules say")
  func usualFolder() {
    let folder = LearningProgress.folder(in:)
    #expect(folder(["HOME": "/home/ada"])?.path == "/home/ada/.local/state/toastlane")
    #expect(folder(["HOME": "/h", "XDG_STATE_HOME": "/s"])?.path == "/s/toastlane")
    #expect(folder(["HOME": "/h", "XDG_STATE_HOME": "s"])?.path == "/h/.local/state/toastlane")
    #expect(folder(["HOME": "", "XDG_STATE_HOME": ""]) == nil)
    #expect(folder([:]) == nil)
  }

  @Test("folders and file are made for their owner alone, and only when there is something to keep")
  func modes() throws {
    let folder = try ScratchFolder()
    let state = folder.url.appendingPathComponent("state")
    let inner = state.appendingPathComponent("toastlane")
    let progress = progress(inner)
    #expect(folder.names.isEmpty)
    progress.note(.completed, of: "l", in: "c")
    #expect(try mode(state) == 0o700)
    #expect(try mode(inner) == 0o700)
    #expect(try mode(inner.appendingPathComponent("progress.jsonl")) == 0o600)
    #expect(messages.all.isEmpty)
  }

  @Test("without a home it is kept in memory, which is told once, when there is something to lose")
  func homeless() {
    let progress = progress(nil)
    #expect(progress.path == nil && messages.all.isEmpty)
    progress.note(.answered(step: "a", text: "1"), of: "l", in: "c")
    progress.note(.completed, of: "l", in: "c")
    progress.reload()
    #expect(progress.state(of: "l", in: "c").isCompleted)
    #expect(messages.all == ["there is no HOME, so progress is kept only until this ends"])
  }

  @Test("what cannot be written is told once, kept in memory, and written when it can be")
  func unwritable() throws {
    let folder = try ScratchFolder()
    let inner = folder.url.appendingPathComponent("toastlane")
    try folder.write("in the way", to: "toastlane")
    let first = progress(inner)
    first.note(.answered(step: "a", text: "1"), of: "l", in: "c")
    first.note(.seen(step: "b"), of: "l", in: "c")
    first.reload()
    #expect(first.state(of: "l", in: "c").answers == ["a": "1"])
    #expect(messages.all.count == 2)
    #expect(messages.all.first?.hasSuffix("cannot be read (its folder is a file)") == true)
    #expect(messages.all.last?.contains("cannot be written (its folder is a file)") == true)
    #expect(try folder.text("toastlane") == "in the way")
    try FileManager.default.removeItem(at: inner)
    progress(inner).note(.hinted(step: "a", count: 3), of: "l", in: "c")
    first.reload()
    #expect(first.state(of: "l", in: "c").answers == ["a": "1"])
    #expect(first.state(of: "l", in: "c").hints == ["a": 3])
    first.note(.completed, of: "l", in: "c")
    let second = progress(inner)
    #expect(second.state(of: "l", in: "c").isCompleted)
    #expect(second.state(of: "l", in: "c").seen == ["b"])
    #expect(second.state(of: "l", in: "c").answers == ["a": "1"])
  }

  @Test(
    "a folder, a device, a pipe and a broken link in its place are let alone",
    .timeLimit(.minutes(1)))
  func noFile() throws {
    for (make, reason) in [
      ("mkdir progress.jsonl", "it is a folder"),
      ("ln -s /dev/zero progress.jsonl", "it is no plain file"),
      ("mkfifo progress.jsonl", "it is no plain file"),
      ("ln -s nowhere/else progress.jsonl", "its folder is missing"),
      ("ln -s progress.jsonl progress.jsonl", "it is a link that leads nowhere"),
    ] {
      let folder = try ScratchFolder()
      #expect(try folder.shell(make) == 0)
      messages.all = []
      let progress = progress(folder.url)
      progress.note(.completed, of: "l", in: "c")
      progress.note(.completed, of: "m", in: "c")
      #expect(progress.state(of: "l", in: "c").isCompleted)
      let told = messages.all.filter { $0.contains("cannot be written (\(reason))") }
      #expect(told.count == 1, "\(make): \(messages.all)")
      #expect(folder.names == ["progress.jsonl"])
    }
  }

  @Test("a link stays a link")
  func link() throws {
    let folder = try ScratchFolder()
    #expect(try folder.shell("ln -s elsewhere progress.jsonl") == 0)
    progress(folder.url).note(.completed, of: "one", in: "c")
    progress(folder.url).note(.completed, of: "two", in: "c")
    let reader = progress(folder.url)
    #expect(reader.state(of: "one", in: "c").isCompleted)
    #expect(reader.state(of: "two", in: "c").isCompleted)
    #expect(try folder.text("elsewhere").split(separator: "\n").count == 2)
    #expect(try folder.shell("test -L progress.jsonl") == 0)
    #expect(messages.all.isEmpty)
  }

  @Test("who removes the file begins anew, and what is done after it is kept")
  func removed() throws {
    let folder = try ScratchFolder()
    let first = progress(folder.url)
    first.note(.completed, of: "one", in: "c")
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("progress.jsonl"))
    first.note(.completed, of: "two", in: "c")
    first.reload()
    #expect(!first.state(of: "one", in: "c").isCompleted)
    #expect(first.state(of: "two", in: "c").isCompleted)
    #expect(messages.all.isEmpty)
  }

  @Test("of a file that is too large the end is read, from the beginning of a line")
  func cut() throws {
    let folder = try ScratchFolder()
    try folder.write("first\nsecond\nthird\n", to: "lines")
    var file = JournalFile(path: folder.url.appendingPathComponent("lines").path)
    for (most, bytes) in [
      (100, "first\nsecond\nthird\n"), (19, "first\nsecond\nthird\n"), (18, "second\nthird\n"),
      (8, "third\n"), (6, ""), (3, ""), (0, ""),
    ] {
      file.mostBytes = most
      let content = try #require(try file.read())
      #expect(content.bytes == Array(bytes.utf8), "\(most)")
      #expect(content.isCut == (most < 19))
    }
  }

  @Test("a file in which nothing can be read is kept beside, and progress begins anew")
  func aside() throws {
    let folder = try ScratchFolder()
    try folder.write("no journal\nat all\n", to: "progress.jsonl")
    try folder.write("from before", to: "progress.jsonl.unusable")
    let first = progress(folder.url)
    #expect(messages.all.count == 1)
    #expect(messages.all.first?.contains("it is kept as progress.jsonl.unusable2, and") == true)
    #expect(try folder.text("progress.jsonl.unusable2") == "no journal\nat all\n")
    #expect(try folder.text("progress.jsonl.unusable") == "from before")
    first.note(.completed, of: "l", in: "c")
    #expect(progress(folder.url).state(of: "l", in: "c").isCompleted)
    #expect(messages.all.count == 1)
  }

  @Test(
    "one line that can be read, also of a newer version, and a line that is being written keep it",
    arguments: ["x\n{\"did\":\"danced\"}\n", "{\"cour", "\u{0}\u{0}\u{0}"])
  func inPlace(text: String) throws {
    let folder = try ScratchFolder()
    try folder.write(text, to: "progress.jsonl")
    progress(folder.url).note(.completed, of: "l", in: "c")
    #expect(folder.names == ["progress.jsonl"])
    #expect(try folder.text("progress.jsonl").hasPrefix(text))
    #expect(progress(folder.url).state(of: "l", in: "c").isCompleted)
  }

  @Test("who waited to write while the file was set aside writes to the new one")
  func asideMeanwhile() throws {
    let folder = try ScratchFolder()
    let path = folder.url.appendingPathComponent("lines").path
    try folder.write("noise\n", to: "lines")
    let file = JournalFile(path: path)
    let mark = try #require(try file.read()).mark
    #expect(try file.append("later\n", patience: .zero).isLocked)
    #expect(try file.setAside(mark) == nil)
    let now = try #require(try file.read()).mark
    #expect(try file.setAside(now) == "lines.unusable")
    _ = try file.append("new\n", patience: .zero)
    #expect(try folder.text("lines") == "new\n")
    #expect(try folder.text("lines.unusable") == "noise\nlater\n")
  }
}
