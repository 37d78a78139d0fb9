import Model

extension ScenarioDecoder {
  /// What a report says of bounds, where a pool's or a resource's name could stand as well.
  private static let bindingWords = ["span", "workers", "cores", "coordinator"]

  /// `workers: { cook: 2 }`, or keys for each pool.
  mutating func decodeWorkers(_ node: TreeNode) {
    isWorkersWhole = false
    guard let entries = reader.entries(node, "workers") else { return }
    isWorkersWhole = true
    if entries.isEmpty {
      reader.report(
        .missingKey, "there is no worker", at: node, remedy: "write `workers: { toaster: 4 }`")
    }
    if entries.count > Limit.pools {
      reader.report(.pastLimit, "there are more than \(Limit.pools) pools", at: node)
      return
    }
    for entry in entries {
      guard !reader.reportMisplaced(entry, among: "workers"),
        reader.isName(entry, "a pool", reserved: Self.bindingWords)
      else {
        refusedNames.insert(entry.key)
        continue
      }
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
    for entry in reader.entries(node, "pool `\(pool.name)`", allowed: Language.poolKeys) {
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
    isResourcesWhole = false
    guard let entries = reader.entries(node, "resources") else { return }
    isResourcesWhole = true
    if entries.count > Limit.resources {
      reader.report(.pastLimit, "there are more than \(Limit.resources) resources", at: node)
      return
    }
    for entry in entries {
      guard reader.isName(entry, "a resource", reserved: Self.bindingWords) else {
        refusedNames.insert(entry.key)
        continue
      }
      let capacity = decodeCapacity(entry)
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

  private mutating func decodeCapacity(_ entry: TreeNode.Entry) -> Int {
    if case .mapping = entry.value {
      reader.report(
        .wrongShape, "a resource has only its capacity, no keys", at: entry.value,
        remedy: "write `\(entry.key): 2`")
      return 1
    }
    return reader.whole(entry.value, "a capacity", in: 1...Limit.workers) ?? 1
  }

  /// `toaster`, `[a, b]` or `{ toaster: 2 }`.
  mutating func decodeClaims(_ node: TreeNode, _ what: String) -> [Claim] {
    var claims: [Claim] = []
    func isRepeated(_ resource: Int) -> Bool { claims.contains { $0.resource == resource } }
    if case .mapping(let entries, _) = node {
      if let first = entries.first, entries.allSatisfy(\.value.isNothing),
        !Slips.isMissingSpace(in: first.key)
      {
        let names = entries.map(\.key).joined(separator: ", ")
        reader.report(
          .wrongShape, "inside { } each resource needs a number", at: node,
          remedy: "write `[\(names)]`")
        return []
      }
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
          remedy: resources[resource].capacity > 1
            ? "write { \(resources[resource].name): 2 } to hold two units"
            : "there is only one, so name it once")
        continue
      }
      claims.append(Claim(resource: resource))
    }
    return claims
  }

  private mutating func resource(named node: TreeNode) -> Int? {
    guard let name = reader.text(node, "a resource's name") else { return nil }
    if let number = resourceNumbers[name] { return number }
    if !isResourcesWhole || refusedNames.contains(name) { return nil }
    let isPool = poolNumbers[name] != nil
    reader.report(
      .unknownName,
      isPool ? "`\(name)` is a pool, not a resource" : "there is no resource `\(name)`", at: node,
      remedy: isPool
        ? "a task is done `by: \(name)`"
        : Slips.list(name) { resourceNumbers[$0] != nil }
          ?? nearest(to: name, among: resources.map(\.name)).map { "did you mean `\($0)`?" }
          ?? "write it under `resources`")
    return nil
  }
}
