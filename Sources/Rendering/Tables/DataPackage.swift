/// A description of tables and their columns, in the form of a Frictionless data package.
public enum DataPackage {
  /// The document for some CSV tables of one folder.
  public static func document(
    of tables: [(name: String, columns: [TableColumn])]
  ) -> JSONValue {
    .object([
      ("profile", .string("tabular-data-package")),
      ("resources", .array(tables.map { resource($0.name, $0.columns) })),
    ])
  }

  private static func resource(_ name: String, _ columns: [TableColumn]) -> JSONValue {
    .object([
      ("name", .string(name)), ("path", .string("\(name).csv")),
      ("profile", .string("tabular-data-resource")),
      (
        "schema",
        .object([
          ("fields", .array(columns.map(field))),
          ("missingValues", .array([.string("")])),
        ])
      ),
    ])
  }

  private static func field(_ column: TableColumn) -> JSONValue {
    let type =
      column.name == "critical" ? "boolean" : column.isNumber ? "number" : "string"
    return .object([
      ("name", .string(column.name)), ("type", .string(type)),
      ("description", .string(column.about + (column.unit.map { " (\($0))" } ?? ""))),
    ])
  }
}

extension TableColumn {
  /// The unit that the name tells.
  var unit: String? {
    if !isNumber { return nil }
    if name.hasSuffix("_per_s") { return "per second" }
    if name.hasSuffix("_s") || name.contains("_s_") { return "seconds" }
    return nil
  }
}
