/// A priority queue, smallest first: a 4-ary heap in one array.
///
/// Elements should have a total order, so that what comes out does not depend on the heap's shape.
public struct PriorityHeap<Element: Comparable> {
  private var elements: [Element] = []

  /// Makes an empty heap.
  public init() {}

  /// Whether nothing is in it.
  public var isEmpty: Bool { elements.isEmpty }

  /// The smallest element.
  public var first: Element? { elements.first }

  /// Adds an element.
  ///
  /// Cost: O(log count).
  public mutating func push(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 4
      guard element < elements[parent] else { break }
      elements[child] = elements[parent]
      child = parent
    }
    elements[child] = element
  }

  /// Takes the smallest element; the heap must not be empty.
  ///
  /// Cost: O(log count).
  public mutating func popFirst() -> Element {
    let last = elements.removeLast()
    guard let first = elements.first else { return last }
    siftDown(last)
    return first
  }

  /// Changes the smallest element in place and finds its new position.
  ///
  /// Cost: O(log count).
  public mutating func updateFirst<Value>(_ change: (inout Element) -> Value) -> Value {
    var element = elements[0]
    let value = change(&element)
    siftDown(element)
    return value
  }

  private mutating func siftDown(_ element: Element) {
    var hole = 0
    while true {
      let first = 4 * hole + 1
      guard first < elements.count else { break }
      var smallest = first
      for child in first..<min(first + 4, elements.count)
      where elements[child] < elements[smallest] {
        smallest = child
      }
      guard elements[smallest] < element else { break }
      elements[hole] = elements[smallest]
      hole = smallest
    }
    elements[hole] = element
  }
}

extension PriorityHeap: Sendable where Element: Sendable {}
