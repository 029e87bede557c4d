"""Cases 24, 25 and 32: nothing is unpickled or evaluated, no text becomes markup, a planted file is never opened."""

import json
import pickle
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from model_bundle.bundle import Bundle

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("model_bundle", "model_build", "dashboard_app")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
SCRIPTS = sorted((ROOT / "assets").rglob("*.js"))
TEMPLATES = sorted((ROOT / "dashboard_app" / "templates").glob("*.html"))
# What makes elements of a text, in Dash, in React and in a browser.
MARKUP = re.compile(r"dangerously|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\|\s*safe\b")
# What no rule of ruff knows; the rules that do are planted below.
CODE = re.compile(r"(?<![\w.])compile\(|\b__import__\(|\.to_pickle\(|allow_pickle\s*=\s*(?!False)")
RULES = ("S102", "S301", "S302", "S307", "S506", "TID251")


def matching(pattern, paths):
    """Return which of the files hold what a pattern finds."""
    return [path.relative_to(ROOT).as_posix() for path in paths if pattern.search(path.read_text(encoding="utf-8"))]


@pytest.mark.case(24)
@pytest.mark.case(32)
def test_ruff_refuses_sources_that_read_code_as_data():
    """With the project's own settings, in a file of each package."""
    planted = {
        "import pickle": "TID251",
        "from joblib import load": "TID251",
        "import cloudpickle as c": "TID251",
        "import diskcache": "TID251",
        "import marshal": "TID251",
        "eval('1')": "S307",
        "exec('1')": "S102",
        "import yaml; yaml.load(text)": "S506",
        "import yaml; yaml.full_load(text)": "TID251",
        "import pandas as pd; pd.read_pickle(path)": "TID251",
        "import torch; torch.load(path)": "TID251",
    }
    ruff = Path(sysconfig.get_path("scripts")) / "ruff"
    for package in PACKAGES:
        command = [
            ruff,
            "check",
            "--quiet",
            "--output-format",
            "json",
            "--stdin-filename",
            f"{package}/planted.py",
            "-",
        ]
        source = "\n".join(planted)
        done = subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False, timeout=60)
        found = {(each["location"]["row"], each["code"]) for each in json.loads(done.stdout)}
        assert {(row, code) for row, code in enumerate(planted.values(), start=1)} <= found


@pytest.mark.case(24)
@pytest.mark.case(32)
def test_no_source_reads_code_as_data_or_switches_the_rules_off():
    switched_off = re.compile(rf"#\s*(ruff:\s*)?noqa(?!:)|#.*noqa:.*({'|'.join(RULES)})")
    assert matching(CODE, SOURCES) == []
    assert matching(switched_off, SOURCES) == []


@pytest.mark.case(25)
def test_no_text_becomes_markup():
    assert matching(MARKUP, [*SOURCES, *SCRIPTS, *TEMPLATES]) == []


def test_the_searches_search_everything():
    assert SCRIPTS
    assert TEMPLATES
    for written in ("dcc.Markdown(x, dangerously_allow_html=True)", "node.innerHTML = x", "{{ name | safe }}"):
        assert MARKUP.findall(written)
    for written in ("compile(text, '', 'exec')", "__import__(name)", "f.to_pickle(p)", "np.load(p, allow_pickle=True)"):
        assert CODE.findall(written)
    assert not CODE.findall("re.compile(text); np.load(p, allow_pickle=False)")


@pytest.mark.case(32)
def test_mlflow_is_told_not_to_unpickle():
    code = "import os, model_build.publishing.tracking; print(os.environ['MLFLOW_ALLOW_PICKLE_DESERIALIZATION'])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "false"


class Bomb:
    """Leaves a mark where it is unpickled."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return Path.touch, (self.mark,)


def test_the_bomb_would_go_off(tmp_path):
    pickle.loads(pickle.dumps(Bomb(tmp_path / "mark")))  # noqa: S301
    assert (tmp_path / "mark").exists()


@pytest.mark.case(32)
@pytest.mark.parametrize("name", ["model.pkl", "model.joblib", "model.txt.pkl"])
def test_a_planted_file_is_never_opened(built, tmp_path, name):
    bundle = tmp_path / built.path.name
    shutil.copytree(built.path, bundle)
    (bundle / name).write_bytes(pickle.dumps(Bomb(tmp_path / "mark")))

    Bundle.open(bundle).scorer.trees  # noqa: B018
    assert not (tmp_path / "mark").exists()


@pytest.mark.case(32)
def test_a_bundle_holds_no_pickle(active_bundle):
    names = list(active_bundle.bundle.manifest.files)
    assert names
    assert {Path(name).suffix for name in names} <= {".txt", ".sql", ".json", ".arrow", ".html", ".md"}
