import ArgumentParser
import Rendering

/// How reports look.
struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Use colour: auto, always or never.", valueName: "when"),
    completion: .list(ColorUse.words), transform: ColorUse.parse)
  var color: ColorUse = .auto

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false

  @Flag(name: [.short, .long], help: "Print nothing but what failed.")
  var quiet = false

  @Flag(
    name: [.short, .long],
    help: "Tell more: what the scenario is about, why a value is missing, the fingerprint.")
  var verbose = false

  /// The style for standard output as it is now; a terminal may change its size.
  var style: ReportStyle {
    ReportStyle(
      width: Console.size.columns, rows: Console.size.rows,
      glyphs: ascii || !Console.isUnicode ? .ascii : .unicode,
      hasColor: Console.hasColor(color), isVerbose: verbose)
  }

  /// The style of a report that goes into a file.
  var fileStyle: ReportStyle {
    ReportStyle(glyphs: ascii || !Console.isUnicode ? .ascii : .unicode, isVerbose: verbose)
  }
}
