"""Settings: complete in `.env.example`, and nonsense refused."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from dashboard_app.actor import Role
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.settings import PREFIX, RoleName, Settings, SettingsError, read_settings
from model_bundle.naming import Ground
from tests.conftest import SECRET

EXAMPLE = Path(__file__).parents[2] / ".env.example"
OIDC = {
    "oidc_issuer": "https://sso.bank",
    "oidc_client_id": "clairscore",
    "oidc_client_secret": "given by the provider",
    "oidc_role_claim": "groups",
    "oidc_roles": '{"staff": "adviser", "all": "customer"}',
    "oidc_client_claim": "number",
}


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


def test_a_currency_is_named_by_its_code():
    assert Settings(_env_file=None).currency is None
    assert Settings(_env_file=None, currency=" eur ").currency == "EUR"


def test_own_port_wins_over_the_platforms(monkeypatch):
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("CLAIRSCORE_PORT", "9001")
    assert Settings(_env_file=None).port == 9001


@pytest.mark.parametrize(("demo", "given", "expected"), [(True, None, False), (False, None, True), (True, True, True)])
def test_cookies_are_secure_unless_this_is_a_demo(demo, given, expected):
    assert Settings(_env_file=None, demo=demo, secure_cookies=given).are_cookies_secure is expected


@pytest.mark.case(9)
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"port": 0}, "greater than or equal to 1"),
        ({"workers": 0}, "greater than or equal to 1"),
        ({"language": "de"}, "'en' or 'fr'"),
        ({"currency": "EURO"}, "ISO 4217"),
        ({"secret_key": "short"}, "at least 32 random characters"),
        ({"secret_key": "change-me-" * 5}, "at least 32 random characters"),
        ({"secret_key": "0" * 64}, "at least 32 random characters"),
        ({"audit_key": "1234567" * 6}, "at least 32 random characters"),
        ({"metrics_token": "short"}, "at least 32 random characters"),
        ({"demo_password": "short"}, "at least 8 characters"),
        ({"bundle_url": "https://example.org/b.tar.gz"}, "go together"),
        ({"bundle_url": "b.tar.gz", "bundle_sha256": "0" * 64}, "must be an address"),
        ({"bundle_sha256": "xyz"}, "pattern"),
        ({"session_idle_minutes": 700, "session_hours": 1}, "longer than"),
        ({"trusted_proxies": -1}, "greater than or equal to 0"),
        ({"protected": "residence,wealth"}, "must name protected grounds"),
        ({"protected": "none,residence"}, "must name protected grounds"),
        ({"protected": ","}, "must name protected grounds"),
        ({"score_suppliers": "A;;C"}, "with semicolons between"),
        ({"score_suppliers": "A;B;C;D"}, "with semicolons between"),
        ({**OIDC, "oidc_issuer": "http://sso.bank"}, "must begin with https://"),
        ({**OIDC, "oidc_issuer": "sso.bank"}, "must begin with https://"),
        ({**OIDC, "oidc_issuer": "http://127.0.0.1.evil"}, "must begin with https://"),
        ({**OIDC, "oidc_issuer": "https://"}, "must begin with https://"),
        ({**OIDC, "oidc_roles": "{}"}, "is empty"),
        ({**OIDC, "oidc_roles": "staff"}, "Invalid JSON"),
        ({**OIDC, "oidc_roles": '{"staff": "king"}'}, "'adviser', 'customer' or 'admin'"),
        ({**OIDC, "oidc_scopes": "profile"}, "pattern"),
        ({**OIDC, "oidc_client_claim": None}, "CLAIRSCORE_OIDC_CLIENT_CLAIM"),
        ({"oidc_client_claim": "number"}, "set by half"),
    ],
)
def test_nonsense_is_refused(values, said):
    with pytest.raises(ValidationError, match=re.escape(said)):
        Settings(_env_file=None, **values)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, set(Ground)),
        ("none", {Ground.GENDER, Ground.AGE}),
        ("residence, People_Around", {Ground.GENDER, Ground.AGE, Ground.RESIDENCE, Ground.PEOPLE_AROUND}),
    ],
)
def test_protected_grounds_are_the_strictest_unless_the_setting_says(monkeypatch, given, expected):
    if given is not None:
        monkeypatch.setenv("CLAIRSCORE_PROTECTED", given)
    assert Settings(_env_file=None).protected == expected


def test_suppliers_of_scores_are_read_in_their_order(monkeypatch):
    monkeypatch.setenv("CLAIRSCORE_SCORE_SUPPLIERS", "Score Ltd, Dublin ; Rating SA")
    assert Settings(_env_file=None).score_suppliers == ("Score Ltd, Dublin", "Rating SA")


@pytest.mark.parametrize("missing", [name for name in OIDC if name != "oidc_client_claim"])
def test_openid_connect_is_not_set_by_half(missing):
    values = {name: value for name, value in OIDC.items() if name != missing}
    with pytest.raises(ValidationError, match=f"by half, without {PREFIX}{missing.upper()}; set all"):
        Settings(_env_file=None, **values)


@pytest.mark.parametrize(
    "issuer", ["https://sso.bank/realms/a", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:1"]
)
def test_openid_connect_is_whole_or_absent(issuer):
    oidc = Settings(_env_file=None, **{**OIDC, "oidc_issuer": issuer}).oidc
    assert (oidc.issuer, oidc.roles, oidc.label) == (issuer, {"staff": "adviser", "all": "customer"}, "OpenID Connect")
    assert Settings(_env_file=None).oidc is None


def test_the_roles_of_the_setting_are_those_there_are():
    assert set(get_args(RoleName)) == {role.value for role in Role}


def test_roles_are_read_from_the_environment(monkeypatch):
    for name, value in OIDC.items():
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", value)
    assert Settings(_env_file=None).oidc.roles == {"staff": "adviser", "all": "customer"}


@pytest.mark.case(7)
def test_secrets_do_not_show():
    settings = Settings(
        _env_file=None,
        secret_key=f"k{SECRET}",
        demo_password="hidden-word",
        metrics_token=f"m{SECRET}",
        **{**OIDC, "oidc_client_secret": "hidden-client"},
    )
    text = repr(settings) + repr(settings.oidc)
    assert "hidden-client" not in text
    assert SECRET not in text
    assert "hidden-word" not in text


SENSITIVE = "s3cr3t-value-0123456789"
WRONG = {
    "secret_key": SENSITIVE,
    "audit_key": SENSITIVE,
    "metrics_token": SENSITIVE,
    "demo_password": SENSITIVE[:6],
    "port": SENSITIVE,
    "workers": SENSITIVE,
    "demo": SENSITIVE,
    "trusted_proxies": SENSITIVE,
    "language": SENSITIVE,
    "url_prefix": f"{SENSITIVE} x",
    "allowed_hosts": f"{SENSITIVE} x",
    "bundle_url": f"ftp://name:{SENSITIVE}@host/x",
    "bundle_sha256": SENSITIVE,
    "oidc_issuer": f"http://name:{SENSITIVE}@sso.bank",
    "oidc_roles": f'{{"{SENSITIVE}": "king"',
    "oidc_scopes": SENSITIVE,
    "oidc_label": SENSITIVE * 3,
}


@pytest.mark.case(7)
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_named_without_its_value(monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)
    # A secret that is right stands beside what is wrong.
    monkeypatch.setenv("CLAIRSCORE_OIDC_CLIENT_SECRET", f"other-{SENSITIVE}")
    monkeypatch.setenv(f"{PREFIX}{name.upper()}", WRONG[name])
    with pytest.raises(SettingsError) as refused:
        read_settings()
    said = str(refused.value)
    assert name in said.lower() or "combination" in said
    assert SENSITIVE[:6] not in said
    assert refused.value.__cause__ is None
    assert all(line.startswith("setting ") for line in said.splitlines())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_a_file_of_settings_in_another_encoding_is_one_sentence(monkeypatch, tmp_path, encoding):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes("CLAIRSCORE_OIDC_LABEL=Banque générale\n".encode(encoding))
    with pytest.raises(SettingsError, match=r"^The file \.env cannot be read: it is not UTF-8 text") as refused:
        read_settings()
    assert str(refused.value).count("\n") == 0


def test_a_file_of_settings_that_is_a_directory_is_passed_over_as_before(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").mkdir()
    assert read_settings().port == 8050


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_comment_after_a_value_and_a_mark_at_the_beginning_are_no_part_of_it(monkeypatch, tmp_path, mark):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes(mark + b"CLAIRSCORE_PORT=9000   # as agreed\r\nCLAIRSCORE_BUNDLES=a/b # here\n")
    settings = read_settings()
    assert (settings.port, settings.bundles) == (9000, Path("a/b"))


def test_the_address_of_a_bundle_does_not_show():
    settings = Settings(_env_file=None, bundle_url=f"https://name:{SENSITIVE}@host/x", bundle_sha256="0" * 64)
    assert SENSITIVE not in repr(settings)


def test_the_hash_of_the_bundle_may_be_written_in_capitals():
    digest = "0123456789ABCDEF" * 4
    settings = Settings(_env_file=None, bundle_url="https://bank/b.tar.gz", bundle_sha256=f" {digest} ")
    assert settings.bundle_sha256 == digest.lower()
