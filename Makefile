# Beyond MQL: `make build` shows the numbers, `make test` proves them.
#
# What can be set, as in: make build RAW_FILES=/exports VARS='{reporting_currency: USD}'
# or by the environment, as in: RAW_FILES=/exports make build
#   RAW_FILES    a folder with your CSV or Parquet files, instead of the sample
#   RULES        a folder with your own rules, own_<seed>.csv each (see make rules)
#   DUCKDB_PATH  the DuckDB file to build, instead of beyond_mql.duckdb
#   VARS         dbt variables, as YAML: text to trust, for dbt evaluates its Jinja
#   DBT_ARGS     more arguments for `dbt build`
#   SIZES        the sizes to measure, as in: make bench SIZES="1 10"
#   BENCH_ARGS   more arguments for the benchmarks, as in: make bench BENCH_ARGS="--runs 2"
#   BENCH_DATA   the folder of the data to measure on, instead of bench/data
#   REPORT       the page that `make report` writes, instead of report.html
#   EXPORT       the folder that `make export` writes to, instead of export
#   CSV_AS_IS    1: `make export` leaves CSV text as it is, even what a spreadsheet would run
#   ASK          the arguments that `make metrics` gives to `mf`, MetricFlow's command
#   DOCS         the page that `make docs` writes, instead of documentation.html
#   PYTHON       the Python, 3.10 to 3.13, that .venv is made with
#   CHROMIUM     the Chromium that tests open the report in, instead of Debian's

BIN := .venv/bin
# Python's cycle collector takes a fifth of dbt's time and frees little.
QUICK_DBT := $(BIN)/python -c \
	'import gc; gc.disable(); from dbt.cli.main import cli; cli(prog_name="dbt")'
BUILD_TOOLS := .venv/build-tools
REPORT_TOOLS := .venv/report-tools
METRICS_TOOLS := .venv/metrics-tools
TEST_TOOLS := .venv/test-tools
# The project does not use Polars: the benchmark has an environment of its own for it.
BENCH_TOOLS := .venv-bench/bench-tools
SIZES ?= 1
BENCH_DATA ?= bench/data
ASK ?= list metrics
DOCS ?= documentation.html
CHROMIUM ?= /usr/bin/chromium
# Tests that share tables run on one core: tests/conftest.py says which.
ON_ALL_CORES := --numprocesses auto --dist loadgroup --no-loadscope-reorder
PACKAGES := dbt_packages/dbt_utils/dbt_project.yml
STAND_IN := $(wildcard vendor/dbt_utils/*.yml vendor/dbt_utils/macros/*)
WITH_METRICS := METRICS=1 DBT_TARGET_PATH=target/metrics
# Shows what was built, or builds it first.
BUILT = test -e "$${DUCKDB_PATH:-beyond_mql.duckdb}" || $(MAKE) --no-print-directory build
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.10 python)

# No tool reports that you ran this.
export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export CHROMIUM

.DEFAULT_GOAL := help
.PHONY: build rules publish compact tables report export metrics docs test test-engines test-dialects lint sample bench bench-day load lock clean help

build: tables ## Build the tables and print the headline numbers
	@$(BIN)/python scripts/print_headline.py

rules: $(BUILD_TOOLS) ## Write files for your own rules: make rules RULES=/folder
	@$(BIN)/python scripts/make_rules.py

# Its own path for dbt's parsing state, else dbt would parse everything again each time.
publish: $(BUILD_TOOLS) $(PACKAGES) ## Build into a new file, and swap it in if all went well
	@DBT_TARGET_PATH=target/publish $(BIN)/python scripts/publish.py \
		$(MAKE) --no-print-directory tables
	@$(BIN)/python scripts/print_headline.py

compact: $(BUILD_TOOLS) ## Rewrite the DuckDB file, without the bytes of deleted rows
	@$(BIN)/python scripts/compact.py

# dbt's JSON artifacts take a fifteenth of a build's time. Targets that need them let dbt
# write them.
tables: $(BUILD_TOOLS) $(PACKAGES)
	@echo "Building $${DUCKDB_PATH:-beyond_mql.duckdb}$${RAW_FILES:+ from $$RAW_FILES} ..."
	@for file in $${RAW_FILES:+"$$RAW_FILES"/*}; do \
		test ! -L "$$file" || test -e "$$file" || \
			{ printf '%s is not read: it is a link to nothing' "$${file##*/}" | tr -d '[:cntrl:]'; echo; }; done
	@$(BIN)/python scripts/check_database.py
	@mkdir -p logs
	@$(QUICK_DBT) --quiet build --exclude-resource-type unit_test \
		--exclude path:tests/cross_db --log-level-file none --no-write-json \
		$${VARS:+--vars "$$VARS"} $(DBT_ARGS) 2> logs/errors.log || { status=$$?; \
		grep -q ^Traceback logs/errors.log && tail -n 1 logs/errors.log || cat logs/errors.log; \
		exit $$status; }

