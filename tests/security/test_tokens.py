"""Tokens of the API: what a program reaches by one, and what nobody reaches by a wrong one."""

import time

import pytest
from sqlalchemy import select, update

from dashboard_app.actor import Role
from dashboard_app.api.operations import OPERATIONS
from dashboard_app.app import create_app
from dashboard_app.auth.app_state import open_database
from dashboard_app.auth.assignments import Assignments
from dashboard_app.auth.login_throttle import OF_ADDRESS
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.tokens import SCOPES, Tokens
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.capabilities import Capability, get_roles
from dashboard_app.database.schema import AUDIT, USERS
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from tests.conftest import SECRET, post_login
from tests.dashboard_app.api.asking import ROOT, assert_problem

WORDS = "the words of everybody"
NEEDED = {"/population/histogram": "?feature=EXT_SOURCE_2"}
ALL = {role: [scope for scope in SCOPES if role in get_roles(scope)] for role in Role}


@pytest.fixture(scope="module")
def numbers(active_bundle):
    """Two clients; the first one is the customer of these tests."""
    return active_bundle.client_ids[:2].tolist()


@pytest.fixture(scope="module")
def lender(built, numbers, tmp_path_factory):
    """An installation with one account of each role, where the adviser follows one client; its accounts and tokens."""
    settings = Settings(
        _env_file=None,
        instance=tmp_path_factory.mktemp("tokens") / "instance",
        secret_key=SECRET,
        secure_cookies=False,
        refusals=1_000_000,
        audit_entries_per_minute=1_000_000,
    )
    database = open_database(settings)
    users = Users(database, is_demo=False)
    for role in Role:
        number = numbers[0] if role is Role.CUSTOMER else None
        users.add(NewUser(role.value, role, Passwords().hash(WORDS), client_id=number))
    with database.writing() as connection:
        Assignments(database).add(users.find("adviser"), numbers[:1], connection)
    yield create_app(settings, Store(built.path.parent)).server, users, Tokens(database, users), database
    database.close()


@pytest.fixture
def ctx(lender):
    """A function: ask for a path with a token, from an address of this test alone."""
    server = lender[0]

    def asked(path, token=None, *, method="GET", browser=None, address="192.0.2.9", **options):
        headers = {**({} if token is None else {"Authorization": f"Bearer {token}"}), **options.pop("headers", {})}
        client = browser or server.test_client(use_cookies=False)
        return client.open(path, method=method, headers=headers, environ_base={"REMOTE_ADDR": address}, **options)

    return asked


@pytest.fixture
def make(lender):
    """A function: a token of a role for scopes; without them, for everything the role may do."""

    def made(role=Role.ADVISER, scopes=None, days=30):
        return lender[2].add(role.value, "", ALL[role] if scopes is None else scopes, days)

    return made


def call(ctx, operation, token, number):
    path = ROOT + operation.path.replace("<client_id>", str(number)) + NEEDED.get(operation.path, "")
    body = {"json": {"client_id": number}} if operation.body else {}
    return ctx(path, token, method=operation.method, **body)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_token_reaches_what_its_owner_reaches(ctx, make, numbers, operation, role):
    """A POST with it needs no other token."""
    answer = call(ctx, operation, make(role), numbers[0])
    if role in operation.roles:
        assert answer.status_code == 200, answer.text
        assert "Set-Cookie" not in answer.headers
    else:
        assert_problem(answer, 403)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_without_its_scope_a_token_reaches_nothing(ctx, make, numbers, operation):
    others = [scope for scope in ALL[Role.ADMIN] if scope is not operation.scope]
    answer = call(ctx, operation, make(Role.ADMIN, others), numbers[0])
    assert operation.scope.value in assert_problem(answer, 403)["detail"]
    assert answer.headers["WWW-Authenticate"] == f'Bearer error="insufficient_scope", scope="{operation.scope.value}"'
    assert call(ctx, operation, make(Role.ADMIN, [operation.scope]), numbers[0]).status_code == 200


@pytest.mark.case(11)
@pytest.mark.case(13)
@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.ADVISER])
def test_a_token_reaches_the_files_of_its_owner_alone(ctx, make, numbers, role):
    token = make(role)
    own, other, nobody = (ctx(f"{ROOT}/clients/{number}", token) for number in (*numbers, 999_999_999))
    assert own.status_code == 200
    assert_problem(other, 404)
    assert other.data == nobody.data


