from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from starlift.errors import StarliftError
from starlift.workbenches.owndata.files import ENDINGS
from starlift.workbenches.owndata.formats import recognise
from starlift.workbenches.owndata.loading import load, proposed
from starlift.workbenches.owndata.mapping import Mapping
from starlift.workbenches.owndata.severities import SEVERITIES
from starlift.workbenches.owndata.table import COLUMNS, Kind, Loaded

EXAMPLES = Path(__file__).parent / "examples"
FILES = sorted(EXAMPLES.iterdir())
KINDS: tuple[Kind, ...] = ("requests", "findings")


def write(folder: Path, content: str | bytes, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def told(loaded: Loaded) -> str:
    return "\n".join(loaded.told)


def problem(path: Path, kind: Kind = "findings", mapping: Mapping | None = None) -> str:
    with pytest.raises(StarliftError) as caught:
        load(path, mapping, kind)
    return str(caught.value)


def check(loaded: Loaded, kind: Kind) -> None:
    """What holds for every table."""
    table = loaded.table
    assert tuple(table.columns) == COLUMNS[kind]
    assert str(table["opened"].dtype) == str(table["closed"].dtype) == "datetime64[ns]"
    assert len(table)
    assert table["opened"].notna().all()
    assert table["opened"].is_monotonic_increasing
    assert not (table["closed"] < table["opened"]).any()
    assert table.loc[table["closed"].notna(), "ended"].all()
    assert set(table["severity"].dropna()) <= set(SEVERITIES)
    for name in {"title", "kind", "requester", "component"} & set(table.columns):
        assert all(isinstance(text, str) and text.isprintable() and len(text) <= 300 for text in table[name])
    assert loaded.told[0].startswith("Rows used: ")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_example_makes_a_tidy_table(path: Path, kind: Kind) -> None:
    if path.suffix == ".sarif" and kind == "requests":
        assert "holds results of scans and no requests" in problem(path, kind)
    else:
        check(load(path, None, kind), kind)


def test_jira_requests() -> None:
    loaded = load(EXAMPLES / "jira.csv", None, "requests")

    first = loaded.table.iloc[0]
    assert first["opened"] == pd.Timestamp("2026-03-13 09:41")
    assert first["closed"] == pd.Timestamp("2026-03-20 16:05")
    assert (first["requester"], first["kind"], first["severity"]) == ("Person Two", "Design review", "high")
    assert loaded.table["opened"].iloc[1] == pd.Timestamp("2026-03-14 00:10")
    assert list(loaded.table["severity"].iloc[1:3]) == ["medium", "info"]
    assert loaded.table["severity"].iloc[3] is None
    assert "Rows used: 4 of 6." in loaded.told
    assert "1 row without a date of opening that can be read (line 7)" in told(loaded)
    assert "closed on a day before it was opened (line 8)" in told(loaded)
    assert "25% of the rows have no severity that is known, among them “Soon”." in loaded.told
    assert "Opened between 13 March 2026 and 21 March 2026." in loaded.told
    assert "Different requesters: 3." in loaded.told
    assert list(loaded.table["ended"]) == [True, False, True, True]


def test_the_first_filled_of_several_columns_of_one_name_counts() -> None:
    table = load(EXAMPLES / "jira.csv", None, "findings").table

    assert list(table["component"]) == ["Uploads", "Billing", "", "Signing"]
    assert list(table["duplicate"]) == [False, False, True, False]


def test_a_german_export_with_semicolons_and_mixed_dates() -> None:
    loaded = load(EXAMPLES / "jira-german.csv", None, "requests")

    assert [f"{time:%d.%m.}" for time in loaded.table["opened"]] == ["03.02.", "27.02.", "05.03."]
    assert list(loaded.table["severity"]) == ["high", "medium", "low"]
    assert "Cells are parted by semicolons." in loaded.told


def test_defectdojo_findings() -> None:
    loaded = load(EXAMPLES / "defectdojo.csv", None, "findings")

    table = loaded.table
    assert [f"{time:%m-%d}" for time in table["opened"]] == ["01-30", "02-03", "02-05", "02-06"]
    assert list(table["component"]) == ["shop.example.org"] * 3 + [""]
    assert list(table["kind"]) == ["CWE-79", "CWE-1104", "CWE-79", ""]
    assert list(table["duplicate"]) == [False, False, True, False]
    assert list(table["ended"]) == [False, True, False, False]
    assert "1 row marked as false positive (line 4)" in told(loaded)
    assert "Closed without a date: 1 row; the day of closing counts as missing." in loaded.told
    assert "secret" not in table.to_csv()


def test_defectdojo_writes_the_month_first_unless_its_dates_say_otherwise(tmp_path: Path) -> None:
    head = "Date,Title,Severity,Active,FalsePositive\n"
    usual = load(write(tmp_path, f"{head}03/04/2026,A,High,TRUE,FALSE\n"), None, "findings")
    other = load(
        write(tmp_path, f"{head}03/04/2026,A,High,TRUE,FALSE\n25/04/2026,B,Low,TRUE,FALSE\n"), None, "findings"
    )

    assert usual.table["opened"].iloc[0] == pd.Timestamp("2026-03-04")
    assert "read as month first" in told(usual)
    assert other.table["opened"].iloc[0] == pd.Timestamp("2026-04-03")
    assert "name the day first" in told(other)


def test_the_order_of_a_date_can_be_said(tmp_path: Path) -> None:
    path = write(tmp_path, "Summary,Created\nA,03/04/2026\n")
    guess, _ = proposed(path, recognise(path), "requests")

    said = {order: load(path, Mapping(guess.choices, order=order), "requests") for order in ("", "day", "month")}

    assert [loaded.table["opened"].iloc[0].month for loaded in said.values()] == [4, 4, 3]
    assert "none of the file settles it" in told(said[""])
    assert "settles" not in told(said["month"])


def test_github_from_the_rest_interface() -> None:
    loaded = load(EXAMPLES / "github-rest.json", None, "findings")

    table = loaded.table
    assert list(table["title"]) == [
        "Token is written to the log", "Please review the threat model", "Same as the token one",
    ]  # fmt: skip
    assert list(table["severity"].fillna("")) == ["high", "medium", ""]
    assert list(table["kind"]) == ["vulnerability", "design review", "bug"]
    assert list(table["component"]) == ["login", "portal", "portal"]
    assert list(table["duplicate"]) == [False, False, True]
    assert table["opened"].iloc[2] == pd.Timestamp("2026-02-06 08:00"), "the time on the wall is kept"
    assert "Left out: pull requests (1)." in loaded.told


def test_github_from_the_command_line_and_page_after_page(tmp_path: Path) -> None:
    page = (EXAMPLES / "github-cli.json").read_text(encoding="utf-8")
    loaded = load(write(tmp_path, page + "\n" + page), None, "requests")

    assert list(loaded.table["requester"]) == ["dev-one", "dev-one", "dev-two", "dev-two"]
    assert list(loaded.table["ended"]) == [True, True, False, False]


def test_github_search_answers_are_lists_too(tmp_path: Path) -> None:
    issues = json.loads((EXAMPLES / "github-rest.json").read_text(encoding="utf-8"))
    loaded = load(write(tmp_path, json.dumps({"total_count": 4, "items": issues})), None, "requests")

    assert len(loaded.table) == 3


def test_sarif_results_with_rules_scores_and_suppressions() -> None:
    loaded = load(EXAMPLES / "scan.sarif", None, "findings")

    table = loaded.table
    assert list(table["severity"]) == ["low", "critical", "critical", "info"]
    assert list(table["kind"]) == ["js/log", "CWE-79", "CWE-79", "js/zero"]
    assert list(table["title"])[:2] == ["Logged in clear", "Value reaches the page"]
    assert list(table["component"]) == ["", "src/shop", "src/shop", ""]
    assert list(table["duplicate"]) == [False, False, True, False]
    assert list(table["ended"]) == [False, False, False, True]
    assert table["opened"].iloc[0] == pd.Timestamp("2025-12-24 10:00")
    assert "Left out: suppressed results (1)." in loaded.told


def test_sarif_without_a_date_asks_for_one(tmp_path: Path) -> None:
    log = json.loads((EXAMPLES / "scan.sarif").read_text(encoding="utf-8"))
    del log["runs"][0]["invocations"]
    log["runs"][0]["results"] = log["runs"][0]["results"][:1]
    path = write(tmp_path, json.dumps(log))

    assert "scanned: names no date of the scan" in problem(path)
    assert load(path, Mapping(scanned="13 March 2026"), "findings").table["opened"].iloc[0] == pd.Timestamp(
        "2026-03-13"
    )
    assert "no row that can be used" in problem(path, mapping=Mapping(scanned="soon"))


ENCODED = "Summary,Created,Priority\nPrüfung – heute,2026-03-01,High\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("cp1252", "not UTF-8 (line 2) and was read as Windows-1252")],
)
def test_encodings(tmp_path: Path, encoding: str, said: str) -> None:
    loaded = load(write(tmp_path, ENCODED.encode(encoding)), None, "requests")

    assert loaded.table["title"].iloc[0] == "Prüfung – heute"
    assert said in told(loaded)
    assert ("Windows" in told(loaded)) == bool(said)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path: Path, separator: str, end: str) -> None:
    lines = [["Summary", "Created", "Priority"], ["A", "2026-03-01", "High"], ["B", "2026-03-02", "Low"]]
    path = write(tmp_path, end.join(separator.join(line) for line in lines) + end)

    assert list(load(path, None, "requests").table["title"]) == ["A", "B"]


