# Python 3.11 or newer is all it takes: everything goes into $(VENV), Node too where the machine's is missing or old.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test test-postgres test-sqlite test-frontend browser bench plots torture lint format schema lock up down logs clean

VENV ?= .venv
PY := $(VENV)/bin/python
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; \
	done)
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r
export PATH := $(abspath $(VENV))/bin:$(PATH)

PAGES := frontend/dist/live.html
PAGES_FROM := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
NODE_PACKAGES := frontend/node_modules/.package-lock.json

help:  ## list these targets
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.base $(PAGES)  ## build what is new and serve it on one port (HOST and PORT choose another)
	$(PY) manage.py serve --first-run

test: test-postgres test-sqlite test-frontend  ## run every test, on Postgres and Redis of its own and on SQLite

WORKERS := -n 2 --dist worksteal

test-postgres: $(VENV)/.dev $(PAGES) browser
	$(PY) -m pytest $(WORKERS) -m 'not alone' $(ARGS)
	$(PY) -m pytest -m alone $(ARGS) || [ $$? = 5 ]  # 5: ARGS ask for none of these

test-sqlite: $(VENV)/.dev
	HEADCOUNT_TEST_DB=sqlite $(PY) -m pytest $(WORKERS) tests/services tests/api $(ARGS)

test-frontend: $(NODE_PACKAGES)
	cd frontend && npm test

browser: $(VENV)/.dev  # without a browser some tests are left out, which CI does not accept
	@$(PY) -m tests.programs || [ -z "$$CI" ]

bench: $(VENV)/.dev $(PAGES)  ## measure scans, screens and imports, on servers of its own
	$(PY) -m tests.bench $(ARGS)

plots: $(VENV)/.dev $(VENV)/.bench  ## draw what bench found last, into docs/plots
	$(PY) -m tests.bench.plots $(ARGS)

torture: $(VENV)/.dev  ## let everything fail while devices scan, and check that nothing is lost
	$(PY) -m tests.faults.torture $(ARGS)

PRODUCTION := DATABASE_URL=postgres://headcount@localhost/headcount REDIS_URL=redis://localhost:6379/0 \
	ALLOWED_HOSTS=headcount.example CSRF_TRUSTED_ORIGINS=https://headcount.example

lint: $(VENV)/.dev $(NODE_PACKAGES)  ## check format, style, types, layers, migrations, settings and the API's schema
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	mkdir -p var && $(PY) manage.py spectacular --validate --fail-on-warn --file var/openapi.yaml
	diff -u docs/openapi.yaml var/openapi.yaml || { echo 'docs/openapi.yaml is out of date: make schema'; exit 1; }
	cd frontend && npm run types -- --check
	cd frontend && npm run lint && npm run format:check && npm run typecheck

format: $(VENV)/.dev $(NODE_PACKAGES)  ## format the code and fix what fixes itself
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .
	cd frontend && npm run format

schema: $(VENV)/.dev $(NODE_PACKAGES)  ## write docs/openapi.yaml, the types of the pages and the vectors of their tests
	$(PY) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml
	cd frontend && npm run types
	$(PY) -m tests.vectors

LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command 'make lock'

lock: $(VENV)/.dev  ## pin and hash what pyproject.toml asks for (ARGS=--upgrade takes newer versions)
	$(LOCK) $(ARGS) pyproject.toml -o requirements/base.txt
	$(LOCK) $(ARGS) pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt
	$(LOCK) $(ARGS) --group bench -c requirements/dev.txt -o requirements/bench.txt
	$(LOCK) $(ARGS) --group node -o requirements/node.txt

up:  ## start the full stack with docker compose; makes the secrets that .env lacks
	@touch .env && chmod 600 .env
	@for name in SECRET_KEY POSTGRES_PASSWORD ADMIN_PASSWORD; do grep -q "^$$name=." .env || printf '\n%s=%s\n' $$name \
		"$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(48))')" >> .env; done
	docker compose up --build --detach --wait
	@echo 'Headcount is up. ADMIN_EMAIL (or admin@headcount.local) and ADMIN_PASSWORD in .env are the first login.'

down:  ## stop the stack; its data stays
	docker compose down

logs:  ## follow what the stack says
	docker compose logs --follow --tail 100

clean:  ## remove what was built and installed, but no data
	rm -rf $(VENV) $(dir $(NODE_PACKAGES)) $(dir $(PAGES)) .*_cache

$(PY):
	@[ -n "$(PYTHON)" ] || { echo 'Headcount needs Python 3.11 or newer with venv (on Debian: the package python3-venv).'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt | $(PY)
	$(INSTALL) $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(PY)
	$(INSTALL) $<
	@touch $@

$(VENV)/.bench: requirements/bench.txt | $(PY)
	$(INSTALL) $<
	@touch $@

# What Vite asks for, see "engines" in frontend/package.json.
NODE_IS_NEW_ENOUGH := const [major, minor] = process.versions.node.split(".").map(Number); \
	process.exit(major > 22 || (major == 22 && minor >= 12) || (major == 20 && minor >= 19) ? 0 : 1)

$(VENV)/.node: requirements/node.txt | $(PY)
	@node -e '$(NODE_IS_NEW_ENOUGH)' 2>/dev/null && npm --version >/dev/null 2>&1 || $(INSTALL) $<
	@touch $@

$(NODE_PACKAGES): frontend/package-lock.json frontend/.npmrc $(VENV)/.node
	cd frontend && npm ci
	@touch $@

$(PAGES): $(PAGES_FROM) $(NODE_PACKAGES)
	cd frontend && npm run build
