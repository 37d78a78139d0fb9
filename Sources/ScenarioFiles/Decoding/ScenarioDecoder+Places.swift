import Model

extension ScenarioDecoder {
  /// What a report says of bounds, where a pool's or a resource's name could stand as well.
  private static let bindingWords = ["span", "workers", "cores"]

  /// `workers: { cook: 2 }`, or keys for each pool.
  mutating func decodeWorkers(_ node: TreeNode) {
    guard let entries = reader.entries(node, "workers") else { return }
    if entries.isEmpty {
      reader.report(
        .missingKey, "there is no worker", at: node, remedy: "write `workers: { toaster: 4 }`")
    }
    if entries.count > Limit.pools {
      reader.report(.pastLimit, "there are more than \(Limit.pools) pools", at: node)
      return
    }
    for entry in entries where reader.isName(entry, "a pool", reserved: Self.bindingWords) {
      var pool = Pool(name: entry.key, count: 1)
      if case .mapping = entry.value {
        decodePool(entry.value, into: &pool)
      } else if let count = reader.whole(entry.value, "a number of workers", in: 1...Limit.workers)
      {
        pool.count = count
      }
      poolNumbers[entry.key] = pools.count
      poolPlaces.append(entry)
      pools.append(pool)
    }
  }

  private mutating func decodePool(_ node: TreeNode, into pool: inout Pool) {
    for entry in reader.entries(node, "pool `\(pool.name)`", allowed: ["count", "kind", "speed"]) {
      switch entry.key {
      case "count":
        pool.count =
          reader.whole(entry.value, "a number of workers", in: 1...Limit.workers) ?? 1
      case "kind":
        pool.kind = reader.choice(entry.value, "kind", of: WorkerKind.self) ?? .threads
      default:
        let speeds = reader.items(entry.value).compactMap { item in
          reader.value(item, "a speed") { text throws(ScalarMistake) in
            try NumberParser.speed(text)
          }
        }
        if reader.items(entry.value).isEmpty {
          reader.report(.number, "the list of speeds is empty", at: entry.value)
        }
        if !speeds.isEmpty { pool.speeds = speeds }
      }
    }
  }

  /// `resources: { toaster: 4 }`.
  mutating func decodeResources(_ node: TreeNode) {
    if node.isNothing { return }
    guard let entries = reader.entries(node, "resources") else { return }
    if entries.count > Limit.resources {
      reader.report(.pastLimit, "there are more than \(Limit.resources) resources", at: node)
      return
    }
    for entry in entries where reader.isName(entry, "a resource", reserved: Self.bindingWords) {
      let capacity = reader.whole(entry.value, "a capacity", in: 1...Limit.workers) ?? 1
      if poolNumbers[entry.key] != nil {
        reader.report(
          .name, "`\(entry.key)` is a pool already", at: entry.place,
          length: entry.key.unicodeScalars.count, remedy: "give the resource another name")
      }
      resourceNumbers[entry.key] = resources.count
      resourcePlaces.append(entry)
      resources.append(Resource(name: entry.key, capacity: capacity))
    }
  }

  /// `toaster`, `[a, b]` or `{ toaster: 2 }`.
  mutating func decodeClaims(_ node: TreeNode, _ what: String) -> [Claim] {
    var claims: [Claim] = []
    func isRepeated(_ resource: Int) -> Bool { claims.contains { $0.resource == resource } }
    if case .mapping(let entries, _) = node {
      for entry in entries {
        let name = TreeNode.scalar(entry.key, isPlain: true, entry.place)
        guard !reader.reportSlip(entry), let resource = resource(named: name) else { continue }
        let units = reader.whole(entry.value, "a number of units", in: 1...Limit.units) ?? 1
        let capacity = resources[resource].capacity
        if units > capacity {
          reader.report(
            .claims, "`\(entry.key)` has only \(capacity), so \(units) can never be held at once",
            at: entry.value, remedy: "claim at most \(capacity)")
        }
        claims.append(Claim(resource: resource, units: units))
      }
      return claims
    }
    for item in reader.items(node) {
      guard let resource = resource(named: item) else { continue }
      if isRepeated(resource) {
        reader.report(
          .claims, "`\(resources[resource].name)` is claimed twice", at: item,
          remedy: "write { \(resources[resource].name): 2 } to hold two units")
        continue
      }
      claims.append(Claim(resource: resource))
    }
    return claims
  }

  private mutating func resource(named node: TreeNode) -> Int? {
    guard let name = reader.text(node, "a resource's name") else { return nil }
    if let number = resourceNumbers[name] { return number }
    let isPool = poolNumbers[name] != nil
    reader.report(
      .unknownName,
      isPool ? "`\(name)` is a pool, not a resource" : "there is no resource `\(name)`", at: node,
      remedy: isPool
        ? "a task is done `by: \(name)`"
        : nearest(to: name, among: resources.map(\.name)).map { "did you mean `\($0)`?" }
          ?? "write it under `resources`")
    return nil
  }
}
