import csv
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from model_build.errors import BuildError
from model_build.pipeline.score_writer import Scored, check_destination, write_scores
from model_bundle.decision import Decision

SCHEMA = pa.schema({"SK_ID_CURR": pa.int64(), "probability": pa.float64(), "decision": pa.string()}.items())
# Numbers that lose a digit in every shorter notation.
ROWS = [(100_001, 0.1 + 0.2, "refused"), (100_005, 1 / 3e5, "granted"), (100_013, 0.05, "granted")]


def parts(*sizes):
    """Give the rows in parts of these sizes."""
    begin = 0
    for size in sizes:
        columns = zip(*ROWS[begin : begin + size], strict=True)
        yield pa.record_batch([pa.array(column) for column in columns], schema=SCHEMA)
        begin += size


def test_a_csv_file_gives_every_digit_back(tmp_path):
    write_scores(parts(2, 1), SCHEMA, 0.09, tmp_path / "scores.csv")

    with (tmp_path / "scores.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)

    assert header == SCHEMA.names
    assert [(int(number), float(probability), decision) for number, probability, decision in rows] == ROWS


def test_a_parquet_file_holds_the_same_columns(tmp_path):
    write_scores(parts(1, 2), SCHEMA, 0.09, tmp_path / "scores.parquet")

    table = pq.read_table(tmp_path / "scores.parquet")

    assert table.schema == SCHEMA
    assert table.equals(pa.Table.from_batches(parts(3)))


@pytest.mark.parametrize("name", ["scores.csv", "scores.parquet"])
def test_applicants_and_decisions_are_counted_as_they_are_written(tmp_path, name):
    told = write_scores(parts(1, 1, 1), SCHEMA, 0.09, tmp_path / name)
    assert told == Scored(3, {Decision.GRANTED: 2, Decision.REFUSED: 1}, 0.09)


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o640), (0o027, 0o640), (0o077, 0o600), (0, 0o640)])
def test_an_older_file_is_replaced_and_the_umask_says_whether_the_group_reads_it(tmp_path, umask, mode):
    out = tmp_path / "scores.csv"
    out.write_text("old")
    before = os.umask(umask)
    try:
        write_scores(parts(3), SCHEMA, 0.09, out)
    finally:
        os.umask(before)
    assert out.read_text(encoding="utf-8").startswith("SK_ID_CURR,")
    assert out.stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("name", ["scores.csv", "scores.parquet"])
def test_a_file_is_written_whole_or_not_at_all(tmp_path, name):
    out = tmp_path / name
    out.write_text("old")

    def broken_off():
        yield from parts(2)
        raise OSError("No space left on device")

    with pytest.raises(BuildError, match="No space left"):
        write_scores(broken_off(), SCHEMA, 0.09, out)

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