def test_a_line_for_excel_before_the_header_and_spaces_around_names(tmp_path: Path) -> None:
    path = write(tmp_path, "sep=;\n Summary ; Created \nA;2026-03-01\nB;never\n")

    loaded = load(path, None, "requests")

    assert list(loaded.table["title"]) == ["A"]
    assert "(line 4)" in told(loaded)


def test_rows_with_more_cells_than_the_header_are_left_out_and_shorter_ones_kept(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, "Summary,Created,Priority\nA,2026-03-01\nB,2026-03-02,High,Low\n"), None, "requests")

    assert list(loaded.table["title"]) == ["A"]
    assert "with more cells than there are column names (line 3)" in told(loaded)


def test_a_day_of_closing_without_its_time_is_not_before_opening(tmp_path: Path) -> None:
    table = load(write(tmp_path, "Summary,Created,Resolved\nA,2026-03-01 09:00,2026-03-01\n"), None, "requests").table

    assert table["closed"].iloc[0] == table["opened"].iloc[0]


def test_columns_are_found_by_their_values_where_names_say_nothing(tmp_path: Path) -> None:
    rows = "\n".join(
        f"{n},2026-03-{n:02d},{'High' if n % 2 else 'Low'},{'2026-04-02' if n % 3 else ''}" for n in range(1, 9)
    )
    path = write(tmp_path, f"a,b,c,d\n{rows}\n")
    guess, _ = proposed(path, recognise(path), "findings")

    assert [guess.column(field) for field in ("opened", "closed", "severity")] == ["b", "d", "c"]


