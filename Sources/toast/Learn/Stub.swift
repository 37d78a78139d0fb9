import ArgumentParser
import Foundation
import ScenarioFiles
struct ScenarioListing { init(_ t: String) {}; var lines: [String] { [] } }
struct QuizOptions: ParsableArguments { @Option var seed: UInt64? }
extension LearnCommand { func takeQuiz(_ c: Course) throws {}; func grade(_ c: Course) throws {} }
typealias MultipleChoice = ScenarioFiles.Choice
typealias WatchBlock = ScenarioFiles.Watch
