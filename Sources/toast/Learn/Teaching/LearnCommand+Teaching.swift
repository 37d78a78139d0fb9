import ArgumentParser

/// What `toast learn` does for teachers.
extension LearnCommand {
  /// Proves the lessons that are named, or all of them.
  func verify(_ course: Course) throws {
    let lessons = words.isEmpty ? course.entries : try words.map(course.entry)
    let code = try CourseCheck(course, lessons: lessons, width: Console.size.columns)
      .run { try Console.write($0) }
    if code != .success { throw code }
  }

  /// Prints the handout, or writes it in the formats that the names of files end in.
  func writeHandout(_ course: Course) throws {
    let handout = try Handout(course)
    if output.isEmpty { return try Console.write(handout.markdown) }
    var files: [(file: AtomicFile, text: String)] = []
    for name in output {
      let text: String
      switch name.split(separator: ".").last?.lowercased() {
      case "html", "htm": text = handout.html
      case "md": text = handout.markdown
      default: throw Failure.usage("`-o \(name)`: a handout is a file .html or .md")
      }
      files.append((try AtomicFile(name, force: force), text))
    }
    for (file, text) in files { try file.write(text) }
    try AtomicFile.commit(files.map(\.file))
  }
}
