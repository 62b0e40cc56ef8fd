# Everything is done in .venv, made when it is missing; nothing needs root.
# The first Python that runs and is new enough; a version manager may leave names that run nothing.
PYTHON ?= $(shell for each in python3.11 python3 python3.12 python3.13 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$each; break; }; done)
PORT ?= 8080
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --constraint constraints.txt

.PHONY: demo test check bench format help

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

demo: .venv/runs ## play a village in the browser; another port with PORT=8081
	@$(BIN)/asar demo --port $(PORT)

test: .venv/tests ## run the tests; those in a browser are skipped where there is no Chromium
	@$(BIN)/python -m pytest --numprocesses 3 --dist loadfile

check: .venv/tests ## look at style, types, imports, dependencies and spelling
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports > .venv/imports.log 2>&1 || { cat .venv/imports.log; exit 1; }
	@$(BIN)/mypy --no-incremental
	@$(BIN)/deptry . 2>&1
	@$(BIN)/codespell

bench: .venv/tests ## measure how fast it is and against whom (a quarter of an hour); one part with PART=A
	@$(BIN)/python -m benchmarks $(PART)

format: .venv/tests ## put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.venv/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: install python3 and python3-venv, or name one: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "The module venv is missing: install it (on Debian and Ubuntu: python3-venv), then run make again."; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/runs: .venv/python pyproject.toml constraints.txt
	@echo "Installing what the program needs (the first time takes a minute or two)"
	@$(PIP) --progress-bar on --quiet --editable . || { echo "Installing failed: is there a network? The lines above say what was missing."; exit 1; }
	@touch $@

.venv/tests: .venv/runs
	@echo "Installing what the tests need"
	@$(PIP) --progress-bar on --quiet --editable '.[dev]' || { echo "Installing failed: is there a network? The lines above say what was missing."; exit 1; }
	@touch $@