@pytest.mark.case(18)
@pytest.mark.parametrize("way", ["changed", "replaced", "closed and opened"])
def test_a_token_does_not_outlive_the_account_it_was_made_for(ctx, lender, numbers, way):
    """Whoever was an administrator when the token was made, and is an adviser or a customer now."""
    _, users, tokens, _ = lender
    users.replace(NewUser("former", Role.ADMIN, "hash"))
    token = tokens.add("former", "", ALL[Role.ADMIN], 30)
    assert ctx(f"{ROOT}/clients", token).status_code == 200
    if way == "changed":
        users.change("former", role=Role.CUSTOMER, client_id=numbers[0], language=None)
    elif way == "replaced":
        users.replace(NewUser("former", Role.CUSTOMER, "hash", client_id=numbers[0]))
    else:
        users.disable("former")
        users.enable("former")
    assert_problem(ctx(f"{ROOT}/clients", token), 401)
    assert_problem(ctx(f"{ROOT}/clients/{numbers[1]}", token), 401)


@pytest.mark.case(18)
def test_a_scope_gives_no_more_than_the_role(ctx, lender, numbers):
    """A token that an earlier version left with an account whose role was changed."""
    _, users, tokens, database = lender
    users.replace(NewUser("former", Role.ADMIN, "hash"))
    token = tokens.add("former", "", ALL[Role.ADMIN], 30)
    with database.writing() as connection:
        as_customer = {"role": "customer", "client_id": numbers[0]}
        connection.execute(update(USERS).where(USERS.c.name == "former").values(as_customer))
    assert_problem(ctx(f"{ROOT}/clients", token), 403)
    assert_problem(ctx(f"{ROOT}/clients/{numbers[1]}", token), 404)


@pytest.mark.case(5)
@pytest.mark.parametrize(
    "path", ["/", "/model", "/me", "/client?number=1", "/password", "/api/docs", "/_dash-layout", "/_dash-dependencies"]
)
def test_elsewhere_a_token_is_as_if_absent(ctx, make, path):
    token = make(Role.ADMIN)
    with_it, without = ctx(path, token), ctx(path)
    assert with_it.status_code == without.status_code in (302, 401)
    assert with_it.data == without.data


@pytest.mark.case(5)
@pytest.mark.case(27)
def test_a_token_calls_no_callback_and_signs_nobody_out(ctx, make):
    assert ctx("/_dash-update-component", make(Role.ADMIN), method="POST", json={}).status_code == 401
    assert ctx("/logout", make(Role.ADMIN), method="POST").status_code == 401


@pytest.fixture
def ended(lender, make, monkeypatch):
    """A function: a token that is not good any more, or never was."""
    _, users, tokens, _ = lender

    def made(how):
        token = make(Role.ADMIN, days=1)
        if how == "revoked":
            tokens.revoke(tokens.all()[-1].id)
        elif how == "expired":
            now = time.time() + 24 * 3600 + 1
            monkeypatch.setattr("dashboard_app.auth.tokens.time.time", lambda: now)
        elif how == "of a closed account":
            users.disable("admin")
        return {"wrong": "cs_" + "a" * 43, "empty": "", "no token": "Basic", "long": "cs_" + "a" * 10_000}.get(
            how, token
        )

    yield made
    users.enable("admin")


@pytest.mark.parametrize("how", ["wrong", "empty", "no token", "long", "revoked", "expired", "of a closed account"])
def test_a_token_that_is_not_good_is_refused(ctx, ended, how):
    answer = ctx(f"{ROOT}/model", ended(how))
    assert "token" in assert_problem(answer, 401)["detail"]
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert ctx(f"{ROOT}/model").headers["WWW-Authenticate"] == "Bearer"


@pytest.fixture
def signed_in(lender):
    """An adviser's browser."""
    browser = lender[0].test_client()
    browser.get(post_login(browser, "adviser", WORDS).location)
    return browser


@pytest.mark.parametrize("path", [f"{ROOT}/model", f"{ROOT}/nope", f"{ROOT}/openapi.json"])
def test_a_wrong_token_is_not_made_good_by_a_cookie(ctx, signed_in, path):
    assert_problem(ctx(path, "cs_wrong", browser=signed_in, address="192.0.2.10"), 401)
    assert_problem(ctx(f"{ROOT}/predict", "", method="POST", browser=signed_in, json={}, address="192.0.2.10"), 401)