def test_a_column_is_not_believed_for_its_name_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "Created,Opened,Severity,Priority\nme,2026-03-01,,P1\nyou,2026-03-02,,P3\n")
    guess, _ = proposed(path, recognise(path), "requests")

    assert (guess.column("opened"), guess.column("severity")) == ("Opened", "Priority")
    assert list(load(path, guess, "requests").table["severity"]) == ["critical", "medium"]


def test_what_the_learner_chose_counts_when_it_is_a_column() -> None:
    path = EXAMPLES / "jira.csv"
    guess, _ = proposed(path, found := recognise(path), "requests")
    assert found.layout

    chosen = guess.confirmed(
        {"kind": "Custom field (Team)", "closed": "", "title": "no such column"}, found.layout.columns
    )

    assert [chosen.column(field) for field in ("kind", "closed", "title")] == ["Custom field (Team)", "", "Summary"]
    table = load(path, chosen, "requests").table
    assert table["kind"].iloc[0] == "Team Red"
    assert table["closed"].isna().all()


def test_thousands_of_columns_are_read_in_a_moment(tmp_path: Path) -> None:
    width = 5_000
    head = ",".join(["Summary", "Created", *(f"Custom field ({n})" for n in range(width))])
    path = write(tmp_path, head + "\n" + "".join(f"A{n},2026-03-01{',' * width}\n" for n in range(100)))

    assert len(load(path, None, "findings").table) == 100


