import Analysis
import Model
import Rendering
import Testing

private let minutes = AnswerUnit.time(name: "min", length: TimeUnit.minute)
private let hours = AnswerUnit.time(name: "h", length: TimeUnit.hour)
private let toasters = AnswerUnit.count("toasters")
private let perHour = AnswerUnit.rate(name: "per h", length: TimeUnit.hour)

@Suite("What is said of answers")
struct LessonAnswerTextTests {
  private func min(_ value: Double) -> Amount { Amount(value * 60e9, .time) }

  private func said(
    _ answer: Double, right: Double, _ unit: AnswerUnit,
    _ tolerance: AnswerTolerance = .share(0.02),
    mistakes: [(answer: Amount, says: String)] = []
  ) -> String {
    let length =
      switch unit {
      case .time(_, let length): Double(length)
      case .rate(_, let length): 1e9 / Double(length)
      case .percent: 0.01
      case .times, .count: 1.0
      }
    let answer = Amount(answer * length, unit.dimension)
    let judge = AnswerJudge(
      right: Amount(right * length, unit.dimension), tolerance: tolerance, mistakes: mistakes)
    return AnswerText.sentence(judge.verdict(on: answer), on: answer, in: unit)
  }

  @Test("amounts are told in their unit, as reports tell them")
  func amounts() {
    #expect(AnswerText.text(min(50), in: minutes) == "50 min")
    #expect(AnswerText.text(min(52.5), in: minutes) == "52 min 30 s")
    #expect(AnswerText.text(min(200), in: minutes) == "200 min")
    #expect(AnswerText.text(min(216), in: hours) == "3 h 36 min")
    #expect(AnswerText.text(min(0), in: minutes) == "0 s")
    #expect(AnswerText.text(Amount(3.5, .number), in: .times) == "3.50x")
    #expect(AnswerText.text(Amount(0.01234, .number), in: .times) == "0.01234x")
    #expect(AnswerText.text(Amount(0.875, .number), in: .percent) == "87.5 %")
    #expect(AnswerText.text(Amount(0.8, .number), in: .percent) == "80 %")
    #expect(AnswerText.text(Amount(0.99999, .number), in: .percent) == "99.9 %")
    #expect(AnswerText.text(Amount(0.00001, .number), in: .percent) == "0.001 %")
    #expect(AnswerText.text(Amount(35_000 / 12_960.0, .rate), in: perHour) == "9722 per h")
    #expect(AnswerText.text(Amount(1.0 / 120, .rate), in: perHour) == "30 per h")
  }

  @Test(
    "one thing has no plural",
    arguments: [
      ("toasters", "1 toaster"), ("boxes", "1 box"), ("slices", "1 slice"), ("glass", "1 glass"),
      ("processes", "1 process"), ("batches", "1 batch"), ("caches", "1 cache"), ("bus", "1 bus"),
      ("rounds of toast", "1 rounds of toast"),
    ])
  func singular(many: String, one: String) {
    #expect(AnswerText.text(Amount(1, .number), in: .count(many)) == one)
    #expect(AnswerText.text(Amount(26, .number), in: .count(many)) == "26 \(many)")
    #expect(AnswerText.text(Amount(1.5, .number), in: .count(many)) == "1.5 \(many)")
  }

