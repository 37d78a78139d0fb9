import Analysis
import Model
import Rendering
import Testing

@Suite("What a class answered")
struct LessonClassTests {
  private let unit = AnswerUnit.time(name: "min", length: TimeUnit.minute)

  private func spread(_ minutes: [Double]) -> ClassSpread {
    ClassSpread(minutes.map { Amount($0 * 60e9, .time) }, in: unit)
  }

  private let judge = AnswerJudge(
    right: Amount(3_000e9, .time), tolerance: .share(0.02),
    mistakes: [(answer: Amount(12_000e9, .time), says: "That is one toaster\u{7} alone.")])

  private let room = [50.0, 50, 25, 200, 50, 50, 200, 51, 50, 50, 50, 50]

  @Test("each value has a row, from the smallest to the largest")
  func rows() {
    #expect(
      spread(room).lines(rows: 10, width: 40, isUnicode: false) == [
        " 25 min |# 1", " 50 min |######## 8", " 51 min |# 1", "200 min |## 2",
      ])
    #expect(spread([55]).lines(rows: 10, width: 40, isUnicode: true) == ["55 min │█ 1"])
    #expect(spread([]).lines(rows: 10, width: 40, isUnicode: true).isEmpty)
  }

  @Test("where rows are few, those that many said are shown, and the rest is counted")
  func fewRows() {
    #expect(
      spread(room).lines(rows: 3, width: 40, isUnicode: false) == [
        " 50 min |######## 8", "200 min |## 2", "and 2 more",
      ])
    #expect(
      spread(room).lines(rows: 0, width: 40, isUnicode: false) == [
        "50 min |######## 8", "and 4 more",
      ])
  }

  @Test(
    "no row is wider than the terminal, and no answer is without a mark", arguments: [20, 40, 80])
  func width(_ width: Int) {
    let answers = [Double](repeating: 50, count: 900) + [60] + [Double](repeating: 70, count: 450)
    let lines = spread(answers).lines(rows: 10, width: width, isUnicode: false)
    #expect(lines.allSatisfy { $0.count <= width })
    let bars = lines.map { $0.count { $0 == "#" } }
    #expect(bars[1] == 1 && bars[0] >= 2 * bars[2] && bars[0] <= 2 * bars[2] + 1)
  }

  @Test("a fraction of a second more is another answer, the last bit of a product is not")
  func sameValues() {
    #expect(spread([50, 50.02]).lines(rows: 5, width: 40, isUnicode: false).count == 2)
    #expect(spread([0.3, 0.1 + 0.2]).lines(rows: 5, width: 40, isUnicode: false).count == 1)
  }

  @Test("the sentence counts right ones and wrong ones, and tells what is known of them")
  func sentence() {
    #expect(
      spread(room).sentence(judge)
        == "Of 12, 9 are right, 1 said 25 min. 2 said 200 min: That is one toaster? alone.")
    #expect(spread([50, 51]).sentence(judge) == "All 2 are right.")
    #expect(spread([50]).sentence(judge) == "The one answer is right.")
    #expect(spread([25, 50]).sentence(judge) == "Of 2, 1 is right, 1 said 25 min.")
    #expect(
      spread([25, 26, 26]).sentence(judge) == "Of 3, none is right, 2 said 26 min, 1 said 25 min.")
    #expect(spread([]).sentence(judge) == "There are no answers.")
    #expect(
      spread([1, 2, 3, 4, 5, 6, 7, 50]).sentence(judge)
        == "Of 8, 1 is right, 1 said 1 min, 1 said 2 min, 1 said 3 min, 1 said 4 min, "
        + "1 said 5 min, 2 said something else.")
  }
}
