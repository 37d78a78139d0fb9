// swift-tools-version: 6.3
import PackageDescription

/// Whether `.ci/fuzz` builds: with counters of branches, and `toast` as a library of its fuzzing targets.
let isFuzzing = Context.environment["TOAST_FUZZING"] != nil

let counters: [SwiftSetting] =
  isFuzzing
  ? [
    .unsafeFlags([
      "-enable-testing",
      "-sanitize-coverage=edge,inline-8bit-counters,pc-table,indirect-calls,trace-cmp",
    ])
  ] : []

/// Settings that every target of ours shares: Swift 6 mode, all upcoming features, no warning left.
let strict: [SwiftSetting] =
  counters + [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]

/// The same for C.
let strictC: [CSetting] = [
  .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
]

/// The engine's loop crosses modules; without this its generic entry points are not specialised
/// (measured: 30 % slower on the flat pool).
let engine: [SwiftSetting] =
  isFuzzing
  ? strict
  : strict + [
    .unsafeFlags(
      ["-cross-module-optimization", "-Xllvm", "-cmo-function-size-limit=2000"],
      .when(configuration: .release))
  ]

/// The files of Scenarios/ that are built into the program.
let bundledFiles =
  [
    "one-toaster", "toast", "breakfast-for-two", "breakfast-until-five", "toast-and-coffee",
    "hands-on-breakfast", "chain", "amdahl", "no-parallel-part", "uneven-jobs", "interpreter-lock",
    "io-bound", "chunk-size", "images", "graham-anomaly", "longest-first", "stragglers",
    "bakery-queue", "pipeline", "philosophers",
  ].map { "\($0).yaml" }
  + ["toast", "coffee", "pipeline", "queue", "images", "empty"].map {
    "templates/\($0)-template.yaml"
  } + ["scenario.schema.json"]

/// The files of docs/lessons/ that are built into the program.
let bundledLessons = [
  "01-one-toaster.md",
  "02-four-toasters.md",
  "03-speedup-and-efficiency.md",
  "04-results-in-order.md",
  "05-sync-and-async.md",
  "06-coffee-bottleneck.md",
  "07-amdahl.md",
  "08-overhead-and-chunks.md",
  "09-threads-processes-lock.md",
  "10-real-and-simulated.md",
  "11-images.md",
  "12-when-not-to.md",
  "13-uneven-jobs.md",
  "14-critical-path.md",
  "15-weak-scaling.md",
  "16-queues.md",
  "17-deadlock.md",
]

let program: [Target.Dependency] = [
  "Model", "ScenarioFiles", "Simulation", "Execution", "TraceFiles", "Analysis",
  "Rendering", "Reference", "BundledScenarios", "BundledLessons", "Terminal", "CFiles",
  .product(name: "ArgumentParser", package: "swift-argument-parser"),
]

let package = Package(
  name: "toastlane",
  products: [.executable(name: "toast", targets: ["toast"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
  ],
  targets: [
    .target(name: "Model", swiftSettings: engine),
    .target(
      name: "ScenarioFiles",
      dependencies: ["Model", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(name: "Simulation", dependencies: ["Model"], swiftSettings: engine),
    .target(name: "CExecution", cSettings: strictC),
    .target(
      name: "Execution", dependencies: ["Model", "CExecution"],
      resources: [.embedInCode("Python/pool.py")], swiftSettings: engine),
    .target(name: "TraceFiles", dependencies: ["CFiles", "Model"], swiftSettings: engine),
    .target(
      name: "Analysis",
      dependencies: ["Model", .product(name: "Histogram", package: "hdrhistogram-swift")],
      swiftSettings: engine),
    .target(
      name: "Rendering", dependencies: ["Model", "Analysis"],
      resources: ["page.css", "runs.js", "lanes.js", "replay.js", "stage.js", "tables.js"].map {
        .embedInCode("Page/Script/\($0)")
      },
      swiftSettings: strict),
    .target(
      name: "BundledScenarios", path: "Scenarios",
      resources: bundledFiles.map { .embedInCode($0) }, swiftSettings: strict),
    .target(
      name: "BundledLessons", path: "docs/lessons",
      resources: bundledLessons.map { .embedInCode($0) }, swiftSettings: strict),
    .target(name: "Reference", dependencies: ["ScenarioFiles"], swiftSettings: strict),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CTerminal", cSettings: strictC),
    .target(name: "CFiles", cSettings: strictC),
    .target(
      name: "Terminal", dependencies: ["Rendering", "CNcurses", "CTerminal"],
      swiftSettings: strict),
    .executableTarget(
      name: "toast", dependencies: program, swiftSettings: engine),
    .executableTarget(
      name: "Benchmarks", dependencies: ["Model", "Simulation", "TraceFiles"],
      path: "Tests/Benchmarks/Kernel", swiftSettings: engine),
    .executableTarget(
      name: "Frames", dependencies: ["Model", "Simulation", "Analysis", "Rendering"],
      path: "Tests/Benchmarks/Frames", swiftSettings: engine),
    .executableTarget(
      name: "Coverage", dependencies: ["Model", "Simulation", "Analysis"],
      path: "Tests/Benchmarks/Coverage", swiftSettings: engine),
    .executableTarget(
      name: "Models", dependencies: ["Model", "ScenarioFiles", "TestSupport"],
      path: "Tests/Models", swiftSettings: strict),
    .executableTarget(
      name: "Hello",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Yams", package: "Yams"),
      ],
      path: "Tests/Benchmarks/Hello", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Model", "Simulation", "Analysis"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "ModelTests", dependencies: ["Model", "Analysis", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Model", "Analysis", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RenderingTests", dependencies: ["Model", "Analysis", "Rendering", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["Rendering", "Terminal", "CNcurses"],
      swiftSettings: strict),
    .testTarget(
      name: "ReferenceTests", dependencies: ["Reference", "ScenarioFiles", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ScenarioFilesTests",
      dependencies: ["Model", "ScenarioFiles", "Analysis", "TestSupport"],
      exclude: ["Wrong", "Warned.yaml", "Warned.txt"], swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Model", "ScenarioFiles", "Analysis", "Execution", "Reference", "TestSupport", "toast",
      ],
      exclude: ["Goldens", "Inputs"],
      swiftSettings: strict),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Model", "Simulation", "Analysis", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ExecutionTests",
      dependencies: [
        "CExecution", "Model", "Execution", "Simulation", "Analysis", "ScenarioFiles",
        "BundledScenarios",
        "TestSupport", "toast",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TraceFilesTests",
      dependencies: ["Model", "Simulation", "TraceFiles", "TestSupport"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

if isFuzzing {
  // A program with another `main` links only libraries.
  package.products = [.executable(name: "Fuzzing", targets: ["Fuzzing"])]
  package.targets.removeAll { $0.type == .test || $0.type == .executable }
  package.targets += [
    .target(
      name: "toast", dependencies: program,
      swiftSettings: strict + [
        .unsafeFlags(["-Xfrontend", "-entry-point-function-name", "-Xfrontend", "toast_main"])
      ]),
    .target(name: "CFuzzing", dependencies: ["CExecution"], path: "Tests/Fuzzing/Worker"),
    .executableTarget(
      name: "Fuzzing", dependencies: program + ["toast", "CFuzzing"], path: "Tests/Fuzzing",
      exclude: ["Worker"], swiftSettings: strict),
  ]
}
