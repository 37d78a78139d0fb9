import BundledLessons
import Foundation
import ScenarioFiles

/// Lessons in their order: those that are built in, or a folder's.
struct Course: Sendable {
  /// A lesson that may not have been read yet.
  struct Entry: Sendable {
    /// Its number, from 1.
    let number: Int
    /// The file's name without its extension, and without its number where no other lesson is called so.
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
        number: index + 1, name: LessonFile.name(of: lesson.file),
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

  /// The lessons of a folder: its .md files, by number and name, but no README; or one .md file.
  init(at path: String) throws {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure.unreadable("there is no folder `\(harmless(path))` with lessons")
    }
    id = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
    option = " --course " + (isPlain ? path : "'\(harmless(path))'")
    let files = isFolder.boolValue ? try Self.files(in: path) : [path]
    if files == [path], !Self.isPlainFile(path) {
      throw Failure.unreadable("`\(harmless(path))` is neither a folder nor a plain file")
    }
    guard !files.isEmpty else {
      throw Failure.unreadable(
        "`\(harmless(path))` has no lessons; a lesson is a file NUMBER-NAME.md")
    }
    let (isWhole, folder) = (isFolder.boolValue, path.hasSuffix("/") ? path : path + "/")
    entries = zip(files, Self.names(of: files)).enumerated().map { index, named in
      let (file, name) = named
      return Entry(
        number: index + 1, name: name, label: file,
        read: {
          // A course from somebody else holds lessons of its own alone; one file was named by somebody here.
          isWhole
            ? try Self.bytes(of: String(file.dropFirst(folder.count)), in: folder)
            : try Self.bytes(of: file)
        })
    }
  }

  /// The lesson that somebody named, by name or number.
  func entry(named word: String) throws -> Entry {
    // A lesson may be called by a number: `2048`.
    if let entry = entries.first(where: { $0.name == word }) { return entry }
    if let number = Int(word) {
      guard let entry = entries.first(where: { $0.number == number }) else {
        throw Failure.usage(
          "there is no lesson \(number); "
            + (entries.count == 1 ? "there is one" : "they are 1 to \(entries.count)"))
      }
      return entry
    }
    let meant = nearest(to: word, among: entries.map(\.name)).map { "did you mean `\($0)`?" }
    throw Failure.usage(
      "there is no lesson `\(harmless(word))`; " + (meant ?? "\(command("--list")) tells them all"))
  }
}

extension Course {
  private static let mostBytes = 2 << 20

  private static func bytes(of file: String) throws -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: file) else { throw unreadable(file) }
    return try handle.bytes(atMost: mostBytes, of: file)
  }

  /// A lesson of a folder; a link that leads out of the folder is not followed.
  private static func bytes(of name: String, in folder: String) throws -> [UInt8] {
    do {
      return try ClosedFolder(folder).bytes(of: name, atMost: mostBytes)
    } catch .outside {
      throw Failure.unreadable(
        "\(folder)\(name) leads out of the folder; copy the lesson into it, or name it alone")
    } catch .tooLarge {
      throw Failure.unreadable("\(folder)\(name) is longer than \(mostBytes) bytes")
    } catch {
      throw unreadable(folder + name)
    }
  }

  private static func unreadable(_ file: String) -> Failure {
    Failure.unreadable("\(file) cannot be opened; are you allowed to read it?")
  }

  /// The lessons' files of a folder: by their numbers, then by name; those without a number come last.
  private static func files(in path: String) throws -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw Failure.unreadable("\(harmless(path)) cannot be opened; are you allowed to read it?")
    }
    let folder = path.hasSuffix("/") ? path : path + "/"
    return names.filter {
      $0.hasSuffix(".md") && $0.lowercased() != "readme.md" && !$0.hasPrefix(".")
        && isPlainFile(folder + $0)
    }
    .sorted { place(of: $0) < place(of: $1) }.map { folder + $0 }
  }

  private static func place(of file: String) -> (number: Int, name: String, file: String) {
    let digits = file.prefix(while: \.isNumber)
    let isNumbered = ["-", "."].contains(file.dropFirst(digits.count).first)
    return (isNumbered ? Int(digits) ?? .max : .max, LessonFile.name(of: file), file)
  }

  /// Whether a path leads to a plain file: reading a pipe would wait for somebody at its other end.
  private static func isPlainFile(_ path: String) -> Bool {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }

  /// What lessons are called: `02-four-toasters.md` is four-toasters, and 02-four-toasters where another one
  /// is called so, too.
  private static func names(of files: [String]) -> [String] {
    let stems = files.map { file in
      let name = file.split(separator: "/").last.map(String.init) ?? file
      return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    }
    var names = files.map(LessonFile.name)
    while true {
      // A name with its number may be what a third one is called without.
      let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
      let longer = zip(names, stems).map { counts[$0] == 1 ? $0 : $1 }
      if longer == names { return names }
      names = longer
    }
  }
}
