/// Percentages as the command line takes them: "1%", "0.5 %", "200%".
enum Percentage {
  /// The share that a text means, 0.01 for "1%"; nil for anything but plain decimal digits and the sign.
  ///
  /// `Double` reads "0x10", "1e999" and "inf" as well, which nobody means.
  static func share(_ text: String) -> Double? {
    guard text.hasSuffix("%") else { return nil }
    let digits = text.dropLast().reversed().drop { $0 == " " }.reversed()
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard digits.count <= 18, (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    return Double(String(digits)).map { $0 / 100 }
  }
}
