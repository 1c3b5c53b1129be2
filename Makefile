# Starlift: the commands of the house. `make workshop` opens it, `make test` tests everything.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: setup workshop test lint fit evaluate bench goldens notebooks datasets screenshots constraints browser clean

setup: .venv/.ready-run

.venv/.ready-run: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) --editable .
	@touch $@

.venv/.ready-test: .venv/.ready-run
	$(PIP) --editable '.[test,lint]'
	@touch $@

workshop: setup
	$(BIN)/starlift lab .

# Everything: units and wheel, on all processors; the browser by itself, since its tests wait for a page that must not
# wait for others; then every notebook with nbval; then the sample cohort with papermill.
test: .venv/.ready-test browser
	$(BIN)/starlift check .
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile -m 'not browser' tests
	$(BIN)/python -m pytest -m browser tests
	$(BIN)/python -m pytest --nbval-lax --nbval-current-env --nbval-cell-timeout=120 -p no:cacheprovider notebooks
	$(BIN)/python -m pytest --nbval --nbval-current-env --nbval-cell-timeout=120 -p no:cacheprovider facilitator
	rm -rf build/sample-cohort
	$(BIN)/starlift cohort build facilitator/sample-roster.csv --out build/sample-cohort --execute

lint: .venv/.ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The browser tests need a Chromium: the system's, else one that can be installed, else they are skipped and say so.
browser: .venv/.ready-test
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| $(BIN)/playwright install chromium >/dev/null 2>&1 \
	|| echo "No Chromium found or installable: browser tests will be skipped."

# The sets that tests compare byte for byte, made afresh; look at what has changed before you commit it.
goldens: .venv/.ready-test
	STARLIFT_REFRESH_GOLDENS=1 $(BIN)/python -m pytest -q tests/cohorts/test_cohort_build.py -k golden

# Notebooks of the cases, made afresh from the template.
notebooks: setup
	$(BIN)/python -c 'from starlift import content, notebooks; notebooks.write_case_notebooks(content.default_content())'

# The facilitator's notebooks on synthetic data, run afresh; their outputs are kept and compared by `make test`.
datasets: setup
	$(BIN)/jupyter nbconvert --log-level=WARN --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False \
	  --ClearMetadataPreprocessor.enabled=True --ClearMetadataPreprocessor.clear_notebook_metadata=False \
	  --ClearMetadataPreprocessor.preserve_cell_metadata_mask=tags --ClearMetadataPreprocessor.preserve_cell_metadata_mask=jupyter \
	  facilitator/workbench-data.ipynb facilitator/debrief.ipynb

# The weights of the feedback, learnt afresh from exercises/rated.jsonl.
fit: .venv/.ready-test
	$(BIN)/starlift feedback fit --out src/starlift/feedback/weights.json

# The feedback measured on writers that it was not fitted on.
evaluate: .venv/.ready-test
	$(BIN)/starlift feedback evaluate --out docs/evaluation.md

# How fast everything is, on this machine: all of docs/performance.md in half an hour, or one part, as `make bench-studio`.
# With `make -k bench` a limit that is missed does not keep the other parts from being measured.
bench: bench-feedback bench-studio bench-workbenches bench-app bench-cohort

bench-%: .venv/.ready-test browser
	$(BIN)/python benchmarks/bench_$*.py

# Pictures of every step in both themes, taken in a real browser, in build/screenshots; the README's is kept in docs/images.
screenshots: .venv/.ready-test browser
	$(BIN)/python -m pytest tests/browser --screenshots build/screenshots
	mkdir -p docs/images && cp build/screenshots/lab-1280-light.png docs/images/studio.png && cp build/screenshots/lab-workbench.png docs/images/workbench.png

constraints: .venv/.ready-test
	$(BIN)/pip freeze --exclude-editable | grep -v '@' > constraints.txt

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
