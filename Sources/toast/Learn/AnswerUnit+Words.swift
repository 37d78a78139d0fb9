import Model
import ScenarioFiles

/// The words for what an answer is counted in.
extension AnswerUnit {
  /// How a lesson writes it: `min`, `x`, `%`, `per h`, `toasters`.
  var name: String {
    switch self {
    case .time(let name, _), .rate(let name, _), .count(let name): name
    case .times: "x"
    case .percent: "%"
    }
  }

  /// How an answer is to be given, for a short prompt: `in min`, `as in 2.5x`, `toasters`.
  var briefRequest: String {
    switch self {
    case .time, .percent: "in \(name)"
    case .times: "as in 2.5x"
    case .rate, .count: harmless(name)
    }
  }

  /// How an answer is to be given, for somebody who has only this: `in min`, `a ratio, as in 2.5x`,
  /// `how many toasters`.
  var request: String {
    switch self {
    case .time, .percent, .rate: briefRequest
    case .times: "a ratio, \(briefRequest)"
    case .count: "how many \(briefRequest)"
    }
  }

  /// What makes a bare number clear, behind it: ` min`, `x`, ` %`; nothing for a count.
  var suffix: String {
    switch self {
    case .time, .rate, .percent: " \(name)"
    case .times: "x"
    case .count: ""
    }
  }
}