  @Test(
    "times are too long or too short, things too many or too few, the rest too much or too little")
  func directions() {
    #expect(said(50, right: 50, minutes) == "You said 50 min: exact.")
    #expect(said(51, right: 50, minutes) == "You said 51 min: close, 2 % too long.")
    #expect(said(49.5, right: 50, minutes) == "You said 49 min 30 s: close, 1 % too short.")
    #expect(said(55, right: 50, minutes) == "You said 55 min: 10 % too long.")
    #expect(said(40, right: 50, minutes) == "You said 40 min: 20 % too short.")
    #expect(said(3.5, right: 4, .times) == "You said 3.50x: 13 % too little.")
    #expect(said(10_800, right: 9_722, perHour) == "You said 10800 per h: 11 % too much.")
    #expect(said(25, right: 26, toasters, .share(0)) == "You said 25 toasters: 1 too few.")
    #expect(said(30, right: 26, toasters, .share(0)) == "You said 30 toasters: 4 too many.")
    #expect(
      said(27, right: 26, toasters, .amount(1)) == "You said 27 toasters: close, 1 too many.")
  }

  @Test("a share is off by points, since 10 % of 80 % might be read as 70 %")
  func points() {
    #expect(said(88, right: 80, .percent) == "You said 88 %: 8 points too much.")
    #expect(said(80, right: 81, .percent) == "You said 80 %: close, 1 point too little.")
    #expect(said(72.5, right: 80, .percent) == "You said 72.5 %: 7.5 points too little.")
  }

  @Test("what is far off is told as a factor")
  func factors() {
    #expect(said(25, right: 50, minutes) == "You said 25 min: half of the right time.")
    #expect(said(12.5, right: 50, minutes) == "You said 12 min 30 s: a quarter of the right time.")
    #expect(said(5, right: 50, minutes) == "You said 5 min: 10 % of the right time.")
    #expect(said(100, right: 50, minutes) == "You said 100 min: twice the right time.")
    #expect(said(175, right: 50, minutes) == "You said 175 min: 3.5 times the right time.")
    #expect(said(12, right: 4, .times) == "You said 12.00x: 3 times the right value.")
    #expect(said(104, right: 26, toasters) == "You said 104 toasters: 4 times the right number.")
    #expect(said(2, right: 4, toasters, .share(0)) == "You said 2 toasters: 2 too few.")
  }

  @Test("0 as an answer, and 0 as the right one")
  func zero() {
    #expect(said(0, right: 50, minutes) == "You said 0 s: too short.")
    #expect(said(0, right: 4, toasters) == "You said 0 toasters: too few.")
    #expect(said(-5, right: 50, minutes) == "You said -5 min: too short.")
    #expect(said(0, right: 0, minutes) == "You said 0 s: exact.")
    #expect(said(5, right: 0, minutes) == "You said 5 min: 5 min too long.")
    #expect(said(3, right: 0, toasters) == "You said 3 toasters: 3 too many.")
    #expect(
      said(1, right: 0, minutes, .amount(120e9)) == "You said 1 min: close, 1 min too long.")
    #expect(said(7, right: 0, .percent) == "You said 7 %: 7 points too much.")
  }

  @Test("who types what a report prints is right, whatever digits follow")
  func rounded() {
    #expect(said(5.83, right: 35.0 / 6, .times) == "You said 5.83x: right, rounded.")
    #expect(said(5.8, right: 35.0 / 6, .times) == "You said 5.80x: close, 0.6 % too little.")
    #expect(said(9_722, right: 35_000 / 3.6, perHour) == "You said 9722 per h: right, rounded.")
    #expect(
      said(5.833, right: 35.0 / 6, .times, .share(1e-6))
        == "You said 5.83x: less than 0.1 % too little.")
  }

  @Test("a typical mistake is told, and nothing of a stranger's text reaches the terminal")
  func mistake() {
    #expect(
      said(
        200, right: 50, minutes, mistakes: [(min(200), "That is one \u{1B}[31mtoaster\u{202E}.")])
        == "You said 200 min. That is one ?[31mtoaster?.")
    let unit = AnswerUnit.count("toas\u{1B}ters")
    #expect(AnswerText.text(Amount(2, .number), in: unit) == "2 toas?ters")
  }

  @Test("no amount is too large or too small to be told")
  func extremes() {
    for value in [1e300, -1e300, 1e-300, 1e15, .infinity, .nan] {
      for unit in [minutes, .times, .percent, perHour, toasters] {
        let amount = Amount(value, unit.dimension)
        let judge = AnswerJudge(
          right: Amount(2, unit.dimension), tolerance: .share(0.01), mistakes: [])
        let verdict = judge.verdict(on: amount)
        #expect(!verdict.isRight)
        #expect(AnswerText.sentence(verdict, on: amount, in: unit).hasPrefix("You said "))
      }
    }
  }

  @Test("what is said to a mistake stands on one line")
  func saysOfSeveralLines() {
    #expect(
      AnswerText.sentence(.mistake("One.\nTwo."), on: Amount(4, .number), in: .times)
        == "You said \(AnswerText.text(Amount(4, .number), in: .times)). One. Two.")
  }
}
