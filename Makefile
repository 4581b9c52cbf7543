# The two commands that matter are `make run` and `make test`: each installs what is missing, builds and does its work.

program := .build/release/repcounterd

.DEFAULT_GOAL := help
.PHONY: help run test build lint golden accuracy benchmark packages clean fuzz

help: ## say what there is to make
	@echo 'usage: make TARGET'
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 10 | sed 's/^/  /'

run: build ## count: from an IMU if one is plugged in, else from a simulated wearer
	@scripts/run $(program)

test: packages lint ## run the linter and all tests
	swift build --build-tests
	swift test --skip-build --no-parallel

build: packages ## build the program as it should run, optimised
	@swift build -c release --product repcounterd >&2

lint: ## check the form of all code
	swift format lint --strict -r Sources Tests Package.swift

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
