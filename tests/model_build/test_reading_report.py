import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from model_build.cli.reading import check_report_path, reported, select_tables
from model_build.errors import BuildError, ColumnError, InputError
from model_build.reading_report import (
    FileFormat,
    Finding,
    FindingKind,
    ReadingReport,
    ReportCollector,
    TableRead,
    example,
)

READ = TableRead(
    "bureau", "bureau.csv", 1_234, datetime(2026, 11, 2, 8, 30, tzinfo=UTC), FileFormat("csv", ";", ",", "UTF-8", "zip")
)
UNKNOWN = Finding(FindingKind.NOTED, "unknown_category", "Unknown:", "bureau", "CREDIT_TYPE", rows=7, examples=("'x'",))


def printed(report: ReadingReport) -> str:
    return "\n".join(line for title, lines in report.sections() for line in (title, *lines))


def test_a_report_says_what_was_read_from_where_and_how() -> None:
    report = ReadingReport(tables=(READ,), missing=("bureau_balance",))
    text = printed(report)
    assert "bureau.csv: 1,234 rows, written 2026-11-02 08:30 UTC" in text
    assert "CSV, separator ';', decimal mark ',', UTF-8, in zip" in text
    assert "Missing\nbureau_balance" in text


def test_columns_that_share_a_sentence_share_a_line() -> None:
    others = [
        Finding(FindingKind.NOTED, "unknown_category", "Unknown:", "bureau", f"C{number}", rows=1)
        for number in range(9)
    ]
    (line,) = dict(ReadingReport(findings=(UNKNOWN, *others)).sections())["Noted"]
    assert line.startswith("bureau: Unknown: CREDIT_TYPE in 7 rows ('x'); C0 in 1 row; ")
    assert line.endswith("and 4 more columns.")


def test_a_long_report_is_cut_on_the_terminal_and_whole_in_its_file(tmp_path: Path) -> None:
    findings = tuple(Finding(FindingKind.IGNORED, "other_file", f"file {number}") for number in range(60))
    report = ReadingReport(findings=findings)
    lines = dict(report.sections())["Ignored"]
    assert len(lines) == 41
    assert "20 more" in lines[-1]
    report.write(tmp_path / "report.json")
    assert len(json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["findings"]) == 60


def test_a_finding_shows_ten_examples_and_never_a_row() -> None:
    row = "100001,Cash loans,F,N,Y,0,135000.0"
    finding = Finding(FindingKind.NOTED, "c", "m", examples=(row, *(str(number) for number in range(20))))
    assert len(finding.examples) == 10
    assert finding.examples[0] == "a text of 34 characters"
    assert example("x" * 60) == "x" * 40 + "..."
    assert example("Spouse, partner") == "Spouse, partner"


def test_the_json_is_complete(tmp_path: Path) -> None:
    report = ReadingReport((READ,), ("POS_CASH_balance",), (UNKNOWN,))
    report.write(tmp_path / "report.json")
    content = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert content["version"] == 1
    assert not content["is_refused"]
    assert content["missing"] == ["POS_CASH_balance"]
    (read,) = content["tables"]
    assert (read["table"], read["rows"], read["modified"]) == ("bureau", 1_234, "2026-11-02T08:30:00+00:00")
    assert read["format"]["separator"] == ";"
    (finding,) = content["findings"]
    assert finding == {
        **{"kind": "noted", "code": "unknown_category", "message": "Unknown:", "table": "bureau"},
        **{"column": "CREDIT_TYPE", "file": None, "rows": 7, "examples": ["'x'"]},
    }


def test_reports_are_combined_and_stay_what_they_were() -> None:
    one, other = ReadingReport((READ,), ("bureau",)), ReadingReport((), ("bureau", "x"), (UNKNOWN,))
    both = one | other
    assert (both.tables, both.missing, both.findings) == ((READ,), ("bureau", "x"), (UNKNOWN,))
    assert one.findings == ()
    assert both.of(FindingKind.NOTED) == both.with_code("unknown_category") == (UNKNOWN,)
    assert ReadingReport().is_empty
    assert not both.is_empty


def test_a_refused_command_leaves_its_report(tmp_path: Path) -> None:
    console, path = Console(record=True, width=200), tmp_path / "report.json"

    def refuse() -> None:
        with reported(console, path) as collector:
            collector.add_table(READ)
            raise ColumnError("It has no key", got="'x'", remedy="add one")

    with pytest.raises(ColumnError):
        refuse()
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["is_refused"]
    assert content["findings"][0]["message"] == "It has no key: got 'x'; add one."
    assert content["findings"][0]["code"] == "column"
    text = console.export_text()
    assert "1,234 rows" in text
    assert "It has no key" not in text


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "scores.csv").touch()
    for path, other, words in (
        (tmp_path / "absent" / "r.json", None, "does not exist"),
        (tmp_path, None, "is a folder"),
        (tmp_path / "scores.csv", tmp_path / "scores.csv", "have one name"),
    ):
        with pytest.raises(BuildError, match=words):
            check_report_path(path, other)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((["bureau"], [], []), "--table names a table and its file: got 'bureau'"),
        ((["bureu=x.csv"], [], []), "--table names no table that it can name: got 'bureu', did you mean 'bureau'"),
        ((["bureau=a.csv", "bureau=b.csv"], [], []), "--table names bureau twice"),
        (([], [], ["application_test"]), "--allow-missing names no table that it can name"),
    ],
)
def test_options_that_name_nothing_are_refused(options: tuple[list[str], list[str], list[str]], words: str) -> None:
    with pytest.raises(InputError) as caught:
        select_tables(*options)
    assert words in str(caught.value)


def test_later_checks_add_to_the_report() -> None:
    collector = ReportCollector()
    collector.add_missing(["bureau"])
    collector.add(Finding(FindingKind.SET_ASIDE, "impossible_value", "2 applicants", examples=("100001", "100002")))
    assert dict(collector.report.sections())["Set aside"] == ["2 applicants (100001, 100002)"]
