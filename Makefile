# Two commands need Python 3.11 or newer and make, and nothing before them:
#   make report    the environment, then report/ with HTML, Word, PDF and Excel
#   make test      the same environment, then every check
# Paths are relative throughout, so a checkout may lie under a folder with spaces in its name.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first Python that is new enough; PYTHON=/path/to/python3 chooses another.
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(CANDIDATES); do "$$p" -c "$(NEW_ENOUGH)" >/dev/null 2>&1 && echo "$$p" && break; done)

BIN := .venv/bin
READY := .venv/.ready
# At this verbosity pip prints errors only, not a warning for each index setting of the machine.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check

# A process that a test starts loads compiled modules and does not compile the whole package again.
export PYTHONDONTWRITEBYTECODE :=

# The files of tests run side by side, those of one file one after the other, on what they share. A process for each
# core: one more would save no time, as it collects all tests, too.
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
SIDE_BY_SIDE := --numprocesses $(CORES) --maxprocesses 4 --dist loadfile

.PHONY: help report test lint checks outputs gallery words docs audit lab lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

# A stamp file: made once, and again when the pinned versions or the package's description change.
$(READY): requirements.lock pyproject.toml
	@"$(PYTHON)" -c "$(NEW_ENOUGH)" 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed; install it, or say where it is: make PYTHON=/path/to/python3" >&2; \
	  exit 1; }
	@"$(PYTHON)" -c "import ensurepip, venv" 2>/dev/null || { \
	  echo "This Python cannot make virtual environments; install its venv module (on Debian and Ubuntu: apt install python3-venv)." >&2; \
	  exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	@echo "Installing the pinned versions into .venv (once, a minute or two) ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

report: $(READY) ## write the report to report/: HTML, Word, PDF, Excel, figures
	$(BIN)/hulin report -o report

lint: $(READY) ## run the checks that do not run the code: ruff, mypy, import contracts
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy --num-workers 2
	$(BIN)/lint-imports

test: $(READY) ## run every check: lint, tests, examples in docstrings, notebooks
	@$(MAKE) --no-print-directory --jobs 2 lint checks

# The tests begin while mypy looks at the package: it leaves a third of two cores idle. The package is compiled
# first: else each of the processes compiles it for itself, as they begin at the same time.
checks: $(READY)
	@$(BIN)/python -m compileall -q src
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --nbval tests src notebooks/*.ipynb

outputs: $(READY) ## run the notebooks anew, storing what they show
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace --log-level=ERROR \
	  --ExecutePreprocessor.record_timing=False --ExecutePreprocessor.store_widget_state=False notebooks/*.ipynb

gallery: $(READY) ## draw docs/gallery.md, every chart in three languages, and the brief of the README
	$(BIN)/python docs/gallery.py
	$(BIN)/python docs/brief.py

words: $(READY) ## write the words that numbers are held apart from anew, from jieba's dictionary
	$(BIN)/python -c "import sys; from hulin_analysis.numbers.trusted_words import written; sys.stdout.buffer.write(written().encode())" > .words.txt
	mv .words.txt src/hulin_analysis/numbers/trusted_words.txt

docs: $(READY) ## build the documentation site: site/index.html opens from disk, search included
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

# "Dependency not found on PyPI and could not be audited" means that nothing is known of a package under this
# name and version: neither that it is sound nor that it has a fault.
audit: $(READY) ## look up known faults of the pinned versions (needs the network), and write sbom.json
	$(BIN)/uvx pip-audit --requirement requirements.lock --disable-pip --no-deps --progress-spinner off
	$(BIN)/uvx pip-audit --requirement requirements.lock --disable-pip --no-deps --format cyclonedx-json --output sbom.json

lab: $(READY) ## open the notebooks in JupyterLab
	$(BIN)/hulin lab $(OPTIONS)

lock: $(READY) ## choose and pin the versions anew in requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --upgrade \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

clean: ## remove .venv, report/ and caches
	rm -rf .venv .artifacts report site dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis \
	  .import_linter_cache
