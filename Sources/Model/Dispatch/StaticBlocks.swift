/// Which worker of a pool does which jobs of a task under static assignment.
struct StaticBlocks: Sendable {
  let jobs: Int
  let workers: Int
  /// Blocks of this many jobs are dealt in turn; nil for one contiguous block a worker.
  let block: Int?

  /// The part of `range` that a worker owns, as one range with gaps; nil where it owns none.
  func part(of range: Range<Int>, for worker: Int, job: Job) -> Waiting? {
    guard let block else {
      let (size, larger) = jobs.quotientAndRemainder(dividingBy: workers)
      let start = worker * size + min(worker, larger)
      let own = (start..<start + size + (worker < larger ? 1 : 0)).clamped(to: range)
      guard !own.isEmpty else { return nil }
      return Waiting(job.numbered(own.lowerBound), count: Int32(own.count))
    }
    let cycle = block * workers
    func ownedBelow(_ number: Int) -> Int {
      number / cycle * block + min(max(number % cycle - worker * block, 0), block)
    }
    let count = ownedBelow(range.upperBound) - ownedBelow(range.lowerBound)
    guard count > 0 else { return nil }
    let index = ownedBelow(range.lowerBound)
    let first = index / block * cycle + worker * block + index % block
    return Waiting(
      job.numbered(first), count: Int32(count), left: Int32(block - index % block),
      block: Int32(block), gap: Int32(clamping: cycle - block))
  }

  /// The workers that own something in `range`: a range of their positions, wrapping at the end.
  func owners(of range: Range<Int>) -> [Int] {
    guard let block else {
      return Array(owner(of: range.lowerBound)...owner(of: range.upperBound - 1))
    }
    let first = range.lowerBound / block
    let last = (range.upperBound - 1) / block
    return (first...min(last, first + workers - 1)).map { $0 % workers }.sorted()
  }

  /// The worker that owns a job.
  func owner(of number: Int) -> Int {
    if let block { return number / block % workers }
    let (size, larger) = jobs.quotientAndRemainder(dividingBy: workers)
    let inLarger = larger * (size + 1)
    return number < inLarger ? number / (size + 1) : larger + (number - inLarger) / size
  }
}
