# One command per chore, the same for people and for CI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
ASSETS := src/minhdinh/static/minhdinh/.built
ASSET_SOURCES := package.json package-lock.json $(shell find src/minhdinh/assets src/minhdinh/locale -type f ! -name '*.mo' 2>/dev/null)

.PHONY: demo test test-postgres check fmt bench soak soak-postgres lock assets messages clean

demo: $(STAMP) $(ASSETS) ## everything needed, the demo data, and the server
	$(BIN)/minhdinh demo

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Minh Định needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): requirements/base.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(DEV_STAMP): requirements/dev.txt pyproject.toml $(STAMP) | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

assets: $(ASSETS)
$(ASSETS): $(ASSET_SOURCES) scripts/build_assets.py | $(STAMP)
	$(BIN)/python scripts/compile_messages.py
	$(BIN)/python scripts/build_assets.py
	@touch $@

test: $(DEV_STAMP) $(ASSETS) ## everything that this machine can run; says loudly what it could not
	$(BIN)/python scripts/run_tests.py

check: $(DEV_STAMP) ## the inner loop: lint, types, unit tests
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/pytest -m "not browser and not office and not soak" -x

fmt: $(DEV_STAMP)
	$(BIN)/ruff check --fix src tests scripts benchmarks
	$(BIN)/ruff format src tests scripts benchmarks

bench: $(DEV_STAMP) $(ASSETS) ## speed as ratios and growth; writes docs/benchmarks.md
	$(BIN)/python -m benchmarks

soak: $(DEV_STAMP) $(ASSETS) ## the long random runs; writes docs/benchmarks.md
	$(BIN)/pytest -m soak
	$(BIN)/python -m benchmarks.page

soak-postgres: $(DEV_STAMP) $(ASSETS) ## the same on PostgreSQL, a server of its own for the run
	$(BIN)/python scripts/temporary_postgres.py $(BIN)/pytest -m soak
	$(BIN)/python -m benchmarks.page

messages: $(DEV_STAMP) ## every sentence of the program into the English catalogue; what is new there waits for its translation
	$(BIN)/python scripts/extract_messages.py

lock: ## remakes the locks; needs `pip install uv`
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml -o requirements/base.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt

clean:
	rm -rf $(VENV) node_modules src/minhdinh/static .mypy_cache .ruff_cache .pytest_cache
