import Foundation
import Testing

@testable import toast

@Suite("Files that appear whole or not at all")
final class AtomicFileTests {
  private let folder: URL
  private let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    folder = scratch.url
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func inode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.systemFileNumber] as? Int
  }

  @Test("nothing is seen of a file before it is whole, and nothing is left of one that is given up")
  func wholeOrNothing() throws {
    let first = try AtomicFile(path("a.csv"), force: false)
    try first.write("one")
    #expect(scratch.names.isEmpty)
    try AtomicFile.commit([first])
    #expect(try scratch.text("a.csv") == "one")
    do {
      let second = try AtomicFile(path("a.csv"), force: true)
      try second.write("two")
      #expect(try scratch.text("a.csv") == "one")
      second.discard()
      let third = try AtomicFile(path("b.csv"), force: true)
      try third.write("three")
    }
    #expect(scratch.names == ["a.csv"])
    #expect(try scratch.text("a.csv") == "one")
  }

  @Test("files of one command get their names when all are whole")
  func together() throws {
    let files = try ["a", "b"].map { try AtomicFile(path($0), force: false) }
    for file in files { try file.write("new") }
    try scratch.write("somebody's", to: "b")
    #expect(throws: Failure.self) { try AtomicFile.commit(files) }
    #expect(scratch.names == ["b"])
    #expect(try scratch.text("b") == "somebody's")
  }

  @Test("who comes second without force is refused, and one with force replaces the whole file")
  func second() throws {
    let first = try AtomicFile(path("a"), force: false)
    let second = try AtomicFile(path("a"), force: false)
    let third = try AtomicFile(path("a"), force: true)
    for (file, text) in [(first, "1"), (second, "22"), (third, "333")] { try file.write(text) }
    try AtomicFile.commit([first])
    #expect {
      try AtomicFile.commit([second])
    } throws: {
      ($0 as? Failure)?.message.hasSuffix("exists already; --force replaces it") == true
    }
    #expect(try scratch.text("a") == "1")
    try AtomicFile.commit([third])
    #expect(try scratch.text("a") == "333")
    #expect(scratch.names == ["a"])
  }

  @Test("a link stays one, a second name keeps the old file, and its permissions stay")
  func replaced() throws {
    try scratch.write("old", to: "file")
    #expect(try scratch.shell("chmod 640 file; ln file other; ln -s file link") == 0)
    let before = try inode("other")
    try AtomicFile.save("new", as: path("link"), force: true)
    #expect(try scratch.text("file") == "new")
    #expect(try scratch.text("other") == "old" && inode("other") == before)
    #expect(
      try scratch.shell("test -L link && test \"$(stat -c %a file)\" = 640") == 0)
    #expect(scratch.names == ["file", "link", "other"])
  }

  @Test("the kernel's way of a path is followed, not the one that its text suggests")
  func parentOfLink() throws {
    #expect(try scratch.shell("mkdir -p real/inner; ln -s real/inner link") == 0)
    try AtomicFile.save("text", as: path("link/../a"), force: false)
    #expect(try scratch.text("real/a") == "text")
    #expect(scratch.names == ["link", "real"])
  }

  @Test("two ways to a file are the same, two files are not")
  func same() throws {
    #expect(try scratch.shell("mkdir d; ln -s d e; ln -s a b") == 0)
    try scratch.write("", to: "a")
    func file(_ name: String) throws -> AtomicFile { try AtomicFile(path(name), force: true) }
    func areSame(_ one: String, _ other: String) throws -> Bool {
      (try? file(one).checkDiffers(from: [file(other)])) == nil
    }
    #expect(try areSame("a", "b"))
    #expect(try areSame("d/x", "e/../e//x"))
    #expect(try !areSame("d/x", "x"))
  }

  @Test(
    "what is in the way of a hidden name is not followed; only what a dead program left is removed")
  func hiddenNames() throws {
    let (mark, mine) = (".a.toast-unfinished-", "mine")
    try scratch.write(mine, to: "mine")
    try scratch.write(mine, to: "a")
    try scratch.write("left", to: "\(mark)2")
    try scratch.write("held", to: "\(mark)3")
    // Behind a number that is free.
    try scratch.write("left", to: "\(mark)9")
    #expect(try scratch.shell("ln -s mine \(mark)1") == 0)
    let held = try OpenFile(path("\(mark)3"), O_RDONLY)
    #expect(held.lock() == .held)
    try AtomicFile.save("new", as: path("a"), force: true)
    #expect(try scratch.text("a") == "new" && scratch.text("mine") == mine)
    #expect(scratch.names == ["\(mark)1", "\(mark)3", "a", "mine"])
  }

  @Test(
    "what is no place for a file is told",
    arguments: [
      ("mkdir x", "it is a folder"), ("ln -s no x", "leads nowhere"),
      ("ln -s x x", "leads nowhere"), ("ln -s no/where x", "its folder is missing"),
    ])
  func noPlace(make: String, reason: String) throws {
    #expect(try scratch.shell(make) == 0)
    for force in [false, true] {
      #expect {
        try AtomicFile(path("x"), force: force)
      } throws: {
        ($0 as? Failure)?.message.contains(reason) == true
      }
    }
    #expect(scratch.names == ["x"])
  }

  @Test("names of any bytes are told apart as the system tells them")
  func names() throws {
    #expect(PathParts("a").folder == "." && PathParts("a").name == "a")
    #expect(PathParts("/a").folder == "/" && PathParts("/a").name == "a")
    #expect(PathParts("b//a//").folder == "b/" && PathParts("b//a//").name == "a")
    // A slash with a mark above it is one character, and still a slash.
    #expect(PathParts("b/\u{301}a").folder == "b" && PathParts("b/\u{301}a").name == "\u{301}a")
    // Many bytes are few characters.
    let family = String(repeating: "👩‍👩‍👧‍👦", count: 10)
    for force in [false, true] { try AtomicFile.save("x", as: path(family), force: force) }
    try AtomicFile.save("x", as: path(String(repeating: "x", count: 255)), force: false)
    #expect {
      try AtomicFile(path(String(repeating: "x", count: 256)), force: false)
    } throws: {
      ($0 as? Failure)?.message.hasSuffix("its name is too long") == true
    }
  }

  @Test("a folder that was made goes again where no file came, and stays where one did")
  func newFolder() throws {
    let folders = try ["a", "b"].map { try NewFolder(path($0)) }
    try AtomicFile.save("text", as: path("b/x"), force: false)
    for folder in folders { folder.discard() }
    #expect(scratch.names == ["b"])
    #expect(throws: FileTrouble.self) { try NewFolder(path("c/d")) }
  }
}
