"""Cases 24, 25 and 32: nothing is unpickled or evaluated, no text becomes markup, a planted file is never opened."""

import ast
import pickle
import re
import shutil
from pathlib import Path

import pytest

from model_bundle.bundle import Bundle

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("model_bundle", "model_build", "dashboard_app")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MODULES = {"pickle", "_pickle", "cPickle", "joblib", "cloudpickle", "dill", "shelve", "marshal", "jsonpickle"}
# Caches on disk that hold pickles.
MODULES |= {"diskcache", "flask_caching", "cachelib", "celery"}
SCRIPTS = sorted((ROOT / "assets").rglob("*.js"))
TEMPLATES = sorted((ROOT / "dashboard_app" / "templates").glob("*.html"))
# What makes elements of a text, in Dash, in React and in a browser.
MARKUP = re.compile(r"dangerously|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\|\s*safe\b")
CALLS = {"eval", "exec", "compile", "__import__"}
ATTRIBUTES = {"read_pickle", "to_pickle", "unsafe_load", "full_load"}


def forbidden_in(tree):
    """What stands in a module that reads or writes code as data."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            yield node.module
        elif isinstance(node, ast.Call):
            yield from _forbidden_call(node)


def _forbidden_call(node):
    function = node.func
    if isinstance(function, ast.Name) and function.id in CALLS:
        yield function.id
    if isinstance(function, ast.Attribute):
        of = function.value.id if isinstance(function.value, ast.Name) else ""
        if function.attr in ATTRIBUTES or (of in {"yaml", "torch", "joblib"} and function.attr == "load"):
            yield f"{of}.{function.attr}"
    if any(word.arg == "allow_pickle" and getattr(word.value, "value", True) for word in node.keywords):
        yield "allow_pickle"


@pytest.mark.case(24)
@pytest.mark.case(32)
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_source_reads_code_as_data(path):
    assert list(forbidden_in(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from joblib import load",
        "import cloudpickle as c",
        "import diskcache",
        "eval('1')",
        "yaml.load(text)",
        "pd.read_pickle(path)",
        "np.load(path, allow_pickle=True)",
    ],
)
def test_the_search_finds_what_it_searches(source):
    assert list(forbidden_in(ast.parse(source)))


@pytest.mark.case(25)
@pytest.mark.parametrize("path", [*SOURCES, *SCRIPTS, *TEMPLATES], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_text_becomes_markup(path):
    assert MARKUP.findall(path.read_text(encoding="utf-8")) == []


def test_the_search_for_markup_searches_everything():
    assert SCRIPTS
    assert TEMPLATES
    for written in ("dcc.Markdown(x, dangerously_allow_html=True)", "node.innerHTML = x", "{{ name | safe }}"):
        assert MARKUP.findall(written)


@pytest.mark.case(32)
def test_mlflow_is_told_not_to_unpickle():
    text = (ROOT / "model_build" / "tracking" / "run.py").read_text(encoding="utf-8")
    assert '"MLFLOW_ALLOW_PICKLE_DESERIALIZATION", "false"' in text


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
def test_a_bundle_holds_no_pickle(portfolio):
    names = list(portfolio.bundle.manifest.files)
    assert names
    assert {Path(name).suffix for name in names} <= {".txt", ".sql", ".json", ".arrow", ".html", ".md"}
