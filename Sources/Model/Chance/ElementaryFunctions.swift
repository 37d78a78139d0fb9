/// Logarithm, exponential and normal quantile from IEEE-exact operations alone.
///
/// A platform's `libm` may differ in the last bit between machines; a run may not. Each function is
/// tested against reference vectors of higher precision. No operation here is fused.
public enum ElementaryFunctions {
  private static let ln2High = 6.931_471_803_691_238e-1
  private static let ln2Low = 1.908_214_929_270_587_7e-10

  /// The natural logarithm of a positive finite number, within 2 units in the last place.
  ///
  /// x = m * 2^e with m near 1, then log m = 2 atanh((m - 1) / (m + 1)) as a series.
  public static func log(_ x: Double) -> Double {
    precondition(x > 0 && x.isFinite, "log needs a positive number")
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    if mantissa > 1.414_213_562_373_095_1 {
      mantissa /= 2
      exponent += 1
    }
    let s = (mantissa - 1) / (mantissa + 1)
    let square = s * s
    var series = 0.0
    series = (series + 1 / 25.0) * square
    series = (series + 1 / 23.0) * square
    series = (series + 1 / 21.0) * square
    series = (series + 1 / 19.0) * square
    series = (series + 1 / 17.0) * square
    series = (series + 1 / 15.0) * square
    series = (series + 1 / 13.0) * square
    series = (series + 1 / 11.0) * square
    series = (series + 1 / 9.0) * square
    series = (series + 1 / 7.0) * square
    series = (series + 1 / 5.0) * square
    series = (series + 1 / 3.0) * square
    return exponent * ln2High + (2 * s + (2 * s * series + exponent * ln2Low))
  }

  /// Four natural logarithms of positive normal numbers: the same operations, so the same bits.
  @inline(__always)
  static func log(_ x: SIMD4<Double>) -> SIMD4<Double> {
    let bits = SIMD4<UInt64>(
      x[0].bitPattern, x[1].bitPattern, x[2].bitPattern, x[3].bitPattern)
    // A small whole number in the low bits of 2^52 is that number, as a Double, above 2^52.
    var exponent = doubles(bits &>> 52 | 0x4330_0000_0000_0000) - (0x1p52 + 1023)
    var mantissa = doubles(bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    let isLarge = mantissa .> 1.414_213_562_373_095_1
    mantissa.replace(with: mantissa / 2, where: isLarge)
    exponent.replace(with: exponent + 1, where: isLarge)
    let s = (mantissa - 1) / (mantissa + 1)
    let square = s * s
    var series = SIMD4<Double>()
    series = (series + 1 / 25.0) * square
    series = (series + 1 / 23.0) * square
    series = (series + 1 / 21.0) * square
    series = (series + 1 / 19.0) * square
    series = (series + 1 / 17.0) * square
    series = (series + 1 / 15.0) * square
    series = (series + 1 / 13.0) * square
    series = (series + 1 / 11.0) * square
    series = (series + 1 / 9.0) * square
    series = (series + 1 / 7.0) * square
    series = (series + 1 / 5.0) * square
    series = (series + 1 / 3.0) * square
    return exponent * ln2High + (2 * s + (2 * s * series + exponent * ln2Low))
  }

  @inline(__always)
  private static func doubles(_ bits: SIMD4<UInt64>) -> SIMD4<Double> {
    SIMD4(
      Double(bitPattern: bits[0]), Double(bitPattern: bits[1]), Double(bitPattern: bits[2]),
      Double(bitPattern: bits[3]))
  }

  /// e to the power x, within 2 units in the last place; 0 below -745, infinity above 709.78.
  public static func exp(_ x: Double) -> Double {
    if x < -745 { return 0 }
    if x > 709.78 { return .infinity }
    let power = (x * 1.442_695_040_888_963_4).rounded()
    let rest = (x - power * ln2High) - power * ln2Low
    var series = 1.0
    var divisor = 14.0
    while divisor > 1 {
      series = 1 + rest / divisor * series
      divisor -= 1
    }
    let value = 1 + rest * series
    // Two factors keep the scale in range for results that are subnormal.
    let half = Int((power / 2).rounded(.down))
    return value * scale(half) * scale(Int(power) - half)
  }

  private static func scale(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// The value below which a standard normal falls with probability `p`, for 0 < p < 1.
  ///
  /// Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988): relative error about 1e-16.
  public static func normalQuantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a quantile needs 0 < p < 1")
    let q = p - 0.5
    if q.magnitude <= 0.425 {
      let r = 0.180625 - q * q
      return q * polynomial(r, central.0) / polynomial(r, central.1)
    }
    let tail = (-log(q < 0 ? p : 1 - p)).squareRoot()
    let value =
      tail <= 5
      ? polynomial(tail - 1.6, middle.0) / polynomial(tail - 1.6, middle.1)
      : polynomial(tail - 5, far.0) / polynomial(tail - 5, far.1)
    return q < 0 ? -value : value
  }

  private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
    var sum = 0.0
    for coefficient in coefficients.reversed() { sum = sum * x + coefficient }
    return sum
  }

  private static let central: ([Double], [Double]) = (
    [
      3.387_132_872_796_366_608_0e0, 1.331_416_678_917_843_774_5e2, 1.971_590_950_306_551_442_7e3,
      1.373_169_376_550_946_112_5e4, 4.592_195_393_154_987_145_7e4, 6.726_577_092_700_870_085_3e4,
      3.343_057_558_358_812_810_5e4, 2.509_080_928_730_122_672_7e3,
    ],
    [
      1, 4.231_333_070_160_091_125_2e1, 6.871_870_074_920_579_083_0e2,
      5.394_196_021_424_751_107_7e3, 2.121_379_430_158_659_586_7e4, 3.930_789_580_009_271_061_0e4,
      2.872_908_573_572_194_267_4e4, 5.226_495_278_852_854_561_0e3,
    ]
  )

  private static let middle: ([Double], [Double]) = (
    [
      1.423_437_110_749_683_577_34e0, 4.630_337_846_156_545_295_90e0,
      5.769_497_221_460_691_405_50e0, 3.647_848_324_763_204_605_04e0,
      1.270_458_252_452_368_382_58e0, 2.417_807_251_774_506_117_70e-1,
      2.272_384_498_926_918_458_33e-2, 7.745_450_142_783_414_076_40e-4,
    ],
    [
      1, 2.053_191_626_637_758_821_87e0, 1.676_384_830_183_803_849_40e0,
      6.897_673_349_851_000_045_50e-1, 1.481_039_764_274_800_745_90e-1,
      1.519_866_656_361_645_719_66e-2, 5.475_938_084_995_344_946_00e-4,
      1.050_750_071_644_416_843_24e-9,
    ]
  )

  private static let far: ([Double], [Double]) = (
    [
      6.657_904_643_501_103_777_20e0, 5.463_784_911_164_114_369_90e0,
      1.784_826_539_917_291_335_80e0, 2.965_605_718_285_048_912_30e-1,
      2.653_218_952_657_612_309_30e-2, 1.242_660_947_388_078_438_60e-3,
      2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7,
    ],
    [
      1, 5.998_322_065_558_879_376_90e-1, 1.369_298_809_227_358_053_10e-1,
      1.487_536_129_085_061_485_25e-2, 7.868_691_311_456_132_591_00e-4,
      1.846_318_317_510_054_681_80e-5, 1.421_511_758_316_445_888_70e-7,
      2.044_263_103_389_939_785_64e-15,
    ]
  )
}
