# Needs Python 3.11 or newer, git and make; everything else goes into .venv.
#
#   make demo    install the program and audit a real disclosure
#   make test    run the tests, with coverage data for the gates
#   make gates   what a change must pass besides the tests
#   make docs    write the generated pages
#   make site    build the documentation as a site, in both languages, into site/
#   make accuracy  measure recall, precision and causes on generated documents, and write docs/ACCURACY.md

SHELL := bash
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
SEED := examples/mianxian-2024-unit-budget.pdf
CORRECTED := examples/mianxian-2024-unit-budget-corrected.pdf
REFERENCE := import sys; from auditor.rules import load, reference, shipped; \
	print(reference(load(shipped()), sys.argv[1]), end="")
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c '$(RECENT)' 2>/dev/null && echo $$python && break; done)

.PHONY: demo test gates lint types layers coverage packs docs docs-check accuracy site wheel hook bench clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.demo
	@$(BIN)/audit $(SEED); status=$$?; echo; \
	if [ $$status -eq 1 ]; then \
		echo "audit ended with exit code 1: the document has findings, and a pipeline would stop here."; \
		echo "A corrected copy ends with 0: $(BIN)/audit $(CORRECTED)"; \
	else \
		echo "audit ended with exit code $$status; 1 was expected."; exit 1; \
	fi

test: $(VENV)/.test
	$(BIN)/python -m pytest -n auto --cov --cov-report=

gates: lint types layers coverage packs docs-check site wheel hook

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.test
	$(BIN)/mypy

layers: $(VENV)/.test
	$(BIN)/lint-imports

coverage: .coverage
	$(BIN)/coverage report --fail-under=95

.coverage:
	$(MAKE) test

packs: $(VENV)/.test
	$(BIN)/audit test

docs: $(VENV)/.test
	$(BIN)/python -X utf8 -c '$(REFERENCE)' en > docs/RULES.md
	$(BIN)/python -X utf8 -c '$(REFERENCE)' zh > docs/RULES.zh.md
	$(BIN)/python examples/quote_report.py
	$(BIN)/python -m benchmarks.hits
	$(BIN)/python docs/man/write.py

docs-check: $(VENV)/.test
	@for page in "en docs/RULES.md" "zh docs/RULES.zh.md"; do set -- $$page; \
		$(BIN)/python -X utf8 -c '$(REFERENCE)' $$1 | cmp --quiet - $$2 || { echo "$$2 is stale: run make docs"; exit 1; }; done
	@$(BIN)/python examples/quote_report.py --check
	@$(BIN)/python -m benchmarks.hits --check
	@$(BIN)/python docs/man/write.py --check

# Strict: a link into nothing is an error.
site: $(VENV)/.docs
	@told=$$(NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir site 2>&1) || { echo "$$told"; exit 1; }
	@echo "the documentation is in site/"

# Some six minutes of CPU: audits seven hundred generated documents.
accuracy: $(VENV)/.test
	$(BIN)/python -m benchmarks.accuracy

# What people install must carry the rule packs and reach the same verdict as the working copy.
wheel: $(VENV)/.test
	@set -euo pipefail; root=$$PWD; place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; \
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$$place" .; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target "$$place/site" "$$place"/*.whl; \
	cd "$$place"; PYTHONPATH="$$place/site" "$$root/$(BIN)/python" -m auditor "$$root/$(CORRECTED)" > /dev/null; \
	echo "the wheel audits $(CORRECTED) with exit code 0"

hook: $(VENV)/.test
	@bash pipeline/try_hook.sh "$(CURDIR)/$(BIN)"

bench: $(VENV)/.bench
	@$(COMPILE)
	$(BIN)/python benchmarks/reader.py --rounds 3

clean:
	rm -rf $(VENV) .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build site

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment (Debian and Ubuntu: install python3-venv)"; exit 1; }

# an editable install is not compiled; without this every run compiles anew where PYTHONDONTWRITEBYTECODE is set
COMPILE := $(BIN)/python -m compileall -q auditor

$(VENV)/.demo: pyproject.toml | $(BIN)/python
	$(INSTALL) .
	@$(COMPILE)
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(INSTALL) '.[test]'
	@$(COMPILE)
	@touch $@ $(VENV)/.demo

$(VENV)/.docs: pyproject.toml | $(VENV)/.test
	$(INSTALL) '.[docs]'
	@touch $@

$(VENV)/.bench: pyproject.toml | $(VENV)/.test
	$(INSTALL) '.[bench]'
	@touch $@