def test_with_a_token_cookies_say_nothing(ctx, make, signed_in, numbers):
    """Neither whom it speaks for, nor in what scopes."""
    token = make(Role.CUSTOMER)
    assert_problem(ctx(f"{ROOT}/clients", token, browser=signed_in), 403)
    assert_problem(ctx(f"{ROOT}/clients/{numbers[1]}", token, browser=signed_in), 404)
    narrow = make(Role.ADVISER, [Capability.READ_FILE])
    assert_problem(ctx(f"{ROOT}/model", narrow, browser=signed_in), 403)
    assert ctx(f"{ROOT}/model", browser=signed_in).status_code == 200


@pytest.mark.case(27)
def test_another_scheme_does_not_stand_in_for_the_token_against_forged_requests(ctx, signed_in, numbers):
    for scheme in ("Basic YTpi", "Token cs_x", "Digest x"):
        answer = ctx(
            f"{ROOT}/predict",
            method="POST",
            browser=signed_in,
            json={"client_id": numbers[0]},
            headers={"Authorization": scheme},
        )
        assert "X-CSRFToken" in assert_problem(answer, 400)["detail"]


@pytest.mark.case(6)
def test_wrong_tokens_of_an_address_are_limited_and_right_ones_are_not(ctx, make):
    token, address = make(), "192.0.2.77"
    for _ in range(OF_ADDRESS.failures):
        assert_problem(ctx(f"{ROOT}/model", "cs_wrong", address=address), 401)
    answer = ctx(f"{ROOT}/model", "cs_wrong", address=address)
    assert_problem(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= OF_ADDRESS.seconds
    assert ctx(f"{ROOT}/model", token, address=address).status_code == 200
    assert_problem(ctx(f"{ROOT}/model", "cs_wrong", address="192.0.2.78"), 401)


@pytest.mark.case(35)
def test_wrong_tokens_are_on_record_as_long_as_they_are_counted(ctx, lender):
    address, database = "192.0.2.79", lender[3]
    for _ in range(OF_ADDRESS.failures + 3):
        ctx(f"{ROOT}/model", "cs_wrong", address=address)
    with database.reading() as connection:
        kept = connection.execute(select(AUDIT.c.action, AUDIT.c.detail).where(AUDIT.c.address == address)).all()
    assert kept == [("sign_in_refused", "token")] * OF_ADDRESS.failures


@pytest.mark.case(35)
def test_a_missing_scope_is_on_record(ctx, make, lender):
    address, database = "192.0.2.80", lender[3]
    ctx(f"{ROOT}/model", make(Role.ADVISER, [Capability.READ_FILE]), address=address)
    columns = (AUDIT.c.action, AUDIT.c.user_name, AUDIT.c.detail)
    with database.reading() as connection:
        kept = connection.execute(select(*columns).where(AUDIT.c.address == address)).all()
    assert kept == [("refused", "adviser", "/api/v1/model")]


def test_who_must_change_their_password_has_no_token_either(ctx, lender, make):
    users, before = lender[1], make(Role.ADVISER)
    users.set_password("adviser", Passwords().hash(WORDS), must_change=True)
    assert_problem(ctx(f"{ROOT}/model", make(Role.ADVISER)), 403)
    users.set_password("adviser", Passwords().hash(WORDS), must_change=False)
    assert ctx(f"{ROOT}/model", make(Role.ADVISER)).status_code == 200
    # The one of before ended with the password that somebody else replaced.
    assert_problem(ctx(f"{ROOT}/model", before), 401)


@pytest.mark.parametrize("header", ["bearer {}", "BEARER {}", "Bearer  {} "])
def test_the_scheme_is_written_in_any_way(ctx, make, header):
    assert ctx(f"{ROOT}/model", headers={"Authorization": header.format(make())}).status_code == 200


@pytest.mark.case(7)
@pytest.mark.case(23)
def test_no_token_stands_in_a_log(ctx, make, caplog):
    caplog.set_level("DEBUG")
    token = make()
    ctx(f"{ROOT}/model", token)
    ctx(f"{ROOT}/model", token + "x")
    assert token not in caplog.text