report: $(REPORT_TOOLS) $(PACKAGES) ## Draw the report of the tables: one HTML page
	@$(BUILT)
	@test -x $(BIN)/dct || { echo "The report needs Python 3.11 or newer, and .venv has an older" \
		"one: make clean, then make report PYTHON=python3.11" >&2; exit 1; }
	@$(QUICK_DBT) --quiet parse --log-level-file none $${VARS:+--vars "$$VARS"}
	@PYTHONPATH=scripts $(BIN)/python -m report

export: $(REPORT_TOOLS) $(PACKAGES) ## Write the tables as CSV, Parquet and an Excel workbook
	@$(BUILT)
	@PYTHONPATH=scripts $(BIN)/python -m export

# The two targets with metrics have their own path, as `publish` has; mf reads target.
metrics: $(METRICS_TOOLS) $(PACKAGES) ## Ask MetricFlow: make metrics ASK="list metrics"
	@$(BUILT)
	@$(BIN)/python scripts/check_database.py
	@$(WITH_METRICS) $(BIN)/python scripts/metrics_views.py \
		$(QUICK_DBT) --quiet run --select path:models/metrics --log-level-file none \
		$${VARS:+--vars "$$VARS"}
	@cp target/metrics/semantic_manifest.json target/
	@$(BIN)/python scripts/metrics.py $(ASK)

docs: $(BUILD_TOOLS) $(PACKAGES) ## Write the documentation of all tables: one HTML page
	@$(BUILT)
	@$(BIN)/python scripts/check_database.py
	@$(WITH_METRICS) $(QUICK_DBT) --quiet docs generate --static --log-level-file none \
		$${VARS:+--vars "$$VARS"}
	@cp target/metrics/static_index.html "$(DOCS)"
	@echo "The documentation is in $(DOCS): open it in a browser."

test: $(TEST_TOOLS) $(REPORT_TOOLS) $(METRICS_TOOLS) $(PACKAGES) $(CHROMIUM) .venv-dialects/ready ## Run all tests, including the linters
	@$(BIN)/pytest $(ON_ALL_CORES)

test-dialects: $(TEST_TOOLS) $(PACKAGES) .venv-snowflake/ready .venv-bigquery/ready ## Smoke test on emulators of Snowflake and BigQuery
	@$(BIN)/pytest tests/emulators

test-engines: $(TEST_TOOLS) $(PACKAGES) .venv-postgres/ready .venv-spark/ready ## Build and compare on Postgres and Spark
	@scripts/install_servers.sh
	@$(BIN)/pytest $(ON_ALL_CORES) tests/engines

lint: $(TEST_TOOLS) $(PACKAGES) ## Run the linters only
	@$(BIN)/pytest tests/test_lint.py

sample: $(TEST_TOOLS) ## Generate the sample in seeds/sample again
	@$(BIN)/python sample/generate.py

bench: $(TEST_TOOLS) $(BENCH_TOOLS) $(PACKAGES) ## Measure CPU, time and memory against a floor
	@$(BIN)/python bench/run.py --sizes $(SIZES) --data "$(BENCH_DATA)" \
		--polars .venv-bench/bin/python --out bench/results/benchmark.md $(BENCH_ARGS)

bench-day: $(TEST_TOOLS) $(PACKAGES) ## Measure what one more day costs
	@$(BIN)/python bench/day.py --sizes $(SIZES) --data "$(BENCH_DATA)" \
		--out bench/results/day.md $(BENCH_ARGS)

