/// Many first-in first-out queues of plain values in one table.
///
/// A queue is a chain of nodes; nodes of what has left are used again, so memory grows with what waits
/// at once and not with what ever waited.
public struct LinkedQueues<Element: BitwiseCopyable>: ~Copyable {
  struct Ends: BitwiseCopyable {
    var first: Int32 = -1
    var last: Int32 = -1
  }

  struct Node: BitwiseCopyable {
    var element: Element
    var next: Int32
  }

  private var ends: Table<Ends>
  private var nodes: Table<Node>
  private var unused: Int32 = -1

  /// Makes empty queues, numbered from 0.
  public init(count: Int) {
    ends = Table(repeating: Ends(), count: count)
    nodes = Table([])
  }

  /// Whether nothing is in a queue.
  @inline(__always)
  public func isEmpty(_ queue: Int) -> Bool { ends[queue].first < 0 }

  /// The first element of a queue, which must not be empty.
  @inline(__always)
  public func first(of queue: Int) -> Element { nodes[ends[queue].first].element }

  /// Changes the first element of a queue, which must not be empty.
  @inline(__always)
  public mutating func changeFirst<Value>(
    of queue: Int, _ change: (inout Element) -> Value
  ) -> Value {
    let place = ends[queue].first
    return change(&nodes[place].element)
  }

  /// Changes the last element of a queue, which must not be empty.
  @inline(__always)
  public mutating func changeLast<Value>(
    of queue: Int, _ change: (inout Element) -> Value
  ) -> Value {
    let place = ends[queue].last
    return change(&nodes[place].element)
  }

  /// Adds an element to the end of a queue.
  @inline(__always)
  public mutating func append(_ element: Element, to queue: Int) {
    var place = unused
    if place >= 0 {
      unused = nodes[place].next
      nodes[place] = Node(element: element, next: -1)
    } else {
      place = Int32(nodes.count)
      nodes.append(Node(element: element, next: -1))
    }
    let last = ends[queue].last
    ends[queue].last = place
    if last < 0 { ends[queue].first = place } else { nodes[last].next = place }
  }

  /// Drops the first element of a queue, which must not be empty.
  @inline(__always)
  public mutating func dropFirst(of queue: Int) {
    let place = ends[queue].first
    let next = nodes[place].next
    ends[queue].first = next
    if next < 0 { ends[queue].last = -1 }
    nodes[place].next = unused
    unused = place
  }

  /// The elements of a queue, in order.
  public func elements(of queue: Int) -> [Element] {
    var elements: [Element] = []
    var place = ends[queue].first
    while place >= 0 {
      elements.append(nodes[place].element)
      place = nodes[place].next
    }
    return elements
  }
}
