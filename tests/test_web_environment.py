"""The web process needs `requirements.txt` and nothing else: an environment of exactly that serves a client's file."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import numpy as np
import pytest

from model_bundle.bundle import Bundle
from model_bundle.journal import JournalAction, read_journal
from model_bundle.publication import activate, current_id
from tests.bundle_copies import active_id, variant

ROOT = Path(__file__).resolve().parents[1]
ABSENT = ("evidently", "mlflow", "shap", "ibis", "sklearn", "pandas", "matplotlib", "numba", "xgboost")

# Runs in the new environment, where there is neither pytest nor this file: signs in and asks for one client's file.
VISIT = """
import importlib.util, json, re, sys
from pathlib import Path

absent = {name: importlib.util.find_spec(name) is None for name in sys.argv[3:]}
from dashboard_app.app import create_app
from dashboard_app.ids import ClientIds
from dashboard_app.settings import Settings

settings = Settings(
    _env_file=None, demo=True, demo_password="a demo password",
    bundles=Path(sys.argv[1]), instance=Path("instance"),
)
app = create_app(settings)
browser = app.server.test_client()
token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/login").text)[1]
login = {"name": "adviser", "password": "a demo password", "csrf_token": token}
signed_in = browser.post("/login", data=login)
browser.get(signed_in.location)
path = "/client/" + sys.argv[2]
# The callback that fills the file is the one with the decision among its outputs.
output, callback = next((name, found) for name, found in app.callback_map.items() if ClientIds.DECISION in name)
names = [name.rsplit(".", 1) for name in output.strip(".").split("...")]
answer = browser.post(
    "/_dash-update-component",
    json={
        "output": output,
        "outputs": [{"id": id, "property": property} for id, property in names],
        "inputs": [{**part, "value": path} for part in callback["inputs"]],
        "state": [{**part, "value": ""} for part in callback["state"]],
        "changedPropIds": [f"{part['id']}.{part['property']}" for part in callback["inputs"]],
    },
    headers={"X-CSRFToken": browser.get_cookie("_csrf_token").value},
)
print(json.dumps({
    "absent": absent, "login": signed_in.status_code, "page": browser.get(path).status_code,
    "status": answer.status_code, "file": answer.text,
}))
"""


@pytest.fixture(scope="module")
def web_python(tmp_path_factory):
    """The interpreter of an environment made from `requirements.txt` alone."""
    folder = tmp_path_factory.mktemp("web") / "env"
    python = folder / "bin" / "python"
    lock = ROOT / "requirements.txt"
    uv = shutil.which("uv", path=sysconfig.get_path("scripts"))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    if uv:
        # Links what is in its cache: seconds instead of a minute.
        installer = [uv, "pip", "install", "--quiet", "--python", python]
    else:
        installer = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    subprocess.run([*installer, "--no-deps", "--require-hashes", "-r", lock], check=True, timeout=300)
    return python


@pytest.fixture(scope="module")
def visited(web_python, built, tmp_path_factory):
    """The client in the middle, and what an adviser was answered about them in that environment."""
    clients = Bundle.open(built.path).clients
    row = clients.num_rows // 2
    number, probability = (clients.column(name)[row].as_py() for name in ("SK_ID_CURR", "probability"))
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "OMP_WAIT_POLICY": "PASSIVE"}
    visit = subprocess.run(
        [web_python, "-c", VISIT, built.path.parent, str(number), *ABSENT],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environment,
        cwd=tmp_path_factory.mktemp("visit"),
    )
    assert visit.returncode == 0, visit.stderr
    return probability, json.loads(visit.stdout.splitlines()[-1])


@pytest.mark.parametrize("library", ABSENT)
def test_no_library_of_a_build_is_there(visited, library):
    assert visited[1]["absent"][library]


def test_an_adviser_signs_in_and_opens_a_file_there(visited):
    answer = visited[1]
    assert (answer["login"], answer["page"], answer["status"]) == (302, 200, 200)


def test_the_file_shows_the_score_that_the_build_stored(visited):
    probability, answer = visited
    # It has as many decimals as it takes to tell it from the threshold.
    shown = float(re.search(r"The estimated risk is ([\d.]+)", answer["file"].replace("\\u00a0", " "))[1])
    assert shown == pytest.approx(100 * probability, abs=0.051)
    assert np.isfinite(probability)


@pytest.fixture
def bundles(built, tmp_path):
    """A folder in which one bundle became active after another."""
    parent = active_id(built.path, tmp_path / "bundles")
    activate(parent, variant(built.path, parent, seed=8).name)
    return parent


def run(python, folder, *words):
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "CLAIRSCORE_BUNDLES": str(folder)}
    return subprocess.run(
        [python, "-m", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environment,
        cwd=folder,
    )


@pytest.mark.parametrize(
    "words",
    [
        ("dashboard_app", "bundles", "rollback", "--reason", "it costs more"),
        ("model_build", "rollback", "--bundles", ".", "--reason", "it costs more"),
    ],
)
def test_a_bundle_is_rolled_back_there(web_python, bundles, built, words):
    done = run(web_python, bundles, *words)
    assert done.returncode == 0, done.stderr
    assert built.path.name in done.stdout
    assert current_id(bundles) == built.path.name
    last = read_journal(bundles)[-1]
    assert (last.bundle, last.action, last.reason) == (built.path.name, JournalAction.ROLLBACK, "it costs more")


def test_a_bundle_is_held_against_the_one_in_force_and_published_there(web_python, bundles, built):
    done = run(web_python, bundles, "model_build", "publish", built.path.name, "--bundles", ".")
    assert done.returncode == 0, done.stderr
    assert "it costs no more than the active bundle" in " ".join(done.stdout.split())
    assert "MLflow is not installed here" in done.stdout
    assert current_id(bundles) == built.path.name


def test_what_came_into_force_is_listed_there(web_python, bundles, built):
    done = run(web_python, bundles, "dashboard_app", "bundles", "history")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert built.path.name in first
    assert not first.startswith("*")
    assert second.startswith("* ")
    assert current_id(bundles) in second


def test_the_environment_is_whole_without_the_rest(web_python):
    """A package that only another extra brings would be missed at the first request, not here."""
    code = "import dashboard_app.app, dashboard_app.__main__, model_bundle.bundle, gunicorn.app.base"
    subprocess.run([web_python, "-W", "error::ImportWarning", "-c", code], check=True, cwd=ROOT, timeout=60)
