# Greenpaper's commands. `make` alone lists them.
PYTHON ?= python3
VENV := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help run test check fmt bench lock clean setup setup-dev front-end machine python
.NOTPARALLEL:

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

run: setup front-end ## Set up what is missing, then serve Greenpaper on this machine (PORT=8000)
	@$(VENV) -m scripts.run

test: machine setup-dev front-end ## Run every check and every test, on SQLite and on PostgreSQL
	@$(VENV) -m scripts.test

check: setup-dev front-end ## Run the checks alone: style, types, floors, templates, migrations, deployment
	@$(VENV) -m scripts.check

fmt: setup-dev ## Put code and templates in the house format
	@$(VENV) -m scripts.format

bench: machine setup-dev front-end ## Measure page reads on PostgreSQL beside a bare Django view
	@$(VENV) -m scripts.postgres $(VENV) -m scripts.bench

lock: setup-dev ## Pin again, with hashes, what requirements*.in name
	@$(VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 requirements.in -o requirements.txt
	@$(VENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 requirements-dev.in -o requirements-dev.txt

clean: ## Remove what was installed and built; what people wrote (var/, .env) stays
	rm -rf .venv node_modules build static/build var/static var/static.stamp .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup: python
	@$(PYTHON) -m scripts.setup requirements.txt

setup-dev: python
	@$(PYTHON) -m scripts.setup requirements.txt requirements-dev.txt

front-end:
	@$(VENV) scripts/build_frontend.py

machine: python
	@$(PYTHON) -m scripts.machine

python:
	@command -v $(PYTHON) >/dev/null || { echo "Greenpaper needs Python 3.11 or newer, and there is no $(PYTHON) here. On Debian: apt-get install python3 python3-venv"; exit 1; }
