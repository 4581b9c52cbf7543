# The two commands that matter are `make run` and `make test`: each installs what is missing, builds and does its work.

program := .build/release/repcounterd
manuals := .build/plugins/GenerateManual/outputs/repcounterd
# With the Swift runtime linked in: it runs on any Debian.
static := .build-static
static_program := $(static)/release/repcounterd

.DEFAULT_GOAL := help
.PHONY: help run test sanitize build install deb test-deb manual lint golden accuracy benchmark packages clean fuzz

help: ## say what there is to make
	@echo 'usage: make TARGET'
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 10 | sed 's/^/  /'

run: build ## count: from an IMU if one is plugged in, else from a simulated wearer
	@scripts/run $(program)

test: packages lint ## run the linter and all tests
	swift build --build-tests
	swift test --skip-build --no-parallel

# By these variables the tests know of the sanitizers, too. Leaks are looked for by the fuzzers: what the argument parser and
# the test runner hold at the end of a process is none.
sanitize: packages ## run all tests with the address sanitizer, then with the thread sanitizer
	ASAN_OPTIONS=detect_leaks=0 swift test --no-parallel --scratch-path .build-address --sanitize address
	TSAN_OPTIONS=halt_on_error=0 swift test --no-parallel --scratch-path .build-thread --sanitize thread

build: packages ## build the program as it should run, optimised
	@swift build -c release --product repcounterd >&2

manual: packages
	@swift package --disable-sandbox generate-manual --multi-page >&2

install: build manual ## install what was built; PREFIX (/usr/local) and DESTDIR say where
	@scripts/install $(program) $(manuals)

deb: packages manual ## make a Debian package of a program that brings its Swift runtime with it
	@swift build -c release --product repcounterd --static-swift-stdlib --scratch-path $(static) >&2
	@scripts/make-deb $(static_program) $(manuals) .

test-deb: deb ## install the package into a fresh Debian and count there; SUITE and MIRROR say which; needs root and debootstrap
	@scripts/test-deb repcounterd_*.deb

lint: ## check the form of all code
	swift format lint --strict -r Sources Tests Benchmarks/Sources Fuzz/Sources Package.swift

packages:
	@scripts/install-packages

clean: ## remove what was built, keep what was downloaded
	swift package clean

golden: packages ## rewrite the golden files of the recordings; read what changed before keeping it
	swift build --product repcounterd
	Fixtures/recordings/rebuild "$$(swift build --show-bin-path)/repcounterd"

fuzz: packages ## throw made-up bytes at every decoder for two minutes
	Fuzz/run 5

accuracy: packages ## count thousands of simulated sessions; rewrite the tables and figures of docs/accuracy.md
	swift run -c release --package-path Benchmarks AccuracyStudy --update docs/accuracy.md

benchmark: packages ## measure what counting costs, with VQF beside
	@Benchmarks/measure
