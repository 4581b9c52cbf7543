# The two commands that matter: `make run` and `make test`. Each installs what is missing and builds.

.PHONY: test
test:
	swift format lint --strict -r Sources Tests Package.swift
	swift build --build-tests
	swift test

# Rewrites the golden files of the recordings from the program as it is now; what changed is to be read before it is kept.
.PHONY: golden
golden:
	swift build --product repcounterd
	Fixtures/recordings/rebuild "$$(swift build --show-bin-path)/repcounterd"