def test_many_rows_are_read_completely(tmp_path: Path) -> None:
    count = 50_000
    times = np.datetime64("2020-01-01T00:00") + np.arange(count) * np.timedelta64(37, "m")
    rows = "".join(f'"Row {n}, with ""quotes""",{time},"two\nlines"\n' for n, time in enumerate(times))
    loaded = load(write(tmp_path, f"Summary,Created,Description\n{rows}x,never,\n"), None, "requests")

    assert (loaded.table["opened"].to_numpy() == times).all()
    assert loaded.table["title"].iloc[-1] == f'Row {count - 1}, with "quotes"'
    assert f"(line {2 * count + 2:,})" in told(loaded)


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "is empty"),
    "blank": (" \n\n", "is empty"),
    "prose": ("Hello there", "is neither JSON nor a table"),
    "header alone": ("Summary,Created\n", "holds no rows"),
    "no date": ("Summary,Priority\nA,High\n", "opened: has no column with the date of opening"),
    "unreadable dates": ("Summary,Created\nA,soon\nB,later\n", "such as “soon”"),
    "NUL": ("Summary,Created\nA,2026-03-01\nB\0,2026-03-02\n", "export.csv:3: holds a NUL character"),
    "open quote":
        ('Summary,Created\nA,2026-03-01\n"B,2026-03-02\nC,2026-03-03\n', "export.csv:3: has a quotation mark"),
    "giant cell":
        (f'Summary,Created\nA,2026-03-01\n"{"x" * 30_000}",2026-03-01\n', "export.csv:3: Summary: has a cell"),
    "giant name": (f'"{"x" * 200_000}",Created\n', "has a name of a column that does not end"),
    "workbook": (b"PK\x03\x04rest", "is an Excel workbook"),
    "not text": (b"Summary,Created\n\x81\xff\x8d,x\n", "export.csv:2: is not text"),
    "empty list": ("[ ]\n", "holds no rows"),
    "other JSON": ('{"a": [1]}', "neither GitHub issues"),
    "pull requests alone":
        ('[{"created_at": "2026-01-01", "pull_request": {}}]', "holds no rows; left out: pull requests (1)"),
    "cut off": ('[\n{"title": "A", "created_at": "2026-01-01"},\n{"title": "B', "export.csv:3: is cut off"),
    "cut off after an issue": ('[\n{"title": "A", "created_at": "2026-01-01"}\n', "is cut off"),
    "bad JSON":
        ('[\n{"title": "A", "created_at": "2026-01-01"},\n{"title": B}]', "export.csv:3: is not valid JSON at column"),
    "deep JSON": ('{"runs":' + "[" * 100_000, "is nested too deeply"),
    "deep issues": ('[{"created_at":' + "[" * 100_000, "is nested too deeply"),
    "old SARIF": ('{"version": "2.0.0", "runs": []}', "is not SARIF 2.1 but says version '2.0.0'"),
    "no results": ('{"version": "2.1.0", "runs": [{}]}', "holds no rows"),
    "long figure": ('[{"created_at": ' + "1" * 5000 + "}]", "figure that is too long"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    content, what = BROKEN[name]

    assert what in problem(write(tmp_path, content))


def test_a_file_that_is_gone_or_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "cannot be read" in problem(tmp_path / "gone.csv")
    monkeypatch.setattr("starlift.workbenches.owndata.files.MAX_BYTES", 10)
    assert "is larger than" in problem(write(tmp_path, ENCODED))


def attempt(path: Path) -> None:
    for kind in KINDS:
        try:
            loaded = load(path, None, kind)
        except StarliftError as error:
            problems = error.problems
            assert all(one.file == path.name and one.what for one in problems)
        else:
            check(loaded, kind)


RELAXED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@RELAXED
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    attempt(write(tmp_path, content))


@RELAXED
@given(
    path=st.sampled_from(FILES),
    at=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 40),
    put=st.one_of(
        st.binary(max_size=6), st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"[", b"}", b"1e999", b"null"])
    ),
)
def test_damaged_examples_are_read_or_refused(tmp_path: Path, path: Path, at: float, length: int, put: bytes) -> None:
    content = path.read_bytes()
    start = int(at * len(content))

    attempt(write(tmp_path, content[:start] + put + content[start + length :], path.name))


KEYS = re.findall(
    r"\w+",
    "title user login labels name created_at state items type author kind level message text ruleId ruleIndex rule "
    "index locations physicalLocation artifactLocation uri properties tags suppressions results tool driver rules "
    "invocations startTimeUtc provenance partialFingerprints artifacts location",
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just("2026-01-01")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=25,
)


@RELAXED
@given(value=JSON)
def test_json_of_any_shape_is_read_or_refused(tmp_path: Path, value: object) -> None:
    attempt(
        write(
            tmp_path, json.dumps([{"created_at": "2026-01-01", "title": value, "labels": value, "user": value}, value])
        )
    )
    result = {"ruleId": "r", "message": value, "locations": value, "properties": value, "rule": value}
    run = {
        "results": [result, value],
        "tool": value,
        "artifacts": value,
        "invocations": [{"startTimeUtc": "2026-01-01"}],
    }
    attempt(write(tmp_path, json.dumps({"version": "2.1.0", "runs": [run, value]})))


def test_nothing_is_written_beside_the_export(tmp_path: Path) -> None:
    for path in FILES:
        write(tmp_path, path.read_bytes(), path.name)
        attempt(tmp_path / path.name)

    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in FILES]
    assert all(path.suffix in ENDINGS for path in FILES)
