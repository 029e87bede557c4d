# Two commands do everything: `make run` and `make test`. The environment is .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
AXE := node_modules/axe-core/axe.min.js
# The same bundles as the dashboard reads, wherever the settings put them.
-include .env
BUNDLES := $(subst ",,$(subst ',,$(or $(CLAIRSCORE_BUNDLES),data/bundles)))
DEMO := data/demo
DATA ?= data/raw
# A path as the shell takes it, blanks and quotes included.
quoted = '$(subst ','\'',$(1))'
PYTEST := $(BIN)/python -m pytest

# Threads that wait busily slow each other down as soon as the machine does anything else.
export OMP_WAIT_POLICY ?= PASSIVE

.DEFAULT_GOAL := help
.PHONY: help install run build test test-long check bench translations locks

help: ## Show what can be done
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

install: $(INSTALLED) ## Create the environment from the lock

$(INSTALLED): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or later is needed, got " + sys.version.split()[0] + ". Install it, or name it: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

# What the browser tests check accessibility with.
$(AXE): package-lock.json
	bash .ci/system-packages
	npm ci
	@touch $@

run: $(INSTALLED) ## Serve the dashboard on http://127.0.0.1:8050; builds a demonstration bundle if there is none
	@test -f $(call quoted,$(BUNDLES)/current) || $(BIN)/python -m model_build demo --applicants 8000 --decided 3000 --out $(DEMO)
	@test -f $(call quoted,$(BUNDLES)/current) || $(BIN)/python -m model_build build --data $(DEMO) --out $(call quoted,$(BUNDLES))
	@CLAIRSCORE_DEMO=1 $(BIN)/python -m dashboard_app serve

build: $(INSTALLED) ## Build a bundle from the Kaggle tables: make build DATA=<dir>
	$(BIN)/python -m model_build build --data $(call quoted,$(DATA)) --out $(call quoted,$(BUNDLES))

check: $(INSTALLED) ## Style, types and import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Two processes share the files out; both must find the tests in the same order.
test: $(INSTALLED) $(AXE) ## Everything that must pass before a change lands
	bash .ci/system-packages
	$(MAKE) --no-print-directory check
	PYTHONHASHSEED=0 $(PYTEST) -m "not long" -n 2 --dist loadfile --cov --cov-report=term

test-long: $(INSTALLED) $(AXE) ## The checks that take longer than `make test` may
	bash .ci/system-packages
	$(PYTEST) -m long

bench: $(INSTALLED) ## Measure what is claimed about speed, memory and quality
	bash .ci/system-packages
	@for script in benchmarks/[a-z]*.py; do name=$$(basename $$script .py); echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

translations: $(INSTALLED) ## Collect the texts of the pages and compile both catalogues
	$(BIN)/python -m dashboard_app.i18n.catalogues

locks: $(INSTALLED) ## Resolve the versions again
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --override requirements.override.txt --upgrade -q -o requirements-dev.txt
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header -c requirements-dev.txt --upgrade -q -o requirements.txt
