import csv
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from model_build import portfolio
from model_build.errors import BuildError
from model_build.portfolio import COLUMNS, Scores, check_destination, write_scores
from model_bundle.decision import Decision

# Numbers that lose a digit in every shorter notation.
SCORES = Scores(
    client_ids=[100_001, 100_005],
    probabilities=np.array([0.1 + 0.2, 1 / 3e5]),
    decisions=[Decision.REFUSED, Decision.GRANTED],
    threshold=1 / 11,
)


def test_a_csv_file_gives_every_digit_back(tmp_path):
    write_scores(SCORES, tmp_path / "scores.csv")

    with (tmp_path / "scores.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)

    assert header == list(COLUMNS) == ["SK_ID_CURR", "probability", "decision", "threshold"]
    assert [(int(number), float(probability), decision, float(cut)) for number, probability, decision, cut in rows] == [
        (100_001, 0.1 + 0.2, "refused", 1 / 11),
        (100_005, 1 / 3e5, "granted", 1 / 11),
    ]


def test_a_parquet_file_holds_the_same_four_columns(tmp_path):
    write_scores(SCORES, tmp_path / "scores.parquet")

    table = pq.read_table(tmp_path / "scores.parquet")

    assert table.equals(SCORES.table())
    assert [str(kind) for kind in table.schema.types] == ["int64", "double", "string", "double"]


def test_an_older_file_is_replaced_and_can_be_read_by_others(tmp_path):
    out = tmp_path / "scores.csv"
    out.write_text("old")
    write_scores(SCORES, out)
    assert out.read_text(encoding="utf-8").startswith("SK_ID_CURR,")
    assert out.stat().st_mode & 0o777 == 0o644


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    out = tmp_path / "scores.csv"
    out.write_text("old")

    def break_off(table: pa.Table, path: Path) -> None:
        path.write_text("half")
        raise OSError("No space left on device")

    monkeypatch.setitem(portfolio._WRITERS, ".csv", break_off)
    with pytest.raises(BuildError, match="No space left"):
        write_scores(SCORES, out)

    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["scores", "scores.xlsx", "scores.CSV", ".csv"])
def test_an_ending_that_says_no_known_format_is_refused(tmp_path, name):
    with pytest.raises(BuildError, match=r"name a \.csv or \.parquet file"):
        check_destination(tmp_path / name)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BuildError, match="create it first"):
        check_destination(tmp_path / "nowhere" / "scores.csv")


def test_a_folder_of_that_name_is_refused(tmp_path):
    (tmp_path / "scores.csv").mkdir()
    with pytest.raises(BuildError, match="The score file is a folder"):
        check_destination(tmp_path / "scores.csv")


def test_a_good_name_is_accepted_without_writing_anything(tmp_path):
    check_destination(tmp_path / "scores.parquet")
    assert not list(tmp_path.iterdir())
