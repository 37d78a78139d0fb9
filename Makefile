# make demo   build the program and run the talk's first scenarios
# make test   build and pass all tests
PREFIX ?= /usr/local
SWIFT ?= swift
# The import table of docs/design.md is only true if the compiler refuses undeclared imports.
CHECKS = --explicit-target-dependency-import-check error
RELEASE = -c release --static-swift-stdlib --product toast

.PHONY: demo test build lint install clean dependencies

demo: build
	.build/release/toast run toast
	.build/release/toast run toast-and-coffee

build: dependencies
	$(SWIFT) build $(RELEASE) $(CHECKS)

# The debug build's tests come last, so that their summary is the last thing printed.
test: build
	.ci/same-bytes .build/release/toast
	$(SWIFT) test --disable-xctest $(CHECKS)

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Scenarios Package.swift

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 .build/release/toast "$(DESTDIR)$(PREFIX)/bin/toast"

clean:
	rm -rf .build

dependencies:
	@.ci/dependencies
