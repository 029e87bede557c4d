"""The container recipe and what stands around it: every file is there, versions agree, every setting exists."""

import fnmatch
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from model_bundle.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
RECIPE = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
DEBIAN_PYTHON = {"bookworm": "3.11", "trixie": "3.13"}
UID = 10001


def instructions(text=RECIPE):
    """Return the recipe as pairs: instruction and its arguments."""
    lines = (line.strip() for line in text.splitlines())
    return [tuple(line.split(None, 1)) for line in lines if line and not line.startswith("#")]


def stages():
    """Return the instructions of each stage by its name."""
    found = {}
    for instruction, arguments in instructions():
        if instruction == "FROM":
            name = arguments.split()[-1]
            found[name] = []
        elif found:
            found[name].append((instruction, arguments))
    return found


STAGES = stages()


def copied():
    """Return every path of the project that the recipe copies."""
    return [
        source
        for instruction, arguments in instructions()
        if instruction == "COPY" and not arguments.startswith("--from")
        for source in shlex.split(arguments)[:-1]
    ]


def test_every_file_that_is_copied_is_there_and_sent_to_the_builder():
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    sent = [line[1:] for line in ignored if line.startswith("!")]
    assert ignored[1] == "*"
    assert copied()
    for source in copied():
        assert (ROOT / source).exists(), source
        assert any(fnmatch.fnmatch(source, pattern) for pattern in sent), source


def test_nothing_is_sent_that_is_not_copied():
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == set(copied())


def test_both_names_of_the_list_of_ignored_files_are_one():
    assert (ROOT / ".dockerignore").resolve() == ROOT / ".containerignore"


@pytest.mark.parametrize("target", ["web", "build"])
def test_an_image_runs_without_rights_and_says_what_it_is(target):
    steps = STAGES[target]
    assert [arguments for instruction, arguments in steps if instruction == "USER"] == [f"{UID}:{UID}"]
    order = [instruction for instruction, _ in steps]
    assert "RUN" not in order[order.index("USER") :]
    labels = next(arguments for instruction, arguments in steps if instruction == "LABEL")
    assert f'org.opencontainers.image.version="{VERSION}"' in labels


def test_the_web_image_reports_its_health_and_runs_what_the_documentation_says():
    steps = dict(STAGES["web"])
    assert "/healthz" in steps["HEALTHCHECK"]
    assert steps["ENTRYPOINT"] == '["python", "-m", "dashboard_app"]'
    assert steps["CMD"] == '["serve"]'


def test_no_secret_and_no_address_of_a_registry_is_in_the_recipe():
    assert not re.search(r"SECRET_KEY|AUDIT_KEY|PASSWORD|TOKEN|https?://(?!127\.0\.0\.1)", RECIPE)


def test_the_python_of_the_image_is_one_that_the_project_supports():
    release = re.search(r"^ARG BASE=debian:(\w+)-slim$", RECIPE, re.MULTILINE)[1]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert DEBIAN_PYTHON[release] == project["tool"]["mypy"]["python_version"]


def test_the_installer_is_found_in_the_lock():
    command = next(arguments for _, arguments in STAGES["installer"] if arguments.startswith("sed"))
    script = re.search(r"sed -n '([^']+)' requirements-dev.txt", command)[1]
    found = subprocess.run(
        ["sed", "-n", script, ROOT / "requirements-dev.txt"], capture_output=True, text=True, check=True
    ).stdout
    assert re.match(r"uv==\S+ \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+$", found)
    assert script in (ROOT / ".ci" / "install").read_text(encoding="utf-8")


def read_yaml(name):
    """Return the documents of a YAML file."""
    return list(yaml.safe_load_all((ROOT / name).read_text(encoding="utf-8")))


COMPOSE = read_yaml("compose.yaml")[0]
CLUSTER = {document["kind"]: document for document in read_yaml("deploy/kubernetes/clairscore.yaml")}


@pytest.mark.parametrize("service", ["web1", "web2", "build"])
def test_a_service_has_no_rights_and_a_read_only_root(service):
    found = COMPOSE["services"][service]
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    assert found["build"]["target"] in STAGES


def test_every_file_that_compose_mounts_is_there():
    volumes = [volume for service in COMPOSE["services"].values() for volume in service.get("volumes", [])]
    sources = [volume.split(":")[0] for volume in volumes if volume.startswith("./deploy/nginx")]
    assert len(sources) == 3
    assert [source for source in sources if not (ROOT / source).is_file()] == []
    named = {volume.split(":")[0] for volume in volumes if not volume.startswith("./")}
    assert named == set(COMPOSE["volumes"])


def test_a_pod_has_no_rights_and_a_read_only_root():
    pod = CLUSTER["Deployment"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsUser"] == UID
    (container,) = pod["containers"]
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    mounted = {mount["name"] for mount in container["volumeMounts"]}
    assert mounted == {volume["name"] for volume in pod["volumes"]}
    assert pod["terminationGracePeriodSeconds"] > 5


def test_parts_of_the_cluster_find_each_other():
    labels = CLUSTER["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert CLUSTER["Service"]["spec"]["selector"] == labels
    assert CLUSTER["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert CLUSTER["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    backend = CLUSTER["Ingress"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]
    assert backend["service"]["name"] == CLUSTER["Service"]["metadata"]["name"]


@pytest.mark.parametrize(
    "name",
    [
        "Containerfile",
        "compose.yaml",
        "deploy/kubernetes/clairscore.yaml",
        "deploy/kubernetes/first-account.yaml",
        "deploy/systemd/clairscore.service",
        "deploy/nginx/proxy.conf",
        "deploy/nginx/sub-path.conf",
        "docs/operations.md",
    ],
)
def test_every_setting_that_is_named_exists(name):
    known = set(re.findall(r"CLAIRSCORE_[A-Z0-9_]+", (ROOT / ".env.example").read_text(encoding="utf-8")))
    named = set(re.findall(r"CLAIRSCORE_[A-Z0-9_]+", (ROOT / name).read_text(encoding="utf-8")))
    assert named - known == set()


def test_versions_of_images_are_that_of_the_project():
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("compose.yaml", "docs/operations.md")]
    texts.append((ROOT / "deploy/kubernetes/clairscore.yaml").read_text(encoding="utf-8"))
    found = [tag for text in texts for tag in re.findall(r"clairscore-(?:web|build):([\d.]+\d)", text)]
    assert found
    assert set(found) == {VERSION}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_systemd_accepts_the_unit(tmp_path):
    unit = (ROOT / "deploy" / "systemd" / "clairscore.service").read_text(encoding="utf-8")
    program = shutil.which("true")
    (tmp_path / "clairscore.service").write_text(
        re.sub(r"^ExecStart=\S+", f"ExecStart={program}", unit, flags=re.MULTILINE)
    )
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / "clairscore.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")


def test_the_unit_restarts_for_as_long_as_it_takes():
    unit = (ROOT / "deploy" / "systemd" / "clairscore.service").read_text(encoding="utf-8")
    for line in ("Restart=always", "StartLimitIntervalSec=0", "NoNewPrivileges=yes", "ProtectSystem=strict"):
        assert line in unit.splitlines()
    assert "/opt/clairscore/docs/operations.md" in unit
