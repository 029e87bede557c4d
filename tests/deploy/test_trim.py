"""The web image's environment: trimmed, it still serves; and a rule that finds nothing is not passed over."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig

import pytest

from deploy import trim
from model_bundle.bundle import Bundle
from tests.test_web_environment import ROOT, VISIT

LARGEST = 300_000_000
"""Bytes of site-packages that the image has room for: 450 MB less Debian, Python and what is compiled."""


@pytest.fixture(scope="module")
def trimmed(tmp_path_factory):
    """The environment of the web image: of `requirements.txt`, then trimmed."""
    uv = shutil.which("uv", path=sysconfig.get_path("scripts"))
    if uv is None:
        pytest.skip("there is no uv in this environment: make test installs it")
    folder = tmp_path_factory.mktemp("trimmed") / "env"
    python = folder / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    # Copies: what is trimmed may not be the file in the cache.
    installer = [uv, "pip", "install", "--quiet", "--link-mode", "copy", "--python", python]
    lock = ROOT / "requirements.txt"
    subprocess.run([*installer, "--no-deps", "--require-hashes", "-r", lock], check=True, timeout=300)
    (packages,) = folder.glob("lib/python*/site-packages")
    subprocess.run([sys.executable, ROOT / "deploy" / "trim.py", packages], check=True, capture_output=True)
    return python, packages


@pytest.mark.long
def test_it_is_small_enough_for_the_image(trimmed):
    _, packages = trimmed
    compiled = sum(path.stat().st_size for path in packages.rglob("*.pyc"))
    assert trim.size(packages) - compiled < LARGEST


@pytest.mark.long
def test_it_signs_in_and_serves_a_clients_file(trimmed, built, tmp_path):
    python, _ = trimmed
    clients = Bundle.open(built.path).clients
    row = clients.num_rows // 2
    number, probability = (clients.column(name)[row].as_py() for name in ("SK_ID_CURR", "probability"))
    visit = subprocess.run(
        [python, "-c", VISIT, built.path.parent, str(number)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "OMP_WAIT_POLICY": "PASSIVE"},
        cwd=tmp_path,
    )
    assert visit.returncode == 0, visit.stderr
    answer = json.loads(visit.stdout.splitlines()[-1])
    assert (answer["login"], answer["page"], answer["status"]) == (302, 200, 200)
    assert f"The estimated risk is {100 * probability:.1f}" in answer["file"].replace("\\u00a0", " ")


@pytest.mark.long
@pytest.mark.parametrize("module", ["dashboard_app.worker", "dashboard_app.__main__", "psycopg", "authlib.jose"])
def test_what_a_visit_does_not_need_is_there_too(trimmed, module):
    subprocess.run([trimmed[0], "-c", f"import {module}"], check=True, cwd=ROOT, timeout=60)


def test_a_rule_that_finds_nothing_ends_the_build(tmp_path):
    with pytest.raises(SystemExit, match=r"matches nothing.*Adapt the rule"):
        trim.apply(trim.Rule("a library of another version", ("gone/*.so",)), tmp_path)


def test_what_is_kept_stays(tmp_path):
    for name in ("babel/en.dat", "babel/de.dat", "tests/inner/file"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"12345")
    rule = trim.Rule("", ("babel/*.dat", "tests"), keep=("babel/en.dat",))
    assert trim.apply(rule, tmp_path) == 10
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["en.dat"]


def test_files_that_are_shared_with_a_cache_are_not_changed(tmp_path):
    (tmp_path / "pyarrow").mkdir()
    library = tmp_path / "pyarrow" / "libarrow.so"
    library.write_bytes(b"not a library")
    (tmp_path / "cache").hardlink_to(library)
    with pytest.raises(SystemExit, match="--link-mode copy"):
        trim.strip(tmp_path)
