"""Settings: complete in `.env.example`, and nonsense refused."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.settings import PREFIX, Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch):
    for name in [f"{PREFIX}{field.upper()}" for field in Settings.model_fields] + ["PORT"]:
        monkeypatch.delenv(name, raising=False)


def example_lines():
    return re.findall(rf"^(#? ?){PREFIX}([A-Z0-9_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE)


def test_every_setting_stands_in_the_example_with_a_comment():
    names = [name.lower() for _, name, _ in example_lines()]

    assert sorted(names) == sorted(Settings.model_fields)
    for block in EXAMPLE.read_text().strip().split("\n\n"):
        assert block.startswith("# "), block


def test_the_example_shows_the_defaults(tmp_path):
    defaults = Settings(_env_file=None).model_dump()
    shown = Settings(_env_file=EXAMPLE).model_dump()

    assert shown == defaults


def test_the_languages_of_the_setting_are_those_spoken():
    for language in LANGUAGES:
        assert Settings(_env_file=None, language=language).language == language


@pytest.mark.parametrize("name", ["PORT", "CLAIRSCORE_PORT"])
def test_port_is_read_from_the_platform(monkeypatch, name):
    monkeypatch.setenv(name, "9000")
    assert Settings(_env_file=None).port == 9000


def test_own_port_wins_over_the_platforms(monkeypatch):
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("CLAIRSCORE_PORT", "9001")
    assert Settings(_env_file=None).port == 9001


@pytest.mark.parametrize(("demo", "given", "expected"), [(True, None, False), (False, None, True), (True, True, True)])
def test_cookies_are_secure_unless_this_is_a_demonstration(demo, given, expected):
    assert Settings(_env_file=None, demo=demo, secure_cookies=given).are_cookies_secure is expected


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"port": 0}, "greater than or equal to 1"),
        ({"workers": 0}, "greater than or equal to 1"),
        ({"language": "de"}, "'en' or 'fr'"),
        ({"secret_key": "short"}, "at least 32 random characters"),
        ({"secret_key": "change-me-" * 5}, "at least 32 random characters"),
        ({"metrics_token": "short"}, "only this machine may ask"),
        ({"demo_password": "short"}, "at least 8 characters"),
        ({"bundle_url": "https://example.org/b.tar.gz"}, "go together"),
        ({"bundle_url": "b.tar.gz", "bundle_sha256": "0" * 64}, "must be an address"),
        ({"bundle_sha256": "xyz"}, "pattern"),
        ({"session_idle_minutes": 700, "session_hours": 1}, "longer than"),
        ({"trusted_proxies": -1}, "greater than or equal to 0"),
    ],
)
def test_nonsense_is_refused(values, said):
    with pytest.raises(ValidationError, match=re.escape(said)):
        Settings(_env_file=None, **values)


def test_secrets_do_not_show():
    text = repr(Settings(_env_file=None, secret_key="k" * 40, demo_password="hidden-word", metrics_token="m" * 40))
    assert "k" * 40 not in text
    assert "m" * 40 not in text
    assert "hidden-word" not in text
