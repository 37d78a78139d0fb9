import BundledLessons
import Foundation
import ScenarioFiles

/// Lessons in their order: those that are built in, or a folder's.
struct Course: Sendable {
  /// A lesson that may not have been read yet.
  struct Entry: Sendable {
    /// Its number, from 1.
    let number: Int
    /// The file's name without its number and extension.
    let name: String
    /// What messages call its file.
    let label: String
    fileprivate let read: @Sendable () throws -> [UInt8]

    /// The bytes of its file.
    func bytes() throws -> [UInt8] { try read() }

    /// Reads the lesson; throws all its mistakes.
    func lesson() throws -> LessonFile { try LessonFile(try bytes(), label: label) }
  }

  /// What progress calls the course: `toastlane`, or the folder's path.
  let id: String
  let entries: [Entry]
  /// What the command line says of it; nothing for the lessons that are built in.
  private let option: String

  /// The lessons that are built in.
  static let bundled = Course(
    id: "toastlane",
    entries: BundledLesson.all.enumerated().map { index, lesson in
      Entry(
        number: index + 1, name: Self.name(of: lesson.file),
        label: "docs/lessons/\(lesson.file)", read: { lesson.bytes })
    }, option: "")

  private init(id: String, entries: [Entry], option: String) {
    self.id = id
    self.entries = entries
    self.option = option
  }

  /// The command that does something with this course: `toast learn 2 --course mine`.
  func command(_ words: String = "") -> String {
    "toast learn" + (words.isEmpty ? "" : " \(words)") + option
  }

  /// The lessons of a folder: its .md files, by name, but no README; or one .md file.
  init(at path: String) throws {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure.unreadable("there is no folder `\(harmless(path))` with lessons")
    }
    id = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
    option = " --course " + (isPlain ? path : "'\(harmless(path))'")
    var files = [path]
    if isFolder.boolValue {
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
        throw Failure.unreadable("\(harmless(path)) cannot be opened; are you allowed to read it?")
      }
      let folder = path.hasSuffix("/") ? path : path + "/"
      files = names.filter {
        $0.hasSuffix(".md") && $0.lowercased() != "readme.md" && !$0.hasPrefix(".")
      }
      .sorted().map { folder + $0 }
    }
    guard !files.isEmpty else {
      throw Failure.unreadable(
        "`\(harmless(path))` has no lessons; a lesson is a file NUMBER-NAME.md")
    }
    entries = files.enumerated().map { index, file in
      Entry(
        number: index + 1, name: Self.name(of: file), label: file,
        read: {
          guard let handle = FileHandle(forReadingAtPath: file) else {
            throw Failure.unreadable("\(file) cannot be opened; are you allowed to read it?")
          }
          return try handle.bytes(atMost: 2 << 20, of: file)
        })
    }
  }

  /// The lesson that somebody named, by number or name.
  func entry(named word: String) throws -> Entry {
    if let number = Int(word) {
      guard let entry = entries.first(where: { $0.number == number }) else {
        throw Failure.usage(
          "there is no lesson \(number); "
            + (entries.count == 1 ? "there is one" : "they are 1 to \(entries.count)"))
      }
      return entry
    }
    if let entry = entries.first(where: { $0.name == word }) { return entry }
    let meant = nearest(to: word, among: entries.map(\.name)).map { "did you mean `\($0)`?" }
    throw Failure.usage(
      "there is no lesson `\(harmless(word))`; " + (meant ?? "\(command("--list")) tells them all"))
  }

  /// `02-four-toasters.md` is the lesson four-toasters.
  private static func name(of file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    let rest = stem.drop(while: \.isNumber)
    return rest.first == "-" && rest.count > 1 ? String(rest.dropFirst()) : stem
  }
}
