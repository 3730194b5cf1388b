# `make build` builds the sample show, `make test` proves the whole tool; both set
# themselves up in .venv and need nothing but Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: build check test lint docs golden audit bench clean

build: $(VENV)/run
	$(BIN)/feed-builder build

check: $(VENV)/run
	$(BIN)/feed-builder check

test: $(VENV)/dev lint
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/dev
	$(BIN)/python -m scripts.make_docs
	$(BIN)/python -m scripts.make_readme

golden: $(VENV)/dev
	$(BIN)/python scripts/make_golden.py

audit: $(VENV)/run
	npm install --prefix tests/audit --no-package-lock --no-audit --no-fund --loglevel=error
	$(BIN)/python -m scripts.audit

bench: $(VENV)/bench
	$(BIN)/python -m compileall -q feed_builder  # as an installation does
	$(BIN)/python -m benchmarks --docs $(BENCH)

clean:
	rm -rf $(VENV) output .*_cache

$(VENV)/run: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt hatchling editables setuptools  # feedgen comes as source
	$(PIP) install -c constraints.txt --no-build-isolation -e .
	touch $@

$(VENV)/dev: $(VENV)/run
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	touch $@

$(VENV)/bench: $(VENV)/run
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[bench]'
	touch $@
