# `make demo` and `make test` need Python 3.11 or later with pip, and nothing else: they make their own environment.
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

# Two targets at a time, each of which uses one core. What each says is kept together, where make can do that (since 4.0).
TOGETHER := $(MAKE) --no-print-directory -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: help
help: ## what there is to run
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

.PHONY: environment
environment: .venv/ready ## the environment with everything for development, in .venv

.PHONY: demo
demo: .venv/ready ## the local simulator, an archive of every invoice of all providers, and a table: ./demo-invoices
	$(BIN)/cloudinvoices demo demo-invoices

.PHONY: generate
generate: .venv/ready ## generated/ from specs/
	$(BIN)/python scripts/generate.py

.PHONY: check-generated
check-generated: .venv/ready ## fails with the difference if generated/ is not what specs/ give
	$(BIN)/python scripts/generate.py --check

.PHONY: vendor
vendor: ## a copy in another repository: DEST=acme/_vendor/cloudinvoices [PROVIDERS=akamai,qovery] [HTTP=httpx2]
	$(PYTHON) scripts/vendor.py $(if $(DEST),"$(DEST)") $(if $(PROVIDERS),--providers "$(PROVIDERS)") $(if $(HTTP),--http "$(HTTP)")

.PHONY: lint
lint: .venv/ready ## ruff, import rules, what is rendered into docs/, workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python scripts/render_quirks.py --check
	$(BIN)/python scripts/render_pages.py --check
	$(BIN)/zizmor --offline --quiet --no-progress .

.PHONY: types
types: .venv/ready ## mypy and pyright, strict
	$(TOGETHER) mypy pyright public-types

.PHONY: mypy
mypy: .venv/ready
	$(BIN)/mypy overlay/cloudinvoices generated/cloudinvoices_apis scripts tests benchmarks

.PHONY: pyright
pyright: .venv/ready
	$(BIN)/pyright

.PHONY: public-types
public-types: .venv/ready
	$(BIN)/pyright --verifytypes cloudinvoices --ignoreexternal
	$(BIN)/pyright --verifytypes cloudinvoices_apis --ignoreexternal

# On two cores: a third of its time a test waits, for a disk or for a limit of time.
UNIT := $(BIN)/pytest -n 3 -m "not long" --ignore tests/packaging --reliability

.PHONY: unit
unit: .venv/ready ## all tests but packaging and the long ones
	$(UNIT) "make test"

.PHONY: packaging
packaging: .venv/ready ## the built wheel, opened and tried in an empty environment
	$(BIN)/pytest tests/packaging

LONG := HYPOTHESIS_PROFILE=long $(BIN)/pytest -n 2 -m "long or hypothesis" --reliability

.PHONY: test-long
test-long: .venv/ready ## what takes longer: hundreds of kills, full disks, thousands of mutated answers
	$(LONG) "make test-long"

.PHONY: test-httpx2
test-httpx2: .venv/ready ## the tests of all that talks, on the successor of httpx instead of httpx
	CLOUDINVOICES_TEST_HTTP=httpx2 $(BIN)/pytest -n 3 -m "not long" tests/unit tests/conformance tests/security tests/faults

.PHONY: reliability
reliability: .venv/ready ## docs/reliability.md: the figures of make test and of make test-long, from a run of each
	$(UNIT) "write make test"
	$(LONG) "write make test-long"

.PHONY: static
static: .venv/ready
	$(TOGETHER) mypy pyright check-generated public-types lint check-api

.PHONY: test
test: static unit packaging bench-quick ## everything that must pass before a change lands

.PHONY: test-pythons
test-pythons: .venv/ready ## the main suites with every Python of pyproject.toml that is found, or with PYTHONS="python3.14 ..."
	$(BIN)/python scripts/pythons.py $(PYTHONS)

# The time of the commit; in an unpacked source distribution the one that it was made with.
EPOCH := $(if $(wildcard PKG-INFO),date -r PKG-INFO +%s,git log -1 --format=%ct)

.PHONY: dist
dist: .venv/ready ## both distributions, in dist/: tried, and built a second time elsewhere to the same bytes
	rm -rf dist
	epoch=$$($(EPOCH)) && SOURCE_DATE_EPOCH=$$epoch $(BIN)/python -m build --no-isolation
	$(BIN)/pytest tests/packaging/test_distributions.py tests/packaging/test_wheel.py --distributions dist
	cd dist && sha256sum *

.PHONY: release-check
release-check: .venv/ready ## that this commit can be released: make release-check TAG=v0.1.0
	$(BIN)/python scripts/check_release.py $(if $(TAG),"$$TAG")

.PHONY: check-api
check-api: .venv/ready ## breaks of the public interface since the newest release, or since REF=main
	$(BIN)/python scripts/check_api.py $(if $(REF),'$(REF)')

.PHONY: diff-specs
diff-specs: .venv/ready ## what changed in specs/ since main, or since REF=v0.1.0, and what it means for callers
	$(BIN)/python scripts/diff_specs.py $(if $(REF),'$(REF)')

.PHONY: new-provider
new-provider: .venv/ready ## the skeleton of a further provider: make new-provider NAME=digitalocean
	@$(BIN)/python scripts/new_provider.py $(if $(NAME),"$$NAME")

.PHONY: docs
docs: .venv/ready ## the site, in build/site: strict, every link checked, without the network
	$(BIN)/python scripts/build_site.py

.PHONY: serve-docs
serve-docs: docs ## the same at http://127.0.0.1:8000
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory build/site

.PHONY: audit
audit: ## known vulnerabilities of what users install: needs the network
	$(PYTHON) -m venv .venv/audit
	.venv/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit '.[cli,masstack,f5-p12,keyring,cloud]'
	.venv/audit/bin/python -m pip freeze --exclude cloudinvoices > .venv/audit/installed.txt
	.venv/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement .venv/audit/installed.txt

.PHONY: bench
bench: .venv/ready ## the SDK beside its peers, measured into docs/benchmarks.md: half an hour or more, on an idle machine
	$(BIN)/python -m benchmarks

.PHONY: bench-quick
bench-quick: .venv/ready ## the same with small numbers, in a minute: fails where a target is missed by a factor of two
	$(BIN)/python -m benchmarks --check

.PHONY: format
format: .venv/ready ## write the code as ruff formats it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: clean
clean: ## remove what make made
	rm -rf .venv demo-invoices dist build .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
