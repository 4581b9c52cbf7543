# The two commands that matter: `make run` and `make test`. Each installs what is missing and builds.

.PHONY: test
test:
	swift format lint --strict -r Sources Tests Package.swift
	swift build --build-tests
	swift test
