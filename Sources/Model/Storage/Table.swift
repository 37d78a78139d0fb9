/// Plain values in memory of their own: an array that is never shared.
///
/// The engine changes its tables at every event. An array asks each time whether somebody shares it
/// (measured: a third of the time of the hands-on breakfast); this one cannot be shared. It is the only
/// place of the engine with unsafe memory.
@safe
public struct Table<Element: BitwiseCopyable>: ~Copyable {
  // Safety: `base` points to `capacity` elements that only this value knows; those below `count` are
  // initialised, and every access is checked against `count`,
  // in debug builds, which run all tests: in the loop the checks cost a fifth of the time (measured).
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  /// How many elements there are.
  public private(set) var count: Int

  /// Makes a table of equal elements.
  public init(repeating element: Element, count: Int) {
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
    unsafe base.initialize(repeating: element, count: count)
    capacity = max(count, 1)
    self.count = count
  }

  /// Makes an empty table with room for so many elements, which is not touched before it is needed.
  public init(capacity: Int) {
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(capacity, 1))
    self.capacity = max(capacity, 1)
    count = 0
  }

  /// Makes a table of the elements of an array.
  public init(_ elements: [Element]) {
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    for (position, element) in elements.enumerated() {
      unsafe (base + position).initialize(to: element)
    }
    capacity = max(elements.count, 1)
    count = elements.count
  }

  deinit { unsafe base.deallocate() }

  /// An element, read or changed in place.
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(UInt(bitPattern: index) < UInt(bitPattern: count), "index within the table")
      return unsafe base[index]
    }
    @inline(__always) _modify {
      assert(UInt(bitPattern: index) < UInt(bitPattern: count), "index within the table")
      yield unsafe &base[index]
    }
  }

  /// An element, read or changed in place.
  public subscript(index: Int32) -> Element {
    @inline(__always) get { self[Int(index)] }
    @inline(__always) _modify { yield &self[Int(index)] }
  }

  /// Adds an element at the end.
  ///
  /// Cost: constant on average.
  @inline(__always)
  public mutating func append(_ element: Element) {
    if count == capacity { grow(to: 2 * capacity) }
    unsafe (base + count).initialize(to: element)
    count += 1
  }

  /// Adds equal elements at the end.
  public mutating func append(repeating element: Element, count added: Int) {
    if count + added > capacity { grow(to: max(2 * capacity, count + added)) }
    unsafe (base + count).initialize(repeating: element, count: added)
    count += added
  }

  /// The elements as an array.
  public var elements: [Element] {
    unsafe Array(UnsafeBufferPointer(start: base, count: count))
  }

  /// Removes all elements and keeps the room.
  public mutating func removeAll() { count = 0 }

  @inline(never)
  private mutating func grow(to larger: Int) {
    let grown = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    unsafe grown.initialize(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = grown
    capacity = larger
  }
}
