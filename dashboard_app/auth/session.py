"""Sessions: who is signed in, since when, until when."""

from collections.abc import Callable
from hashlib import sha256

from flask import Flask, current_app, g, request, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user, login_user, logout_user

from dashboard_app.actor import Actor
from dashboard_app.audit.recorder import NOBODY, LoggedEvents, Requester, RequestRecorder
from dashboard_app.auth.app_state import AppState
from dashboard_app.auth.ip_addresses import read_address
from dashboard_app.auth.session_store import get_name
from dashboard_app.auth.users import User
from dashboard_app.capabilities import Capability, Scope, get_scope, get_scopes
from dashboard_app.events import Action, Event, RecordError, TooManyRefusalsError
from dashboard_app.i18n.negotiation import parse_language
from dashboard_app.i18n.translator import Translator, get_translator
from dashboard_app.settings import Settings
from dashboard_app.theme import COOKIE, HEADER, PALETTES, Palette, parse_theme

_SECRET = "secret"  # noqa: S105 - the name of a field, and no secret
_BY_TOKEN = "asked_by_token"  # noqa: S105 - the name of a field, and no token
_FAILED = "request_failed"
_LOADED = "_login_user"
"""Where flask-login keeps the user of a request once it has loaded one."""


class SignedIn(UserMixin):
    """The user of a session, as flask-login wants them; what the application knows is `actor`."""

    def __init__(self, user: User, actor: Actor) -> None:
        self.user = user
        self.actor = actor

    def get_id(self) -> str:
        """Return the name of the account."""
        return self.user.name


class Sessions:
    """Begins, reads and ends the sessions of browsers."""

    def __init__(self, settings: Settings, state: AppState, demo_client: Callable[[], int]) -> None:
        self._settings = settings
        self._instance = state
        self._store = state.sessions
        self._demo_client = demo_client
        self._remembered = LoggedEvents()

    def install(self, server: Flask) -> None:
        """Let flask-login ask here who is signed in."""
        manager = LoginManager()
        manager.user_loader(self.load)
        # Its own processor would load the user for every template, the one of an error page too.
        manager.init_app(server, add_context_processor=False)
        server.extensions["clairscore_language"] = self._settings.language
        server.extensions["clairscore_currency"] = self._settings.currency

    def begin(self, user: User) -> Actor:
        """Begin a new session for a user, audited; what an earlier one held is gone.

        Raises
        ------
        RecordError
            It cannot be logged, and there is no session.
        TooManyRefusalsError
            This account has written too much to the audit log, and there is no session.
        """
        session.clear()
        secret = self._store.begin(user)
        signed_in = SignedIn(user, self.build_actor(user, get_name(secret)))
        try:
            signed_in.actor.recorder.log(Event(Action.SIGN_IN))
        except (RecordError, TooManyRefusalsError):
            self._store.end(secret)
            raise
        session.permanent = True
        session[_SECRET] = secret
        login_user(signed_in)
        return signed_in.actor

    def end(self) -> None:
        """End the session of this request, here and for every copy of its cookie.

        Raises
        ------
        DatabaseError
            It cannot be written that the session is over. This browser is signed out all the same, this process
            answers the session no more, and writes as soon as it can.
        RecordError
            The session is over, and that cannot be logged.
        """
        recorder = current_actor().recorder
        try:
            self._store.end(session[_SECRET])
            recorder.log(Event(Action.SIGN_OUT))
        finally:
            logout_user()
            session.clear()

    def sign_in_by_token(self, owner: User, session_name: str) -> None:
        """Let this request be the one of a token's owner; what its cookies say counts no more."""
        g.setdefault(_BY_TOKEN, SignedIn(owner, self.build_actor(owner, session_name)))

    def load(self, name: str) -> SignedIn | None:
        """Return the user of a session that is still good, or None."""
        secret = session.get(_SECRET)
        if not isinstance(secret, str):
            return None
        user = self._store.find(secret)
        return None if user is None or user.name != name else SignedIn(user, self.build_actor(user, get_name(secret)))

    def build_actor(self, user: User, session_name: str) -> Actor:
        """Return the actor of this request; ``session_name`` is logged."""
        client_id, assigned = user.client_id, None
        if get_scope(user.role, Capability.READ_FILE) is Scope.OWN and client_id is None:
            client_id = self._demo_client()
        # Whatever a role reaches by assignment, an account without its list would reach everybody.
        if Scope.ASSIGNED in get_scopes(user.role) and not self._settings.do_advisers_see_all:
            assigned = self._instance.assignments.of(user)
        return Actor(
            name=user.name,
            role=user.role,
            client_id=client_id,
            language=parse_language(request, user.language, self._settings.language),
            assigned=assigned,
            recorder=self.build_recorder(user, session_name),
        )

    def build_recorder(self, user: User | None, session_name: str = NOBODY) -> RequestRecorder:
        """Return the log of this request, for an account or for a visitor who is not known."""
        name, role = (NOBODY, "visitor") if user is None else (user.name, user.role.value)
        who = Requester(name, role, session_name, read_address(request.remote_addr) if request.remote_addr else NOBODY)
        limits = self._settings.refusals, self._settings.audit_entries_per_minute
        return RequestRecorder(self._instance.audit, self._remembered, who, *limits)


