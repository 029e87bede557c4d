"""Rules of the project that no tool checks: what may be committed, and what every entrance promises."""

import ast
import itertools
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from model_bundle import legacy

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-demo.txt", "requirements-build.txt", "requirements-dev.txt")
LARGEST = 1_000_000
HOST = r"https?://(?!(www\.)?(w3\.org|kaggle\.com|schema\.org)|127\.0\.0\.1|localhost|\{|docs\.|github\.com)"


def tracked() -> list[Path]:
    """Return every file under version control that is still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked()


def texts() -> list[tuple[str, str]]:
    """Return name and text of every file that holds text."""
    found = []
    for path in FILES:
        content = path.read_bytes()
        if b"\0" not in content[:8_000]:
            found.append((path.relative_to(ROOT).as_posix(), content.decode("utf-8")))
    return found


TEXTS = texts()


def requirements(lock: str) -> list[str]:
    """Return the requirements of a lock, each with its options on one line."""
    joined = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_one_version_and_a_hash_for_every_package(lock):
    for requirement in requirements(lock):
        assert re.match(r"[A-Za-z0-9_.\[\]-]+==[^\s;]+", requirement), requirement[:80]
        assert "--hash=sha256:" in requirement, requirement[:80]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?:/|--(extra-)?index-url|--find-links|--trusted-host|file:/| @ ", text)


def test_the_web_process_installs_versions_of_the_same_lock():
    def versions(lock):
        return {line.split()[0].split(";")[0] for line in requirements(lock)}

    sizes = [versions(lock) for lock in LOCKS]
    assert all(smaller < larger for smaller, larger in itertools.pairwise(sizes))


@pytest.mark.parametrize(
    "package", ["pyspark", "pytest", "xgboost-cpu", "selenium", "mlflow", "shap", "matplotlib", "optuna"]
)
def test_the_demo_does_without(package):
    assert not [line for line in requirements("requirements-demo.txt") if re.match(rf"{package}[\[=]", line)]


@pytest.mark.parametrize(
    "package",
    ["evidently", "mlflow", "shap", "ibis-framework", "scikit-learn", "pandas", "matplotlib", "selenium", "pyspark"],
)
def test_the_web_process_does_without(package):
    assert not [line for line in requirements("requirements.txt") if re.match(rf"{package}[\[=]", line)]


def test_no_large_file_is_under_version_control():
    assert {path.name: size for path in FILES if (size := path.stat().st_size) > LARGEST} == {}


def test_no_table_model_or_pickle_is_under_version_control():
    forbidden = {".pkl", ".pickle", ".joblib", ".parquet", ".arrow", ".db", ".sqlite", ".h5", ".onnx", ".csv", ".zip"}
    # Small bundles of synthetic rows, one of each earlier contract: only the code of the time could write them.
    earlier = {f"tests/model_bundle/bundles/contract-{number}.zip" for number in legacy.CONTRACTS}
    found = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in FILES if path.suffix in forbidden}
    assert set(found) == earlier
    assert max(found.values()) < 200_000


def test_no_text_names_a_place_of_one_machine():
    place = re.compile(r"(?<![\w.])/(home|Users|root|work|mnt)/\w+|[A-Z]:\\\\Users|\.local/share")
    # This file holds the pattern itself.
    exempt = {".github/workflows/ci.yml", "tests/test_project_rules.py"}
    assert [name for name, text in TEXTS if place.search(text) and name not in exempt] == []


def test_no_text_holds_a_key_or_a_token():
    secret = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|ghp_\w{30}|AKIA[0-9A-Z]{16}|xox[bp]-\d")
    assert [name for name, text in TEXTS if secret.search(text)] == []


@pytest.mark.case(32)
def test_mlflow_may_not_open_pickles():
    from model_build.publishing.tracking import run

    assert run.os.environ["MLFLOW_ALLOW_PICKLE_DESERIALIZATION"] == "false"
    assert run.os.environ["MLFLOW_DISABLE_TELEMETRY"] == "true"


def test_no_style_sheet_or_script_of_ours_loads_from_another_host():
    ours = [(name, text) for name, text in TEXTS if name.startswith("assets/") and name.endswith((".css", ".js"))]
    assert ours
    assert [name for name, text in ours if re.search(HOST, text)] == []


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_the_makefile_has_what_the_documentation_tells_people_to_type():
    told = {
        (name, target)
        for name, text in TEXTS
        if name.endswith(".md")
        for target in re.findall(r"(?:`|^\s*\$?\s*)make ([a-z-]+)", text, re.MULTILINE)
    }
    assert {(name, target) for name, target in told if target not in targets()} == set()


@pytest.mark.parametrize("target", ["run", "test", "test-long", "build", "bench", "install", "check"])
def test_the_makefile_has_every_entrance(target):
    assert target in targets()


def test_continuous_integration_does_what_everybody_does():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert re.search(r"^(exec )?make test$", script.read_text(encoding="utf-8"), re.MULTILINE)
    assert ".ci/run" in (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")


def test_a_commit_is_held_to_the_same_checks_as_everybody():
    checks = re.findall(
        r'^start "?[\w -]+"? "?(?:\$bin/)?([\w./-]+)', (ROOT / ".ci" / "check").read_text(), re.MULTILINE
    )
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    programs = {hook["entry"].split()[0].rpartition("/")[2] for hook in hooks}
    assert len(checks) == len(hooks)
    assert {check.rpartition("/")[2] for check in checks} == programs


@pytest.mark.parametrize("folder", ["data/raw", "data/bundles", "data/instance", "data/mlflow", ".venv", "mlruns"])
def test_data_and_environments_are_ignored(folder):
    ignored = subprocess.run(["git", "check-ignore", "-q", f"{folder}/file"], cwd=ROOT, check=False)
    assert ignored.returncode == 0


LONGEST_MODULE, LONGEST_FUNCTION = 300, 60
# Declarations of options, and what is still to be divided: nothing is added here.
# Its parameters are the options of the command, each with its help: a declaration.
LONG_FUNCTIONS = {"model_build/cli/commands.py: build"}
MODULES = [
    (name, text)
    for name, text in TEXTS
    if name.endswith(".py")
    and name.startswith(("model_bundle/", "model_build/", "dashboard_app/", "benchmarks/"))
    and "/migrations/" not in name
]


def test_no_module_is_too_long():
    assert {name: lines for name, text in MODULES if (lines := text.count("\n")) > LONGEST_MODULE} == {}


def test_no_function_is_too_long():
    found = {
        f"{name}: {node.name}"
        for name, text in MODULES
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert found == LONG_FUNCTIONS
