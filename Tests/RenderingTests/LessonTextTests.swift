import Model
import Rendering
import TestSupport
import Testing

@Suite("Lessons as lines for a terminal")
struct LessonTextTests {
  private func plain(_ markdown: String, _ width: Int = 40) -> [String] {
    ProseText(markdown, width: width, hasStyle: false).lines
  }

  private func styled(_ markdown: String, _ width: Int = 40) -> [String] {
    ProseText(markdown, width: width, hasStyle: true).lines.map {
      $0.replacing("\u{1B}[", with: "<").replacing("\u{1B}", with: "ESC")
    }
  }

  @Test("headings keep their number signs where there is no style, and are bold where there is")
  func headings() {
    #expect(
      plain("# Two ovens\n## How *long*? ##\ntext") == [
        "# Two ovens", "", "## How long?", "", "text",
      ])
    #expect(styled("### Two ovens") == ["<1mTwo ovens<0m"])
    #expect(plain("Two\novens\n===\nOne\n---\n") == ["# Two ovens", "", "## One"])
    #expect(plain("#hash\n####### seven") == ["#hash ####### seven"])
  }

  @Test("paragraphs fill the width in cells, and a unit stays with its number")
  func paragraphs() {
    #expect(
      plain("one two\nthree   four\n\n\nfive", 9) == ["one two", "three", "four", "", "five"])
    #expect(plain("It takes about 50 min, not 5 %.", 17) == ["It takes about", "50 min, not 5 %."])
    #expect(plain("日本語 日本語 a", 8) == ["日本語", "日本語 a"])
    #expect(plain("a word-that-is-too-long b", 8) == ["a", "word-that-is-too-long", "b"])
    #expect(plain("one  \ntwo\\\nthree<br>four") == ["one", "two", "three", "four"])
  }

  @Test("a text without spaces folds between its letters, but not before a full stop")
  func spaceless() {
    #expect(plain("日本語の文章です。終", 16) == ["日本語の文章で", "す。終"])
    #expect(plain("日本語の文章「終わり」", 14) == ["日本語の文章", "「終わり」"])
  }

  @Test("bold and code are bold, emphasis is underlined, both are both")
  func stresses() {
    #expect(
      styled("a **b c** d *e* `f g` ***h***.") == [
        "a <1mb c<0m d <4me<0m <1mf g<0m <1;4mh<0m."
      ])
    #expect(styled("**a *b* c** __d__ _e_") == ["<1ma <0m<1;4mb<0m<1m c<0m <1md<0m <4me<0m"])
    #expect(plain("a **b c** d *e* `f g` ***h***.") == ["a b c d e `f g` h."])
    // No style runs over the end of a line.
    #expect(styled("**one two**", 4) == ["<1mone<0m", "<1mtwo<0m"])
  }

  @Test(
    "marks without a partner, or inside a word, are text",
    arguments: [
      "2 * 3 * 4", "a ** b", "**bold", "*a", "a_b_c", "`code", "a `` b ` c", "[a] (b)", "[a](b",
      "[a](b c)", "a < b, c > d", "<5 min", "![a", "]", "5*", "100 & 200", "&unknown;", "\\a",
      "(a)",
    ])
  func unpaired(text: String) {
    #expect(plain(text) == [text])
  }

  @Test("escaped marks are text, and code knows no marks")
  func verbatim() {
    #expect(plain(#"\*a\* \`b\` \[c](d) 1\. e"#) == ["*a* `b` [c](d) 1. e"])
    #expect(plain("`*a* <b> &lt; [c](d)`") == ["`*a* <b> &lt; [c](d)`"])
    #expect(plain("`` a`b ``") == ["``a`b``"])
    #expect(plain("&lt;a&gt; &amp;lt; &quot;") == ["<a> &lt; \""])
  }

  @Test("links are their text, with the address where it is of the web; pictures are their text")
  func links() {
    #expect(
      plain("[the *talk*](https://a.b/c_(d)) x", 60) == ["the talk (https://a.b/c_(d)) x"])
    #expect(plain("[a](../b.md) [c](d \"title\")") == ["a c"])
    #expect(plain("[https://a.b](https://a.b) <https://c.d/e>") == ["https://a.b https://c.d/e"])
    #expect(plain("![lanes of two ovens](lanes.svg) x") == ["lanes of two ovens x"])
    #expect(plain("[a](javascript:b)") == ["a"])
  }

  @Test("tags and comments are left out, and what stands inside <details> is shown")
  func html() {
    #expect(plain("a <b>bold</b> <kbd class=\"x\">b</kbd> <!-- c -->d") == ["a bold b d"])
    #expect(
      plain("<details>\n<summary>Solution</summary>\n\nFive.\n\n</details>\n\nSix.")
        == ["Five.", "", "Six."])
    #expect(plain("<details><summary>\nSolution\n</summary>\nFive.\n</details>") == ["Five."])
    #expect(plain("a\n\n<!-- b\n\nc -->\nd") == ["a", "", "d"])
    #expect(plain("a\n<!-- never closed\n\nb") == ["a"])
  }
}