def user_or_none() -> User | None:
    """Return the account of the current user, or None for a visitor."""
    signed_in = _signed_in()
    return None if signed_in is None else signed_in.user


def actor_or_none() -> Actor | None:
    """Return the current actor, or None for a visitor."""
    signed_in = _signed_in()
    return None if signed_in is None else signed_in.actor


def is_by_token() -> bool:
    """Return whether this request was authenticated by a token and not by a cookie."""
    return _BY_TOKEN in g


def load_nobody() -> None:
    """Stop user lookups for this failed request: the lookup itself may be the cause."""
    setattr(g, _FAILED, True)


def known_role() -> str:
    """Return the role of the current user if it was loaded already, without a database query."""
    if _BY_TOKEN not in g and _LOADED not in g:
        return "unknown" if _SECRET in session else "visitor"
    signed_in = _signed_in()
    return "visitor" if signed_in is None else signed_in.actor.role.value


def _signed_in() -> SignedIn | None:
    by_token: SignedIn | None = g.get(_BY_TOKEN)
    if by_token is not None:
        return by_token
    if _FAILED in g and _LOADED not in g:
        return None
    # Called many times in a request, so flask-login's proxy is resolved once.
    user: SignedIn | AnonymousUserMixin = g.get(_LOADED) or current_user._get_current_object()
    return user if isinstance(user, SignedIn) else None


def current_actor() -> Actor:
    """Return the current actor; only behind the guard.

    Raises
    ------
    RuntimeError
        No user is signed in: the guard did not run.
    """
    actor = actor_or_none()
    if actor is None:
        raise RuntimeError("Nobody is signed in, and the guard let the request pass.")
    return actor


def current_palette() -> Palette:
    """Return the colours of the theme of the page that asks."""
    return PALETTES[parse_theme(request.headers.get(HEADER) or request.cookies.get(COOKIE))]


def person_mark(actor: Actor) -> str:
    """Return an opaque mark of the user of a page, so that the page is never filled for another user."""
    return sha256(actor.name.encode()).hexdigest()[:16]


def has_ended() -> bool:
    """Return whether the session of this browser has ended."""
    return _SECRET in session and actor_or_none() is None


def current_translator() -> Translator:
    """Return the words of this request's language."""
    actor = actor_or_none()
    extensions = current_app.extensions
    if actor is not None:
        return get_translator(actor.language, extensions["clairscore_currency"])
    return get_translator(
        parse_language(request, None, extensions["clairscore_language"]), extensions["clairscore_currency"]
    )
