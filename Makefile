# The two commands that matter are `make run` and `make test`: each installs what is missing, builds and does its work.

program := .build/release/repcounterd

.DEFAULT_GOAL := help
.PHONY: help run test build lint packages clean

help: ## say what there is to make
	@echo 'usage: make TARGET'
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 10 | sed 's/^/  /'

run: build ## count: from an IMU if one is plugged in, else from a simulated wearer
	@scripts/run $(program)

test: packages lint ## run the linter and all tests
	swift build --build-tests
<<<<<<< HEAD
	swift test --skip-build

build: packages ## build the program as it should run, optimised
	@swift build -c release --product repcounterd >&2

lint: ## check the form of all code
	swift format lint --strict -r Sources Tests Package.swift

packages:
	@scripts/install-packages

clean: ## remove what was built, keep what was downloaded
	swift package clean
=======
	swift test

# Rewrites the golden files of the recordings from the program as it is now; what changed is to be read before it is kept.
.PHONY: golden
golden:
	swift build --product repcounterd
	Fixtures/recordings/rebuild "$$(swift build --show-bin-path)/repcounterd"
>>>>>>> fixtures
