"""Accounts, as administrators see and change them."""

from dataclasses import dataclass

from dashboard_app.actor import Actor, Role
from dashboard_app.admin.errors import ChangeRefusedError, RefusalReason
from dashboard_app.admin.services import AdminServices
from dashboard_app.auth.errors import UserError
from dashboard_app.auth.passwords import start_password
from dashboard_app.auth.users import DEMO, NewUser, User, is_name
from dashboard_app.capabilities import Capability
from dashboard_app.client_number import parse_client_number
from dashboard_app.events import Action, Event
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.services.access import require
from dashboard_app.services.errors import InvalidRequestError

PAGE = 50
_LONGEST_NAME = 64


@dataclass(frozen=True)
class Account:
    """What an administrator sees of an account.

    Attributes
    ----------
    issuer
        Issuer of the account: None for a local account, else an identity provider or the demo.
    is_locked
        Whether sign-in is locked temporarily after too many failures.
    is_own
        Whether it is the current user's own account.
    """

    name: str
    role: Role
    client_id: int | None
    language: str | None
    issuer: str | None
    is_closed: bool
    must_change_password: bool
    is_locked: bool
    is_own: bool

    @property
    def is_demo(self) -> bool:
        """Whether it is a demo account, which cannot be changed."""
        return self.issuer == DEMO

    @property
    def has_password(self) -> bool:
        """Whether its password and role are managed locally."""
        return self.issuer is None


@dataclass(frozen=True)
class AccountForm:
    """What an account is to be: ``client`` is the client number as it was typed, which only a customer needs."""

    role: Role
    client: str = ""
    language: str | None = None


def list_accounts(
    admin: AdminServices, actor: Actor, search: str = "", start: int = 0
) -> tuple[tuple[Account, ...], int]:
    """Return a page of the accounts with a text in their name, and how many there are in all.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    """
    require(actor, Capability.MANAGE_USERS)
    users, total = admin.users.page(_name(search), start=start, size=PAGE)
    locked = admin.login_throttle.locked(user.name for user in users)
    return tuple(_build_account(user, actor, user.name in locked) for user in users), total


def find_account(admin: AdminServices, actor: Actor, name: str) -> Account | None:
    """Return one account, or None if no account has this name.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    """
    require(actor, Capability.MANAGE_USERS)
    user = admin.users.find(_name(name))
    return None if user is None else _build_account(user, actor, user.name in admin.login_throttle.locked([user.name]))


def add_account(admin: AdminServices, actor: Actor, name: str, form: AccountForm) -> str:
    """Add an account and return its temporary password, which is not stored.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    ChangeRefusedError
        The name is not one or is taken, or a customer has no client number.
    RecordError
        It cannot be logged, and is not added.
    """
    require(actor, Capability.MANAGE_USERS)
    role, client_id, language = _read(form)
    new_name = _name(name)
    if not is_name(new_name):
        raise ChangeRefusedError(RefusalReason.NAME)
    if admin.users.find(new_name) is not None:
        raise ChangeRefusedError(RefusalReason.TAKEN)
    password = start_password()
    hashed = admin.passwords.hash(password)
    actor.recorder.log(Event(Action.USER, detail=f"{new_name}: added as {_describe_role(role, client_id)}"))
    try:
        new = NewUser(new_name, role, hashed, client_id, language, must_change_password=True)
        admin.users.add(new)
    except UserError:
        # Another request added it first.
        raise ChangeRefusedError(RefusalReason.TAKEN) from None
    return password


def change_account(admin: AdminServices, actor: Actor, name: str, form: AccountForm) -> None:
    """Give an account another role, client number or language; another role or number ends its sessions.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    ChangeRefusedError
        This change is not allowed for the account, or it would remove the last administrator.
    RecordError
        It cannot be logged, and is not changed.
    """
    user = _changeable(admin, actor, name)
    role, client_id, language = _read(form)
    gives_up = user.role is Role.ADMIN and role is not Role.ADMIN
    if (role, client_id) != (user.role, user.client_id) and user.issuer is not None:
        raise ChangeRefusedError(RefusalReason.PROVIDER)
    if gives_up and user.name == actor.name:
        raise ChangeRefusedError(RefusalReason.SELF)
    if gives_up and admin.users.is_last_admin(user.name):
        raise ChangeRefusedError(RefusalReason.LAST_ADMIN)
    now = f"{_describe_role(role, client_id)}, language {language or 'of the browser'}"
    actor.recorder.log(
        Event(Action.USER, detail=f"{user.name}: {_describe_role(user.role, user.client_id)}, now {now}")
    )
    try:
        admin.users.change(user.name, role=role, client_id=client_id, language=language)
    except UserError:
        raise ChangeRefusedError(RefusalReason.LAST_ADMIN) from None


