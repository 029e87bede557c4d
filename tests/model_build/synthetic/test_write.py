# ruff: noqa: S608
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from model_build.errors import DemoError
from model_build.synthetic import MARKER, DemoSummary, parquet, write, write_demo
from model_build.tables import SCHEMAS


def digest(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_eight_tables_are_written_and_counted(demo: DemoSummary) -> None:
    assert {path.name for path in demo.out.iterdir()} == {MARKER, *(f"{name}.parquet" for name in SCHEMAS)}
    assert demo.rows["application_train"] == demo.applicants == 12_000
    assert demo.rows["application_test"] == demo.decided == 3_000
    for name, rows in demo.rows.items():
        assert pq.read_metadata(demo.out / f"{name}.parquet").num_rows == rows


@pytest.mark.parametrize("name", SCHEMAS)
def test_columns_and_types_are_exactly_those_of_the_schema(demo: DemoSummary, name: str) -> None:
    with duckdb.connect() as connection:
        rows = connection.execute(f"DESCRIBE SELECT * FROM '{demo.out / name}.parquet'").fetchall()
    assert [(row[0], row[1]) for row in rows] == list(SCHEMAS[name].columns.items())


def test_the_marker_says_that_the_rows_are_invented(demo: DemoSummary) -> None:
    marker = json.loads((demo.out / MARKER).read_text(encoding="utf-8"))
    assert "synthetic" in marker["about"]
    assert marker["seed"] == 0
    assert marker["rows"] == demo.rows


def test_the_same_seed_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    again = write_demo(tmp_path / "again", applicants=400, decided=100).out
    assert digest(again) == digest(small)


def test_another_seed_gives_other_rows(small: Path, tmp_path: Path) -> None:
    other = write_demo(tmp_path / "other", applicants=400, decided=100, seed=1).out
    mine, theirs = digest(small), digest(other)
    assert all(mine[name] != theirs[name] for name in mine)


def test_the_number_of_threads_does_not_matter(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "_WORKERS", 1)
    alone = write_demo(tmp_path / "alone", applicants=400, decided=100).out
    assert digest(alone) == digest(small)


def test_train_and_test_share_the_numbers_out(small: Path) -> None:
    train, test = (
        set(pq.read_table(small / f"{name}.parquet", columns=["SK_ID_CURR"])["SK_ID_CURR"].to_pylist())
        for name in ("application_train", "application_test")
    )
    assert len(train) == 400
    assert len(test) == 100
    assert train | test == set(range(100_001, 100_501))


def test_the_scale_is_a_share_of_the_published_sizes(tmp_path: Path) -> None:
    summary = write_demo(tmp_path / "raw", scale=0.001)
    assert (summary.applicants, summary.decided) == (308, 49)


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    shares: list[float] = []
    write_demo(tmp_path / "raw", applicants=100, decided=10, progress=lambda _step, share: shares.append(share))
    assert shares == [0.0, 0.5, 1.0]


def test_a_demo_can_be_written_over(tmp_path: Path) -> None:
    out = write_demo(tmp_path / "raw", applicants=100, decided=10).out
    assert write_demo(out, applicants=120, decided=10).rows["application_train"] == 120
    assert pq.read_metadata(out / "application_train.parquet").num_rows == 120


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "application_train.csv").write_text("precious")
    with pytest.raises(DemoError, match=r"not a demo, and none of them is overwritten: got .*new directory"):
        write_demo(tmp_path)
    assert (tmp_path / "application_train.csv").read_text() == "precious"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("")
    with pytest.raises(DemoError, match="need a directory"):
        write_demo(tmp_path / "raw")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"applicants": 99}, "at least 100 former applicants and 10 to be decided: got 99 and 3000"),
        ({"decided": 0}, "got 12000 and 0"),
        ({"scale": 0.0}, "above 0 and at most 1: got 0.0"),
        ({"scale": 1.5}, "got 1.5"),
        ({"scale": float("nan")}, "got nan"),
        ({"scale": 1e-6}, "at least 100"),
        ({"seed": -1}, "A seed is a whole number, 0 or more: got -1"),
    ],
)
def test_sizes_out_of_range_are_refused(tmp_path: Path, arguments: dict[str, float], message: str) -> None:
    with pytest.raises(DemoError, match=message):
        write_demo(tmp_path / "raw", **arguments)  # type: ignore[arg-type]
    assert not (tmp_path / "raw").exists()


def test_a_failure_leaves_no_table_behind_and_the_old_ones_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = write_demo(tmp_path / "raw", applicants=100, decided=10).out
    before = (out / "application_train.parquet").read_bytes()

    def fail(_files: parquet.TableFiles, _table: str, _rows: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(parquet.TableFiles, "write", fail)
    with pytest.raises(DemoError, match="cannot be written: got 'No space left on device'"):
        write_demo(out, applicants=200, decided=10)
    assert (out / "application_train.parquet").read_bytes() == before
    assert not list(out.glob("*.part"))
    assert not list(out.glob(".*.part"))
