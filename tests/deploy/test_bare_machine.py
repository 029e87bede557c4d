"""What a machine that lacks something says: one sentence with the packages to install, before anything is done."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash")


def fake(folder, name, script):
    """Put a program into a folder."""
    program = folder / name
    program.write_text(f"#!{BASH}\n{script}\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def bare(tmp_path):
    """A folder of programs that holds only what every system has."""
    for name in ("bash", "sed", "tail", "tr", "grep", "rm", "mkdir", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name))
    return tmp_path


def run(script, *arguments, path=None, cwd=ROOT):
    """Run one of the project's scripts with a search path of its own."""
    environment = {"PATH": str(path) if path else os.environ["PATH"]}
    return subprocess.run(
        [BASH, ROOT / ".ci" / script, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("python", ["", "/no/such/python3"])
def test_without_python_the_packages_are_named(tmp_path, python):
    done = run("install", python, str(tmp_path / "env"), "requirements.txt")
    assert done.returncode == 1
    assert "Python 3.11 or later is needed" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr
    assert not (tmp_path / "env").exists()


def test_an_old_python_is_named_with_its_version(tmp_path):
    old = fake(tmp_path, "python3", 'case "$*" in *platform*) echo 3.10.12;; *version_info*) exit 1;; esac')
    done = run("install", str(old), str(tmp_path / "env"), "requirements.txt")
    assert done.returncode == 1
    assert "3.10.12" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_a_python_that_makes_no_environments_names_the_package(tmp_path):
    half = fake(tmp_path, "python3", 'case "$*" in *platform*) echo 3.12.3;; *ensurepip*) exit 1;; esac')
    done = run("install", str(half), str(tmp_path / "env"), "requirements.txt")
    assert done.returncode == 1
    assert "apt-get install python3-venv (python3.12-venv" in done.stderr


def test_make_without_python_says_so(tmp_path):
    done = subprocess.run(
        ["make", "install", "PYTHON=", f"VENV={tmp_path}/env"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Python 3.11 or later is needed, and none was found" in done.stderr


def test_macos_is_told_what_to_install_by_its_own_means(bare):
    fake(bare, "uname", "echo Darwin")
    done = run("system-packages", path=bare)
    assert done.returncode == 1
    assert "brew install libomp node openjdk@17" in done.stderr


def test_another_system_is_told_what_is_missing(bare):
    fake(bare, "uname", "echo Linux")
    done = run("system-packages", path=bare)
    assert done.returncode == 1
    assert "There is no apt-get here" in done.stderr
    assert "chromium" in done.stderr


def test_who_is_not_root_and_has_no_sudo_is_told(bare):
    for name, script in {"uname": "echo Linux", "apt-get": "exit 99", "id": "echo 1000"}.items():
        fake(bare, name, script)
    done = run("system-packages", path=bare)
    assert done.returncode == 1
    assert "As root: apt-get install" in done.stderr


@pytest.mark.parametrize("candidate", ["(none)", "1:121.0-snap1"])
def test_ubuntu_is_told_of_the_snap(bare, candidate):
    for name, script in {
        "uname": "echo Linux",
        "apt-get": "exit 0",
        "id": "echo 0",
        "apt-cache": f'[ "$1" != policy ] || echo "  Candidate: {candidate}"',
    }.items():
        fake(bare, name, script)
    done = run("system-packages", path=bare)
    assert done.returncode == 1
    assert "snap install chromium" in done.stderr


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("CLAIRSCORE_BUNDLES=data/x", "data/x"),
        ("CLAIRSCORE_BUNDLES=data/x   # where they are", "data/x"),
        ("export CLAIRSCORE_BUNDLES='my bundles' # quoted", "my bundles"),
        ('CLAIRSCORE_BUNDLES="my bundles"\r', "my bundles"),
        ("CLAIRSCORE_BUNDLES=", ""),
        ("# CLAIRSCORE_BUNDLES=data/x", ""),
        ("CLAIRSCORE_BUNDLES=a\nOTHER=$(unlikely)\nCLAIRSCORE_BUNDLES=b", "b"),
    ],
)
def test_a_setting_is_read_from_the_file_as_the_server_reads_it(tmp_path, line, value):
    (tmp_path / ".env").write_text(f"{line}\n")
    assert run("setting", "CLAIRSCORE_BUNDLES", cwd=tmp_path).stdout.rstrip("\n") == value
