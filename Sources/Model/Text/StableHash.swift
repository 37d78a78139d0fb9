/// The 64-bit FNV-1a hash of a text's UTF-8, which is the same on every machine and in every run.
///
/// It is for names and ids, not against forgers. Source:
/// https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
public func stableHash(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  return hash
}
