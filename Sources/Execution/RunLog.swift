import Model

/// What a run leaves beside its trace.
struct RunLog {
  let measures: Bool
  private(set) var measurements: [StepMeasurement] = []
  private(set) var commands: [CommandRecord] = []
  private(set) var incidents: [String] = []
  private static let mostMeasurements = 1_000_000
  private static let mostIncidents = 1_000

  init(measures: Bool) { self.measures = measures }

  mutating func add(_ measurement: StepMeasurement) {
    if measurements.count < Self.mostMeasurements { measurements.append(measurement) }
  }

  mutating func add(_ command: CommandRecord) { commands.append(command) }

  mutating func add(_ incident: String) {
    if incidents.count < Self.mostIncidents { incidents.append(incident) }
  }
}
