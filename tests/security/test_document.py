"""SECURITY.md says what the code does: its matrix is that of the code, and what it leaves to others has its reason."""

import re
from pathlib import Path

import pytest

from dashboard_app.auth import login_throttle, passwords
from dashboard_app.auth.tokens import LONGEST_DAYS
from dashboard_app.services.disclosure import ROUNDED_TO, SMALLEST_BIN, SMALLEST_GROUP
from dashboard_app.services.disclosure.questions import MOST_QUESTIONS
from dashboard_app.settings import Settings
from dashboard_app.web import flask_config
from dashboard_app.web.headers import content_policy
from tests.security.matrix import lines

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
FLAT = " ".join(TEXT.split())
FOLDERS = ("model_bundle", "model_build", "dashboard_app", "benchmarks")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
EXCEPTION = re.compile(r"# noqa: (S\d+)(.*)")


@pytest.mark.case(39)
def test_the_matrix_is_that_of_the_code():
    """Print it anew with ``python -m tests.security.matrix``."""
    assert "\n".join(lines()) in TEXT


@pytest.mark.parametrize(
    "said",
    [
        f"at least {passwords.SHORTEST} characters",
        f"{login_throttle.OF_ACCOUNT.failures} failures per account"
        f" and {login_throttle.OF_ADDRESS.failures} per address",
        f"{login_throttle.OF_ACCOUNT.seconds // 60} minutes",
        f"{flask_config.LARGEST_BODY // 1024**2} MiB",
        f"at most {LONGEST_DAYS} days",
        f"{SMALLEST_GROUP} people on each side",
        f"fewer than {SMALLEST_BIN} people",
        f"multiples of {ROUNDED_TO}",
        f"{MOST_QUESTIONS} different",
        f"{Settings.model_fields['session_idle_minutes'].default} minutes without a request",
        f"{Settings.model_fields['session_hours'].default} hours",
        f"{Settings.model_fields['refusals'].default} refusals",
        f"{Settings.model_fields['audit_days'].default} days",
    ],
)
def test_a_number_is_that_of_the_code(said):
    assert said in FLAT


def test_the_policy_is_that_of_the_code():
    assert content_policy(["<hashes>"]) in FLAT


def exceptions():
    """Every place where a rule of ruff's about security is set aside, and what is said of it."""
    for path in SOURCES:
        for line in path.read_text(encoding="utf-8").splitlines():
            for rule, reason in EXCEPTION.findall(line):
                yield path.relative_to(ROOT).as_posix(), rule, reason.strip(" -")


def test_every_exception_from_the_rules_of_security_has_its_reason():
    found = list(exceptions())
    assert found
    assert [(name, rule) for name, rule, reason in found if len(reason) < 5] == []


def test_every_rule_that_is_set_aside_is_named():
    assert {rule for _, rule, _ in exceptions()} == set(re.findall(r"`(S\d+)`", TEXT))
