# Suara Loket: every command a person needs.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
SUARA := $(VENV)/bin/suara
PYTHON ?= $(shell command -v python3.11 || command -v python3)

.PHONY: setup demo test check bench proof clean

setup: $(VENV)/.ready data/models/current

$(VENV)/.ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found."; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the portal needs (once, about a minute) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@echo "Installing what the tests need (once) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

data/models/current: $(VENV)/.ready $(wildcard ml/*.py) $(wildcard ml/corpus/*.jsonl)
	@$(SUARA) train --if-changed
	@touch $@

demo: setup
	@$(SUARA) demo

test: setup $(VENV)/.ready-dev
	@bash tests/system_packages.sh
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.ready $(VENV)/.ready-dev
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

bench: setup $(VENV)/.ready-dev
	@$(PY) -m tests.bench

proof: setup $(VENV)/.ready-dev
	@$(PY) -m pytest -m proof --long -s

clean:
	@rm -rf $(VENV) data .pytest_cache .mypy_cache .ruff_cache .hypothesis
