# make report   run the reports on the two seed articles (installs what is needed first)
# make test     run the tests
# make lab      open the notebooks in JupyterLab
# make lint     check style, types and who imports whom
# make docs     build the documentation into docs/_build
# make lock     write the lock files anew (needs uv)

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python
INSTALL := $(PIP) install --quiet --require-hashes --requirement

.PHONY: report test lab lint docs lock clean

report: $(VENV)/.installed
	$(BIN)/framing run --force

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadscope --no-loadscope-reorder

lab: $(VENV)/.installed
	$(BIN)/framing lab

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/nbstripout --verify notebooks/*.ipynb

docs: $(VENV)/.installed-dev
	$(BIN)/sphinx-build --quiet -W --keep-going -n -E -b html docs docs/_build

lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	    pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	    --extra cluster --constraint requirements.lock pyproject.toml --output-file requirements-cluster.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	    --extra dev --extra cluster --constraint requirements-cluster.lock pyproject.toml \
	    --output-file requirements-dev.lock

clean:
	rm -rf $(VENV)

# The project itself goes in last, without its requirements: the lock has put them there.
$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	$(PYTHON) -m venv $(VENV) || $(PYTHON) -m venv --without-pip --clear $(VENV)
	$(INSTALL) requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(INSTALL) requirements-dev.lock
	@touch $@
