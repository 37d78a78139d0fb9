import ArgumentParser
import Foundation
import ScenarioFiles
struct ExerciseJudge { init(_ e: Exercise, in l: Lesson) {}; func failures(of f: ScenarioFile) throws -> [String] { [] } }
struct Curriculum { init(_ c: Course) {}; var markdown: String { "" } }
struct ScenarioListing { init(_ t: String) {}; var lines: [String] { [] } }
struct QuizOptions: ParsableArguments { @Option var seed: UInt64? }
extension LearnCommand { func verify(_ c: Course) throws {}; func takeQuiz(_ c: Course) throws {}; func grade(_ c: Course) throws {}; func writeHandout(_ c: Course) throws {} }
typealias MultipleChoice = ScenarioFiles.Choice
typealias WatchBlock = ScenarioFiles.Watch
