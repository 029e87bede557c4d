"""Starting and ending Spark, and what stands in its way."""

import signal
import socket
import sys
import tempfile

import psutil
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from model_build.cli.commands import app
from model_build.engines import open_engine
from model_build.errors import EngineError
from tests.model_build.engines.settings import FOR_FEW_ROWS


@pytest.fixture(autouse=True)
def no_site(monkeypatch, tmp_path):
    """No master of this site, and a folder of temporary files that can be looked into."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.delenv("SPARK_MASTER", raising=False)
    monkeypatch.delenv("PYSPARK_SUBMIT_ARGS", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def refusal() -> str:
    with pytest.raises(EngineError) as refused, open_engine("spark"):
        pytest.fail("started")
    return str(refused.value)


def java_children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if "java" in child.name()]


def test_spark_is_named_where_pyspark_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.testing.utils", None)
    assert "needs the package pyspark" in refusal()


def test_a_machine_without_java_is_refused_before_spark_starts(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    assert "openjdk-17-jre-headless" in refusal()


def test_a_master_that_does_not_answer_is_named(monkeypatch):
    with socket.socket() as taken:
        # A port that nobody listens on.
        taken.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setenv("SPARK_MASTER", master)
        told = refusal()
    assert f"The Spark master '{master}' does not answer" in told
    assert "SPARK_MASTER" in told


@pytest.mark.parametrize("master", ["spark://nowhere", "spark://127.0.0.1:many", "spark://127.0.0.1:70000"])
def test_a_standalone_master_without_a_port_is_refused(monkeypatch, master):
    monkeypatch.setenv("SPARK_MASTER", master)
    assert "does not answer" in refusal()


def test_a_master_of_no_known_kind_is_refused(monkeypatch):
    monkeypatch.setenv("SPARK_MASTER", "the big machine")
    assert "got 'the big machine'; set it to local[2], spark://host:port" in refusal()


def test_a_start_that_fails_leaves_nothing_behind(monkeypatch, no_site, capfd):
    monkeypatch.setenv("SPARK_MASTER", "local[some]")
    told = refusal()
    assert "Spark does not start on 'local[some]'" in told
    assert "Could not parse Master URL" in told
    assert list(no_site.iterdir()) == []
    assert java_children() == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.long
def test_the_command_scores_on_spark_quietly_and_leaves_nothing_behind(built, no_site, tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", FOR_FEW_ROWS)
    interrupts, searched = signal.getsignal(signal.SIGINT), list(sys.path)
    words = ("--bundle", built.path, "--data", built.path.parent.parent / "demo", "--out", tmp_path / "s.parquet")

    result = CliRunner().invoke(app, ["score", *map(str, words), "--engine", "spark", "--contributions"])

    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert capfd.readouterr() == ("", "")
    rows = pq.read_table(tmp_path / "s.parquet")
    assert rows.num_rows == built.manifest.clients
    assert rows.num_columns == 6 + len(built.manifest.features)
    assert f"applicants      {rows.num_rows:,}" in result.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s.parquet", "temporary"]
    assert list(no_site.iterdir()) == []
    assert java_children() == []
    assert signal.getsignal(signal.SIGINT) is interrupts
    assert sys.path == searched
