# A short name for each task of a contributor; .ci/run and the dotnet commands work without make too.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast client format migration docs bench ci

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Run the API and Swagger UI on http://localhost:5080
	dotnet run --project src/WebApi

# Profiled code does not pay in processes that live for seconds.
test test-fast: export DOTNET_TieredPGO := 0

# The tests of three projects run at the same time, because many wait; MSBuild does so only if the projects are built.
test: ## Run all tests
	dotnet build
	dotnet test --no-build -m:3

test-fast: ## Run the domain, application and architecture tests
	dotnet restore
	dotnet test tests/Fast.slnf --no-restore

client: ## Build and test the TypeScript client and check the samples, with Node.js 20
	cd clients/typescript && npm ci && npm run build
	cd samples/react-minimal && npm ci
	cd clients/typescript && npm test
	cd samples/sveltekit && npm ci --ignore-scripts && npm run check && npm test

format: ## Format the code as .editorconfig says
	dotnet format

migration: ## Add a migration for each database: make migration NAME=AddSomething
	@test -n "$(NAME)" || { echo "Name the migration: make migration NAME=AddSomething"; exit 1; }
	dotnet tool restore
	dotnet build src/Infrastructure
	for provider in Sqlite SqlServer PostgreSql; do \
	  dotnet ef migrations add $(NAME) -p src/Infrastructure -s src/Infrastructure \
	    --no-build --context $${provider}AuthDbContext -o Persistence/$${provider}/Migrations || exit 1; \
	done

docs: ## Write the documents that come from the code, such as docs/openapi.json
	dotnet restore
	UPDATE_DOCS=1 dotnet test tests/ArchitectureTests --no-restore --filter TestCategory=Documents
	UPDATE_DOCS=1 dotnet test tests/WebApi.FunctionalTests --no-restore --filter TestCategory=Documents

publish = dotnet publish -c Release -v q -o artifacts/bench
ready-to-run = --use-current-runtime --self-contained false -p:PublishReadyToRun=true

bench: ## Compare with ASP.NET Core Identity and bare endpoints: make bench ARGS="--only profile --seconds 10"
	$(publish)/service src/WebApi
	$(publish)/identity tests/Benchmarks/IdentityApi
	$(publish)/bare tests/Benchmarks/BareEndpoints
	$(publish)/service-ready-to-run src/WebApi $(ready-to-run)
	$(publish)/identity-ready-to-run tests/Benchmarks/IdentityApi $(ready-to-run)
	dotnet run -c Release --project tests/Benchmarks -- $(ARGS)

ci: ## Run what CI runs
	bash .ci/run
