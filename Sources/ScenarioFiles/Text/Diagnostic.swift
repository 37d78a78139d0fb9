/// A mistake in a scenario file or a lesson, or something that is probably not meant.
public struct Diagnostic: Equatable, Sendable {
  /// Whether the file can be used all the same.
  public enum Severity: String, Sendable {
    /// It cannot.
    case error
    /// It can.
    case warning
  }

  /// What kind of mistake, for `toast explain`.
  public let code: DiagnosticCode
  /// What is wrong, in one line.
  public internal(set) var message: String
  /// Where; nil for the file as a whole.
  public var place: Place?
  /// How many characters the mistake spans; at least 1.
  public var length: Int
  /// What to write instead, shown at the caret.
  public var remedy: String?
  /// A second place that belongs to the mistake.
  public var other: Place?

  /// Whether the file can be used all the same.
  public var severity: Severity { code.rawValue.hasPrefix("W") ? .warning : .error }

  init(
    _ code: DiagnosticCode, _ message: String, at place: Place?, length: Int = 1,
    remedy: String? = nil, other: Place? = nil
  ) {
    self.code = code
    self.message = message
    self.place = place
    self.length = max(1, length)
    self.remedy = remedy
    self.other = other
  }
}

/// A place in a source: line and column from 1, columns in characters (Unicode scalars).
public struct Place: Hashable, Comparable, Sendable {
  /// 0 for the file, then the overrides of the command line in their order.
  public var source: Int
  /// The line, from 1.
  public var line: Int
  /// The column, from 1.
  public var column: Int

  /// Sources in order, then lines, then columns.
  public static func < (left: Place, right: Place) -> Bool {
    (left.source, left.line, left.column) < (right.source, right.line, right.column)
  }
}

/// The kinds of mistake.
///
/// Codes are stable: a script or a search may rely on them.
public enum DiagnosticCode: String, CaseIterable, Sendable {
  // The text and its form.
  case unreadableText = "S001"
  case pastLimit = "S002"
  case syntax = "S003"
  case tab = "S004"
  case anchor = "S005"
  case severalDocuments = "S006"
  case empty = "S007"
  case duplicateKey = "S008"
  case spaceAfterColon = "S009"
  // Keys and shapes.
  case unknownKey = "S010"
  case missingKey = "S011"
  case wrongShape = "S012"
  // Values.
  case duration = "S020"
  case clockTime = "S021"
  case bareNumber = "S022"
  case distribution = "S023"
  case number = "S024"
  case choice = "S025"
  case name = "S026"
  case table = "S027"
  // What fits together.
  case unknownName = "S030"
  case cycle = "S031"
  case steps = "S032"
  case counts = "S033"
  case claims = "S034"
  case pool = "S035"
  case command = "S036"
  // Paths, variants, expectations.
  case path = "S040"
  case expectation = "S041"
  // Lessons: what reading finds, then what running finds.
  case lessonBlock = "L001"
  case lessonOrder = "L002"
  case lessonQuantity = "L003"
  case lessonQuestion = "L004"
  case lessonClaim = "L005"
  case lessonExercise = "L006"
  case lessonConsole = "L007"
  // Warnings.
  case commentCutsText = "W001"
  case unused = "W002"
  case moreWorkersThanJobs = "W003"
  case serialised = "W004"
  case asyncCannotHelp = "W005"
  case withoutEffect = "W006"
  case longList = "W007"
}
