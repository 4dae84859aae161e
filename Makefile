# `make run` opens the program and `make test` runs every test; both set up what is missing first.
VENV := .venv
PYTHON_IN := $(VENV)/bin/python
READY_RUN := $(VENV)/.ready-run
READY_TEST := $(VENV)/.ready-test
ASKED := pyproject.toml constraints.txt .setup/prepare

.PHONY: setup run test bench lint pins locale fonts figures golden
.DEFAULT_GOAL := run

setup: $(READY_RUN)
	@:

$(READY_RUN): $(ASKED)
	@sh .setup/prepare run $(VENV)

$(READY_TEST): $(ASKED)
	@sh .setup/prepare test $(VENV)

run: $(READY_RUN)
	@$(PYTHON_IN) main.py $(FILE)

test: $(READY_TEST)
	@sh .setup/with_display $(PYTHON_IN) -m coverage run -m pytest
	@$(PYTHON_IN) -m coverage report

bench: $(READY_TEST)
	@sh .setup/with_display $(PYTHON_IN) -m tests.benchmarks.run

lint: $(READY_TEST)
	@$(PYTHON_IN) -m ruff format --check .
	@$(PYTHON_IN) -m ruff check .
	@$(PYTHON_IN) -m mypy
	@$(VENV)/bin/lint-imports

pins: $(READY_TEST)
	@sh .setup/pins $(VENV)

locale: $(READY_TEST)
	@$(PYTHON_IN) .setup/catalogues.py

figures: $(READY_RUN)
	@$(PYTHON_IN) .setup/figures.py
	@$(PYTHON_IN) .setup/windows.py

golden: $(READY_TEST)
	@$(PYTHON_IN) -m tests.gui.render.renew_golden $(NAMES)

# What it needs beside the test environment, the script says.
FONTS_ROOT ?= /
fonts: $(READY_TEST)
	@$(PYTHON_IN) resources/fonts/make_fonts.py $(FONTS_ROOT)