load: $(TEST_TOOLS) $(PACKAGES) .venv-postgres/ready ## Measure eight readers while a build runs
	@scripts/install_servers.sh
	@$(BIN)/python bench/load.py $(BENCH_ARGS)

lock: .venv-lock/ready ## Rewrite the requirements files, from pyproject.toml
	@.venv-lock/bin/python scripts/lock_requirements.py

clean: ## Remove all that make and dbt made, including tables and history
	@scripts/clean.sh

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

$(BUILD_TOOLS): requirements.txt
	@for python in $(PYTHONS); do \
		"$$python" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' \
			2> /dev/null && break; \
		python=; \
	done; \
	test "$$python" || { \
		echo "Python 3.10, 3.11, 3.12 or 3.13 is needed, and none of these is one: $(PYTHONS)." \
			"Name yours: make PYTHON=/path/to/python3" >&2; exit 1; }; \
	echo "Installing what the build needs into .venv, once ..."; \
	"$$python" -m venv .venv
	@$(BIN)/python -m pip install -qq --require-hashes --requirement $<
	@touch $@

$(TEST_TOOLS): requirements-test.txt $(BUILD_TOOLS)
	@echo "Installing what the tests need into .venv, once ..."
	@$(BIN)/python -m pip install -qq --require-hashes --requirement $<
	@touch $@

$(BENCH_TOOLS): bench/requirements.txt | $(BUILD_TOOLS)
	@echo "Installing what the benchmark needs into .venv-bench, once ..."
	@$(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip install -qq --require-hashes --requirement $<
	@touch $@

$(REPORT_TOOLS): requirements-report.txt $(BUILD_TOOLS)
	@echo "Installing what report and export need into .venv, once ..."
	@$(BIN)/python -m pip install -qq --require-hashes --requirement $<
	@touch $@

$(METRICS_TOOLS): requirements-metrics.txt $(BUILD_TOOLS)
	@echo "Installing what the metrics layer needs into .venv, once ..."
	@$(BIN)/python -m pip install -qq --require-hashes --requirement $<
	@touch $@

$(CHROMIUM):
	@scripts/install_chromium.sh "$@"

# An engine's adapter beside dbt, in an environment of its own.
.venv-postgres/ready: requirements/postgres.txt
.venv-spark/ready: requirements/spark.txt
.venv-snowflake/ready: requirements/snowflake-emulator.txt
.venv-bigquery/ready: requirements/bigquery-emulator.txt
.venv-postgres/ready .venv-spark/ready .venv-snowflake/ready .venv-bigquery/ready: | $(BUILD_TOOLS)
	@echo "Installing what dbt needs for $(patsubst .venv-%/ready,%,$@) into $(@D), once ..."
	@$(BIN)/python -m venv $(@D)
	@$(@D)/bin/python -m pip install -qq --require-hashes --requirement $<
	@touch $@

# Adapters of engines without a server here: for their macros, without drivers.
.venv-dialects/ready: tests/dialects/requirements.txt | $(BUILD_TOOLS)
	@echo "Installing the macros of more adapters into .venv-dialects, once ..."
	@$(BIN)/python -m venv .venv-dialects
	@.venv-dialects/bin/python -m pip install -qq --no-deps --require-hashes --requirement $<
	@touch $@

# uv, which writes the requirements files.
.venv-lock/ready: requirements/lock.txt | $(BUILD_TOOLS)
	@echo "Installing uv into .venv-lock, once ..."
	@$(BIN)/python -m venv .venv-lock
	@.venv-lock/bin/python -m pip install -qq --require-hashes --requirement $<
	@touch $@

# dbt's package hub, or the stand-in. A failing `dbt deps` may leave an empty folder, so
# the stand-in is copied afterwards. Both have old file dates, so the file is touched.
$(PACKAGES): packages.yml $(STAND_IN) | $(BUILD_TOOLS)
	@mkdir -p logs && rm -rf dbt_packages
	@$(BIN)/dbt deps > logs/deps.log 2>&1 || { \
		echo "dbt's package hub cannot be reached: using the project's stand-in for dbt_utils."; \
		mkdir -p dbt_packages && cp -R vendor/dbt_utils dbt_packages/; }
	@touch $@
