"""What Spark's workers are handed to score with."""

import zipfile
from pathlib import Path

import model_bundle
from model_build.engines.spark_scoring import pack_contract


def test_workers_are_handed_the_whole_contract(tmp_path):
    root = Path(model_bundle.__path__[0])
    with zipfile.ZipFile(pack_contract(tmp_path)) as archive:
        packed = set(archive.namelist())
    assert packed == {f"model_bundle/{path.relative_to(root).as_posix()}" for path in root.rglob("*.py")}
