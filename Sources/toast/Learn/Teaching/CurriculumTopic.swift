/// A topic of a curriculum that a lesson may name.
///
/// The words are those of the NSF/IEEE-TCPP curriculum on parallel and distributed computing, of 2012 and
/// of the beta of its second version of 2020.
struct CurriculumTopic: Sendable {
  /// What the curriculum expects of somebody, after Bloom.
  enum Level: String, Sendable {
    /// Know the term.
    case know = "K"
    /// Comprehend, so as to explain it.
    case comprehend = "C"
    /// Apply it.
    case apply = "A"
  }

  /// A part of the curriculum.
  enum Area: String, CaseIterable, Sendable {
    case architecture = "Architecture"
    case programming = "Programming"
    case algorithms = "Algorithms"
    case crossCutting = "Cross-cutting"
  }

  /// What a lesson writes under `topics`.
  let word: String
  /// Where the curriculum has it.
  let area: Area
  /// The levels that the version of 2012 gives it, which differ from course to course; none where that
  /// version does not have it.
  let levels: [Level]
  /// Where the beta of 2020 has it under this name, as far as we know.
  let beta: Area?

  private init(_ word: String, _ area: Area, _ levels: Level..., beta: Area? = nil) {
    self.word = word
    self.area = area
    self.levels = levels
    self.beta = beta
  }

  /// The topic of a word, whatever the case.
  static func named(_ word: String) -> CurriculumTopic? {
    all.first { $0.word.lowercased() == word.lowercased() }
  }

  /// All topics, by area, in the order of the curriculum.
  static let all: [CurriculumTopic] = [
    CurriculumTopic("multicore", .architecture, .comprehend),
    CurriculumTopic("latency", .architecture, .know, beta: .architecture),
    CurriculumTopic("client server", .programming, .comprehend),
    CurriculumTopic("task/thread spawning", .programming, .apply),
    CurriculumTopic("data parallel", .programming, .apply),
    CurriculumTopic("parallel loops", .programming, .apply),
    CurriculumTopic("tasks and threads", .programming, .know),
    CurriculumTopic("critical regions", .programming, .apply),
    CurriculumTopic("producer-consumer", .programming, .apply),
    CurriculumTopic("deadlocks", .programming, .comprehend),
    CurriculumTopic("computation decomposition strategies", .programming, .comprehend),
    CurriculumTopic("decomposition into atomic tasks", .programming, .comprehend),
    CurriculumTopic("load balancing", .programming, .comprehend, beta: .programming),
    CurriculumTopic("static scheduling and mapping", .programming, .comprehend, beta: .programming),
    CurriculumTopic(
      "dynamic scheduling and mapping", .programming, .comprehend, beta: .programming),
    CurriculumTopic("performance tools", .programming, .know),
    CurriculumTopic("speedup", .programming, .comprehend, beta: .programming),
    CurriculumTopic("efficiency", .programming, .comprehend, beta: .programming),
    CurriculumTopic("Amdahl's law", .programming, .know, beta: .programming),
    CurriculumTopic("Gustafson's law", .programming, .know, beta: .programming),
    CurriculumTopic("time", .algorithms, .comprehend, beta: .algorithms),
    CurriculumTopic("throughput", .algorithms, beta: .algorithms),
    CurriculumTopic("scalability", .algorithms, .comprehend, .know, beta: .algorithms),
    CurriculumTopic("dependencies", .algorithms, .apply, beta: .algorithms),
    CurriculumTopic("task graphs", .algorithms, .comprehend, beta: .algorithms),
    CurriculumTopic("work", .algorithms, .comprehend, beta: .algorithms),
    CurriculumTopic("makespan", .algorithms, .know, beta: .algorithms),
    CurriculumTopic("series-parallel composition", .algorithms, .know, .comprehend),
    CurriculumTopic("communication", .algorithms, .comprehend, .apply),
    CurriculumTopic("scatter/gather", .algorithms, .comprehend, .apply),
    CurriculumTopic("asynchrony", .algorithms, .know),
    CurriculumTopic("synchronization", .algorithms, .know),
    CurriculumTopic("why parallel computing", .crossCutting, .know),
    CurriculumTopic("concurrency", .crossCutting, .know),
    CurriculumTopic("non-determinism", .crossCutting, .know),
    CurriculumTopic("fault tolerance", .crossCutting, .know),
  ]
}
