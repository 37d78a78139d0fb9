import Analysis
import Model
import Testing

private let minute = 60e9

@Suite("Judging answers")
struct LessonAnswerTests {
  private func minutes(_ value: Double) -> Amount { Amount(value * minute, .time) }

  private func judge(
    _ right: Amount, _ tolerance: AnswerTolerance, _ mistakes: [(Amount, String)] = []
  ) -> AnswerJudge {
    AnswerJudge(
      right: right, tolerance: tolerance, mistakes: mistakes.map { (answer: $0.0, says: $0.1) })
  }

  @Test("what is typed as a decimal is exact where it is computed from thirds")
  func exact() {
    let rate = judge(Amount(0.1 + 0.2, .number), .share(0))
    #expect(rate.verdict(on: Amount(0.3, .number)) == .exact)
    #expect(rate.verdict(on: Amount(0.300001, .number)) != .exact)
    // A third of a second, to the nanosecond.
    let third = judge(Amount(1e9 / 3, .time), .share(0))
    #expect(third.verdict(on: Amount(333_333_333, .time)) == .exact)
    #expect(third.verdict(on: Amount(333_333_332, .time)) == .off(ratio: 333_333_332 / (1e9 / 3)))
    #expect(judge(Amount(0, .number), .share(0)).verdict(on: Amount(0, .number)) == .exact)
  }

  @Test("a share of the right answer, or an amount, still counts up to its very edge")
  func close() {
    let share = judge(minutes(50), .share(0.1))
    #expect(share.verdict(on: minutes(55)) == .close(ratio: 1.1))
    #expect(share.verdict(on: minutes(45)).isRight)
    #expect(
      !share.verdict(on: minutes(55.01)).isRight && !share.verdict(on: minutes(44.99)).isRight)
    let amount = judge(Amount(26, .number), .amount(1))
    #expect(amount.verdict(on: Amount(27, .number)).isRight)
    #expect(amount.verdict(on: Amount(28, .number)) == .off(ratio: 28.0 / 26))
    // 1.1 - 1 is a little more than 0.1.
    #expect(judge(Amount(1, .number), .amount(0.1)).verdict(on: Amount(1.1, .number)).isRight)
  }

  @Test("nothing is a share of 0, an amount may be")
  func zero() {
    #expect(judge(minutes(0), .share(0.1)).verdict(on: minutes(1)) == .off(ratio: nil))
    #expect(judge(minutes(0), .amount(2 * minute)).verdict(on: minutes(1)) == .close(ratio: nil))
    #expect(judge(minutes(5), .share(0.1)).verdict(on: minutes(0)) == .off(ratio: 0))
  }

  @Test("a typical mistake is known within the same tolerance, the nearest one of several")
  func mistakes() {
    let judge = judge(
      minutes(50), .share(0.1),
      [(minutes(200), "one"), (minutes(210), "two"), (minutes(25), "half")]
    )
    #expect(judge.verdict(on: minutes(200)) == .mistake("one"))
    #expect(judge.verdict(on: minutes(206)) == .mistake("two"))
    #expect(judge.verdict(on: minutes(26)) == .mistake("half"))
    #expect(judge.verdict(on: minutes(28)) == .off(ratio: 0.56))
    #expect(!judge.verdict(on: minutes(200)).isRight)
  }

  @Test("a mistake that is as good as right is none, nor is one of another dimension")
  func falseMistakes() {
    let judge = judge(
      minutes(50), .share(0.1),
      [(minutes(54), "near"), (Amount(60 * minute, .number), "other")])
    #expect(judge.verdict(on: minutes(54)).isRight)
    // 58 is within 10 % of 54, but 54 counts as right.
    #expect(judge.verdict(on: minutes(58)) == .off(ratio: 1.16))
    #expect(judge.verdict(on: minutes(60)) == .off(ratio: 1.2))
  }

  @Test("an answer near both the right one and a mistake is right")
  func both() {
    let judge = judge(minutes(50), .share(0.1), [(minutes(56), "over")])
    #expect(judge.verdict(on: minutes(55)).isRight)
    #expect(judge.verdict(on: minutes(55.5)) == .mistake("over"))
  }
}
