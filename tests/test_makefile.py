"""The Makefile hands paths on as they are, blanks and quotes included."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def arguments(target, **variables):
    """The words of the last command that a target would run."""
    if shutil.which("make") is None:
        pytest.skip("there is no make here")
    given = [f"{name}={value}" for name, value in variables.items()]
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS")}
    printed = subprocess.run(
        ["make", "-n", "--no-print-directory", target, *given],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return shlex.split(printed.stdout.splitlines()[-1])


@pytest.mark.parametrize("folder", ["a b", "it's here", "plain", "a  b (1)"])
def test_a_folder_with_blanks_is_one_word(folder):
    words = arguments("build", DATA=folder, CLAIRSCORE_BUNDLES=f"{folder}/bundles")
    assert words[words.index("--data") + 1] == folder
    assert words[words.index("--out") + 1] == f"{folder.replace(chr(39), '')}/bundles"
