# Dianxiaoer 店小二: `make help` lists the words.
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
DEMO_DATA ?= $(CURDIR)/data/demo
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE ?=
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test fast lint types bench quality lock vendor

help: ## list the words
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.product: requirements/product.txt
	@test -x $(BIN)/pip || PYTHON=$(PYTHON) tools/make-venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/product.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.product requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.product ## run the product with its demo districts (PORT= to change)
	@DXR_DATA_DIR=$(DEMO_DATA) $(BIN)/dianxiaoer demo serve --port $(PORT)

demo-reset: ## forget everything done in the demo and load it anew at the next start
	@rm -rf $(DEMO_DATA) && echo "演示数据已清空 / the demo data is gone; make demo loads it anew"

test: $(VENV)/.dev ## everything: lint, types, layers, all tests on SQLite and PostgreSQL, real browser
	@$(BIN)/python -m tools.everything

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

setup: $(VENV)/.dev ## create .venv with everything pinned (product and tools)

fast: ## the quick checks: lint, layers and tests without browser, PostgreSQL or slow ones
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports >/dev/null || $(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -x -n 2 -m "not browser and not slow"

lint: ## ruff, djade, import layers
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/djade --check --target-version 5.2 $$(find dianxiaoer -name '*.html' -path '*templates*')
	@$(BIN)/lint-imports

types: ## mypy, strict on engines and kernel
	@$(BIN)/mypy

bench: $(VENV)/.bench ## benchmarks, ratios against peers in one run
	@$(BIN)/python -m bench $(ONLY)

quality: ## how right the engines are: tables on known answers (ONLY=name for one)
	@$(BIN)/python -m bench.quality $(ONLY)

vendor: ## maintainers: fetch the pinned front-end files again (needs npm)
	@$(BIN)/python -m tools.vendor

lock: ## maintainers: pin requirements again from pyproject.toml
	@$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links -o requirements/product.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --extra dev --extra solvers --extra universe -c requirements/product.txt -o requirements/dev.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --extra solvers --extra universe --extra bench -c requirements/dev.txt -o requirements/bench.txt pyproject.toml
