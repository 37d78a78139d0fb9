# make demo   build the program and run the talk's first scenarios
# make test   build and pass all tests
# make bench  measure, beside other engines, into docs/measurements.md
PREFIX ?= /usr/local
SWIFT ?= swift
# The import table of docs/design.md is only true if the compiler refuses undeclared imports.
CHECKS = --explicit-target-dependency-import-check error
RELEASE = -c release --static-swift-stdlib --product toast

.PHONY: demo test build build-tests benchmarks bench frames real check-exports load coverage models sanitize fuzz gate manual completions lint install clean dependencies

demo: build
	.build/release/toast run toast
	.build/release/toast race toast-and-coffee

build: dependencies
	$(SWIFT) build $(RELEASE) $(CHECKS)

build-tests: dependencies
	$(SWIFT) build --build-tests $(CHECKS)

# The debug build's tests come last, so that their summary is the last thing printed.
test: build
	.ci/same-bytes .build/release/toast
	.ci/schema Scenarios/*.yaml Scenarios/templates/*.yaml Tests/CommandTests/Inputs/*.yaml
	.ci/environments .build/release/toast
	.ci/arguments .build/release/toast
	.ci/security .build/release/toast
	.ci/terminal .build/release/toast
	.ci/signals .build/release/toast
	.ci/failures .build/release/toast
	.build/release/toast learn --verify
	.ci/learn .build/release/toast
	.ci/progress .build/release/toast
	.ci/files .build/release/toast
	.ci/exports .build/release/toast
	$(SWIFT) test --disable-xctest $(CHECKS)

# The manual pages are made by argument-parser's own tool, from what --help knows.
manual: build
	$(SWIFT) build --product generate-manual
	rm -rf .build/manual && mkdir -p .build/manual
	.build/debug/generate-manual .build/release/toast --multi-page --date "$$(date +%F)" \
	  --output-directory .build/manual

completions: build
	mkdir -p .build/completions
	for shell in bash zsh fish; do \
	  .build/release/toast --generate-completion-script $$shell > .build/completions/$$shell || exit 1; \
	done

# Programs that are measured; none of them is installed.
benchmarks: build
	$(SWIFT) build -c release --static-swift-stdlib --product Benchmarks $(CHECKS)
	$(SWIFT) build -c release --static-swift-stdlib --product Hello $(CHECKS)

# Races the engine against its peers and writes the tables of docs/measurements.md: five minutes.
bench: benchmarks
	python3 Tests/Benchmarks/bench.py run --write docs/measurements.md

# How well real runs are predicted, and what a hand-out costs: ten minutes on a machine that is quiet.
real: build
	.build/release/toast doctor --fresh
	python3 Tests/Benchmarks/fidelity.py .build/release/toast --write docs/measurements.md
	python3 Tests/Benchmarks/dispatch.py .build/release/toast

# How long frames of the timeline take, and opening it: the table of docs/measurements.md.
frames: dependencies
	$(SWIFT) build -c release --static-swift-stdlib --product Frames $(CHECKS)
	for run in "10000 1000 200 50" "100000 1000 200 50" "1000000 1000 200 50" "1000000 1 200 50" \
	  "1000000 1000 500 200"; do echo "$$run $$(.build/release/Frames $$run)"; done

# Many workers, tiny jobs, limits set low: two minutes on a machine that is quiet; `make load ALL=full` for all of it.
ALL ?=
load: build
	.ci/load .build/release/toast $(ALL)

# Exported files, read by the programs that they are for: two minutes, more where these are installed first.
check-exports: build
	.ci/exports .build/release/toast

# How often 95 % intervals hold what theory says: 1 000 experiments each, into docs/measures.md by hand.
coverage: dependencies
	$(SWIFT) build -c release --static-swift-stdlib --product Coverage $(CHECKS)
	.build/release/Coverage 1000

# The simulator against the oracle on random scenarios: `make models COUNT=100000`, 20 ms each on a core.
COUNT ?= 1000
models: dependencies
	$(SWIFT) build -c release --static-swift-stdlib --product Models $(CHECKS)
	.build/release/Models $(COUNT)

# All tests under the thread sanitizer, and under those of addresses and of undefined behaviour in C, each with a
# build of its own. `make sanitize ONLY=short` leaves out what neither starts a thread nor has unsafe code.
ONLY ?=
sanitize: dependencies
	.ci/sanitize thread $(ONLY)
	.ci/sanitize memory $(ONLY)

# Damaged files, messages and texts for all that reads strangers' bytes, so many seconds a reader; the sanitizers'
# build comes first. `make fuzz TIME=short` takes a few minutes in all.
TIME ?= 60
fuzz: dependencies
	.ci/fuzz $(TIME)

# Instructions and calls of the runtime a job, which must not grow: half a minute.
gate: benchmarks
	python3 Tests/Benchmarks/bench.py gate

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Scenarios docs/lessons Package.swift

SHARE = $(DESTDIR)$(PREFIX)/share

install: build manual completions
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)/man/man1" "$(SHARE)/bash-completion/completions" \
	  "$(SHARE)/zsh/site-functions" "$(SHARE)/fish/vendor_completions.d"
	install -m 755 .build/release/toast "$(DESTDIR)$(PREFIX)/bin/toast"
	install -m 644 .build/manual/*.1 "$(SHARE)/man/man1"
	install -m 644 .build/completions/bash "$(SHARE)/bash-completion/completions/toast"
	install -m 644 .build/completions/zsh "$(SHARE)/zsh/site-functions/_toast"
	install -m 644 .build/completions/fish "$(SHARE)/fish/vendor_completions.d/toast.fish"

clean:
	rm -rf .build

dependencies:
	@.ci/dependencies
