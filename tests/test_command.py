"""The command ``clairscore`` knows every command of both halves and needs one of them; the package holds it all."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import typer

import clairscore_cli
from dashboard_app.__main__ import app as dashboard
from dashboard_app.i18n.catalogues import TRANSLATED, po_file
from dashboard_app.site_files import site_file
from model_build.cli.commands import app as build
from model_bundle.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [
    path for package in ("model_bundle", "model_build", "dashboard_app") for path in (ROOT / package).rglob("*.py")
]


def names(app):
    return set(typer.main.get_command(app).commands)


def test_every_command_of_both_halves_is_known():
    assert names(build) == set(clairscore_cli.BUILD)
    assert names(dashboard) == set(clairscore_cli.DASHBOARD)


def test_it_tells_its_commands_and_its_version(capsys):
    clairscore_cli.main([])
    usage = capsys.readouterr().out
    assert all(f"  {name} " in usage for name in (*clairscore_cli.BUILD, *clairscore_cli.DASHBOARD))
    clairscore_cli.main(["--version"])
    assert capsys.readouterr().out == f"clairscore {VERSION}\n"


def test_an_unknown_command_is_refused_in_three_parts():
    with pytest.raises(SystemExit, match=r"no such command: got 'train'\. Choose one of demo, build"):
        clairscore_cli.main(["train"])


def run(*words, without=""):
    """Run the command where one package cannot be imported."""
    code = f"import sys; sys.modules.update(dict.fromkeys({without.split()!r}))"
    code += "; import clairscore_cli; clairscore_cli.main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("words", "without"),
    [(("bundles", "--help"), "model_build pandas sklearn"), (("verify", "--help"), "dashboard_app dash flask")],
)
def test_each_half_runs_without_the_other(words, without):
    done = run(*words, without=without)
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


def test_a_build_without_its_libraries_is_told_what_to_install():
    done = run("build", "--help", without="rich")
    assert done.returncode == 1
    assert 'pip install "clairscore[build]"' in done.stderr


def test_the_exit_code_of_a_command_is_kept():
    assert run("verify", "--bundle", "no/such/bundle").returncode == 2


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names of the files of the package, and its metadata."""
    folder = tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    # Built from a copy: setuptools leaves its folders beside what it builds.
    subprocess.run(
        ["tar", "-cf", folder / "source.tar", "--null", "-T", "-"], cwd=ROOT, input=tracked, text=True, check=True
    )
    subprocess.run(["tar", "-xf", "source.tar"], cwd=folder, check=True)
    code = "from setuptools import build_meta; build_meta.build_wheel('out')"
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=folder, check=True, capture_output=True, timeout=120
    )
    (built,) = (folder / "out").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("dist-info/METADATA"))
        return set(archive.namelist()), archive.read(metadata).decode("utf-8")


def test_the_package_holds_whatever_the_server_and_the_build_read(wheel):
    files, _ = wheel
    read = [
        *(path for path in (ROOT / "assets").rglob("*") if path.is_file()),
        *(ROOT / "dashboard_app" / "templates").glob("*.html"),
        *(ROOT / "dashboard_app" / "database" / "migrations").rglob("*.py"),
        # Not under version control: built with the package.
        *(po_file(language).with_suffix(".mo") for language in TRANSLATED),
        *(ROOT / "model_build" / "publishing" / "card" / "templates").glob("*"),
        *SOURCES,
        ROOT / "gunicorn.conf.py",
        ROOT / "clairscore_cli.py",
    ]
    wanted = {path.relative_to(ROOT).as_posix() for path in read}
    assert {name for name in wanted if not any(file.endswith(name) for file in files)} == set()
    assert not [name for name in files if name.startswith(("tests/", "benchmarks/")) or name.endswith(".po")]


def test_the_package_has_the_version_and_the_licence(wheel):
    files, metadata = wheel
    assert f"\nVersion: {VERSION}\n" in metadata
    assert "\nLicense-Expression: Apache-2.0\n" in metadata
    assert [name for name in files if name.endswith("licenses/LICENSE")]


def test_the_version_is_written_once():
    readers = [*SOURCES, ROOT / "pyproject.toml", ROOT / "clairscore_cli.py"]
    assert [path.name for path in readers if f'"{VERSION}"' in path.read_text(encoding="utf-8")] == ["version.py"]


def test_files_beside_the_packages_are_found_in_a_checkout():
    assert site_file("assets") == ROOT / "assets"
