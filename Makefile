# Two commands do everything: `make run` and `make test`. The environment is .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python3.13 || command -v python3.12)
VENV := .venv
BIN := $(VENV)/bin
# What the demo needs, what a whole build needs besides, and what the tests need besides.
INSTALLED := $(VENV)/installed
INSTALLED_BUILD := $(VENV)/installed-build
INSTALLED_DEV := $(VENV)/installed-dev
# What npm installed: the checks of scripts and style sheets, and what the browser tests need.
NODE := node_modules/installed
# The same bundles as the dashboard reads, wherever the environment or .env puts them.
BUNDLES := $(or $(CLAIRSCORE_BUNDLES),$(shell bash .ci/setting CLAIRSCORE_BUNDLES),data/bundles)
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

install: $(INSTALLED_BUILD) ## Create the environment from the lock

# One lock holds all of the one before: an environment that has more is not touched.
$(INSTALLED): requirements-demo.txt
	@bash .ci/install "$(PYTHON)" $(VENV) $<
	@touch $@

$(INSTALLED_BUILD): requirements-build.txt
	@bash .ci/install "$(PYTHON)" $(VENV) $<
	@touch $(INSTALLED) $@

$(INSTALLED_DEV): requirements-dev.txt
	@bash .ci/install "$(PYTHON)" $(VENV) $<
	@touch $(INSTALLED) $(INSTALLED_BUILD) $@

$(NODE): package-lock.json
	@command -v npm >/dev/null || bash .ci/system-packages
	npm ci
	@touch $@

run: $(INSTALLED) ## Serve the dashboard on http://127.0.0.1:8050; builds a demo bundle if there is none
	@test -f $(call quoted,$(BUNDLES)/current) || $(BIN)/python -m model_build demo --applicants 8000 --decided 3000 --out $(DEMO)
	@test -f $(call quoted,$(BUNDLES)/current) || $(BIN)/python -m model_build build --quick --data $(DEMO) --out $(call quoted,$(BUNDLES))
	@CLAIRSCORE_DEMO=1 $(BIN)/python -m dashboard_app serve

build: $(INSTALLED_BUILD) ## Build a bundle from the Kaggle tables: make build DATA=<dir>
	$(BIN)/python -m model_build build --data $(call quoted,$(DATA)) --out $(call quoted,$(BUNDLES))

check: $(INSTALLED_DEV) $(NODE) ## Style, types, import directions and spelling
	@bash .ci/check $(BIN)

# Two processes share the files out; both must find the tests in the same order.
test: $(INSTALLED_DEV) $(NODE) ## Everything that must pass before a change lands
	bash .ci/system-packages
	$(MAKE) --no-print-directory check
	PYTHONHASHSEED=0 $(PYTEST) -m "not long" -n 2 --dist loadfile --cov --cov-report=term

test-long: $(INSTALLED_DEV) $(NODE) ## The checks that take longer than `make test` may
	bash .ci/system-packages
	$(PYTEST) -m long

bench: $(INSTALLED_DEV) ## Measure what is claimed about speed, memory and quality
	bash .ci/system-packages
	@for script in benchmarks/[a-z]*.py; do name=$$(basename $$script .py); echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

translations: $(INSTALLED_DEV) ## Collect the texts of the pages (pybabel) and compile the catalogues
	$(BIN)/python -m dashboard_app.i18n.catalogues

locks: $(INSTALLED_DEV) ## Resolve the versions again
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --override requirements.override.txt --upgrade -q -o requirements-dev.txt
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header -c requirements-dev.txt --upgrade -q -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra demo --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --override requirements.override.txt -c requirements-dev.txt --upgrade -q \
	  -o requirements-demo.txt
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --override requirements.override.txt -c requirements-dev.txt --upgrade -q \
	  -o requirements-build.txt
