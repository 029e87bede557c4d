"""Claims: where they stand, which role they give, and whose number."""

import pytest
from pydantic import SecretStr

from dashboard_app.actor import Role
from dashboard_app.auth.claims import claim, parse_identity
from dashboard_app.auth.errors import NoAccessError
from dashboard_app.settings import OidcSettings

SETTINGS = OidcSettings(
    issuer="https://sso.bank",
    client_id="clairscore",
    client_secret=SecretStr("hidden"),
    scopes="openid",
    role_claim="access.roles",
    roles={"it": "admin", "staff": "adviser", "clients": "customer"},
    client_claim="number",
    label="Bank",
)
CUSTOMER = {"sub": "c-1", "access": {"roles": ["clients"]}}


@pytest.mark.parametrize(
    ("claims", "path", "found"),
    [
        ({"groups": ["a"]}, "groups", ["a"]),
        ({"realm": {"access": {"roles": "a"}}}, "realm.access.roles", "a"),
        ({"https://bank.example/roles": "a"}, "https://bank.example/roles", "a"),
        ({"a.b": 1, "a": {"b": 2}}, "a.b", 1),
        ({}, "groups", None),
        ({"a": "text"}, "a.b", None),
        ({"a": ["b"]}, "a.b", None),
        ({"a": None}, "a.b", None),
    ],
)
def test_a_claim_is_found_by_its_name_or_its_path(claims, path, found):
    assert claim(claims, path) == found


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        (["staff"], Role.ADVISER),
        ("it", Role.ADMIN),
        (["x", "staff"], Role.ADVISER),
        # The first of the setting counts, not the first of the person.
        (["clients", "staff", "it"], Role.ADMIN),
        (["clients", "staff"], Role.ADVISER),
    ],
)
def test_which_role(roles, role):
    found = parse_identity({"sub": "s", "access": {"roles": roles}, "number": 7}, SETTINGS)
    assert (found.role, found.client_id) == (role, None)


@pytest.mark.parametrize("roles", [None, [], "", "It", "i", ["IT"], {"it": True}, 7, True, [["it"]], [None]])
def test_no_role(roles):
    with pytest.raises(NoAccessError, match="CLAIRSCORE_OIDC_ROLES") as refused:
        parse_identity({"sub": "s", "access": {"roles": roles}}, SETTINGS)
    assert "it" not in str(refused.value).split()


@pytest.mark.parametrize(("number", "client_id"), [(0, 0), (100_001, 100_001), ("100001", 100_001), ("007", 7)])
def test_a_customers_number(number, client_id):
    assert parse_identity({**CUSTOMER, "number": number}, SETTINGS).client_id == client_id


@pytest.mark.parametrize(
    "number", [None, "", -1, "-1", "1e5", 1.0, True, [7], {"a": 7}, "７", " 7", 10**18, "9" * 19, "1_000"]
)
def test_no_number(number):
    with pytest.raises(NoAccessError, match="no client number"):
        parse_identity({**CUSTOMER, "number": number}, SETTINGS)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("fr", "fr"), ("fr-CH", "fr"), ("en_GB", "en"), ("FR", "fr"), ("de", None), (None, None), (7, None), ("", None)],
)
def test_language(locale, language):
    assert parse_identity({**CUSTOMER, "number": 7, "locale": locale}, SETTINGS).language == language


@pytest.mark.parametrize(("name", "wished"), [("Ada", "ada"), (None, None), (7, None), (["a"], None)])
def test_name(name, wished):
    assert parse_identity({**CUSTOMER, "number": 7, "preferred_username": name}, SETTINGS).wished_name == wished