def close_account(admin: AdminServices, actor: Actor, name: str) -> None:
    """Close an account; its sessions and tokens end at once, and its clients are assigned to it no more.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    ChangeRefusedError
        It is the user's own account, the last administrator's, or a demo account.
    RecordError
        It cannot be logged, and stays open.
    """
    user = _changeable(admin, actor, name)
    if user.name == actor.name:
        raise ChangeRefusedError(RefusalReason.SELF)
    if admin.users.is_last_admin(user.name):
        raise ChangeRefusedError(RefusalReason.LAST_ADMIN)
    actor.recorder.log(Event(Action.USER, detail=f"{user.name}: closed"))
    try:
        admin.users.disable(user.name, keeps_an_admin=True)
    except UserError:
        raise ChangeRefusedError(RefusalReason.LAST_ADMIN) from None


def open_account(admin: AdminServices, actor: Actor, name: str) -> None:
    """Open a closed account again, with the password it had.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    ChangeRefusedError
        There is no such account, or it is the demo's.
    RecordError
        It cannot be logged, and stays closed.
    """
    user = _changeable(admin, actor, name)
    actor.recorder.log(Event(Action.USER, detail=f"{user.name}: opened again"))
    admin.users.enable(user.name)


def reset_password(admin: AdminServices, actor: Actor, name: str) -> str:
    """Give an account a new password to begin with, open it, unlock it, and return the password.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    ChangeRefusedError
        It is their own account, or one whose password is not kept here.
    RecordError
        It cannot be logged, and is not changed.
    """
    user = _changeable(admin, actor, name)
    if user.name == actor.name:
        raise ChangeRefusedError(RefusalReason.SELF)
    if user.issuer is not None:
        raise ChangeRefusedError(RefusalReason.PROVIDER)
    password = start_password()
    hashed = admin.passwords.hash(password)
    actor.recorder.log(Event(Action.USER, detail=f"{user.name}: new start password"))
    admin.users.set_password(user.name, hashed, must_change=True)
    admin.login_throttle.succeed(user.name)
    return password


def _changeable(admin: AdminServices, actor: Actor, name: str) -> User:
    require(actor, Capability.MANAGE_USERS)
    user = admin.users.find(_name(name))
    if user is None:
        raise ChangeRefusedError(RefusalReason.UNKNOWN)
    if user.issuer == DEMO:
        raise ChangeRefusedError(RefusalReason.DEMO)
    return user


def _read(form: AccountForm) -> tuple[Role, int | None, str | None]:
    if form.language and form.language not in LANGUAGES:
        raise InvalidRequestError(f"There is no language {form.language[:40]!r}. Choose one of the page.")
    is_customer = form.role is Role.CUSTOMER
    client_id = parse_client_number(form.client) if is_customer else None
    if is_customer and client_id is None:
        raise ChangeRefusedError(RefusalReason.NUMBER)
    return form.role, client_id, form.language or None


def _name(text: str) -> str:
    # What no database takes, not even in a question: NUL, or one half of a pair of surrogates.
    return "".join(filter(str.isprintable, text)).strip().lower()[: _LONGEST_NAME + 1]


def _describe_role(role: Role, client_id: int | None) -> str:
    return role.value if client_id is None else f"{role.value} {client_id}"


def _build_account(user: User, actor: Actor, is_locked: bool) -> Account:
    return Account(
        name=user.name,
        role=user.role,
        client_id=user.client_id,
        language=user.language,
        issuer=user.issuer,
        is_closed=user.is_disabled,
        must_change_password=user.must_change_password,
        is_locked=is_locked,
        is_own=user.name == actor.name,
    )
