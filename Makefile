# The commands of this project. `make` alone prints them.
# Swedish terms in the output belong to the product; docs/glossary.md explains them.

.DEFAULT_GOAL := help
.PHONY: help run demo-reset test check long format rights bench bench-lists bench-scale fire story translations lock clean
FLASK := .venv/bin/flask --app wsgi

# A start reads what the one before it compiled.
unexport PYTHONDONTWRITEBYTECODE

help: ## Print this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf '%-20s %s\n' "$$name" "$$text"; done

# These work on the demo, which needs no other settings.
run demo-reset story bench bench-lists bench-scale: export DEMO := 1

run: ## Set up what is missing and serve the demo (PORT, DATABASE_URL and DEMO_PASSWORD are passed on)
	@scripts/setup run
	@exec $(FLASK) serve --demo

demo-reset: ## Throw away the demo's data and load it again
	@scripts/setup run
	@$(FLASK) demo-reset

test: ## Everything the build server runs: checks, then all tests on SQLite, PostgreSQL and in Chromium
	@scripts/setup test
	@scripts/test

check: ## For every save: format, lint, types, import contracts and the fast tests, in under a minute
	@scripts/setup check
	@scripts/check

long: ## What takes longer than the suite may: every changed right, the decisions' machine, planted faults (SEED, STEPS)
	@scripts/setup test
	@scripts/long

rights: ## Type out anew who may what, beside registry/access/policy.py, when a right was meant to change
	@scripts/setup check
	@.venv/bin/python -m tests.access

format: ## Format code, templates, stylesheets and scripts, and mend what the linters can mend by themselves
	@scripts/setup check
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format .
	@.venv/bin/djlint templates --lint --quiet
	@.venv/bin/djlint templates --reformat --quiet --warn
	@PATH=$$PWD/.venv/bin:$$PATH node_modules/.bin/biome check --write

bench: ## Measure pages, documents, imports and start-up against their floors, in one run
	@scripts/setup check
	@.venv/bin/python -m benchmarks

bench-lists: ## Take 209 made-up lists in, as dirty as real ones, and hold what comes of each row against its truth (an hour)
	@scripts/setup test
	@.venv/bin/python -m benchmarks.lists

bench-scale: ## Measure every page with 250,000 organisations and 1,000,000 collaborations, on both engines (an hour)
	@scripts/setup test
	@.venv/bin/python -m benchmarks.scale

fire: ## Let eight processes decide the same matters while they are killed, on both engines (MINUTES=1 on each), and check all
	@scripts/setup test
	@.venv/bin/python -m benchmarks.fire --minutes $(or $(MINUTES),1)
	@STEPS=$(or $(STEPS),1000) .venv/bin/pytest -q -s tests/matters/approvals/test_machine.py

story: ## Play the whole story in Chromium; pictures and the PDF land in instance/story/
	@scripts/setup test
	@$(FLASK) story

translations: ## Read new texts into the English catalogue, and say how much is translated
	@scripts/setup check
	@scripts/catalogue

lock: ## Renew the lock files; nothing younger than a week gets in
	@scripts/setup check
	@scripts/lock

clean: ## Remove what can be made again; instance/ (the data) stays
	@rm -rf .venv node_modules static/vendor static/dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +
