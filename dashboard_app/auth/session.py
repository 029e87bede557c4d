"""Sessions: who is signed in, since when, until when."""

import secrets
import time
from collections.abc import Callable

from flask import Flask, current_app, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from dashboard_app.actor import Actor, Role
from dashboard_app.auth.instance import Instance
from dashboard_app.auth.users_file import User
from dashboard_app.i18n.negotiation import language_of
from dashboard_app.i18n.words import Words, words_in
from dashboard_app.settings import Settings
from dashboard_app.theme import COOKIE, PALETTES, Palette, theme_of

_ID, _BEGAN = "id", "began"


class SignedIn(UserMixin):
    """The user of a session, as flask-login wants them; what the application knows is `actor`."""

    def __init__(self, user: User, actor: Actor) -> None:
        self.user = user
        self.actor = actor

    def get_id(self) -> str:
        """Return name and fingerprint: a change of password, role or client number ends the session."""
        return f"{self.user.name}:{self.user.fingerprint}"


class Sessions:
    """Begins, reads and ends sessions."""

    def __init__(self, settings: Settings, instance: Instance, demo_client: Callable[[], int]) -> None:
        self._settings = settings
        self._instance = instance
        self._demo_client = demo_client

    def install(self, server: Flask) -> None:
        """Let flask-login ask here who is signed in."""
        manager = LoginManager()
        manager.user_loader(self.load)
        manager.init_app(server)
        server.extensions["clairscore_language"] = self._settings.language

    def begin(self, user: User) -> Actor:
        """Begin a new session for a user; what an earlier one held is gone."""
        session.clear()
        session.permanent = True
        session[_ID] = secrets.token_hex(16)
        session[_BEGAN] = int(time.time())
        signed_in = SignedIn(user, self._actor_of(user))
        login_user(signed_in)
        return signed_in.actor

    def end(self) -> None:
        """End the session of this request, here and for every copy of its cookie."""
        self._instance.end_session(session[_ID])
        logout_user()
        session.clear()

    def load(self, user_id: str) -> SignedIn | None:
        """Return the user of a session that is still good, or None."""
        name, _, fingerprint = user_id.rpartition(":")
        user = self._instance.find_user(name)
        if user is None or user.is_disabled or user.fingerprint != fingerprint or not self._is_good():
            return None
        return SignedIn(user, self._actor_of(user))

    def _is_good(self) -> bool:
        session_id, began = session.get(_ID), session.get(_BEGAN)
        if not isinstance(session_id, str) or not isinstance(began, int):
            return False
        is_young = time.time() - began < self._settings.session_hours * 3600
        return is_young and not self._instance.is_ended(session_id)

    def _actor_of(self, user: User) -> Actor:
        client_id = user.client_id
        if user.role is Role.CUSTOMER and client_id is None:
            client_id = self._demo_client()
        return Actor(user.name, user.role, client_id, language_of(request, user.language, self._settings.language))


def actor_or_none() -> Actor | None:
    """Return who asks in this request, or None for a visitor."""
    return current_user.actor if current_user.is_authenticated else None


def current_actor() -> Actor:
    """Return who asks in this request; only behind the guard.

    Raises
    ------
    RuntimeError
        Nobody is signed in: the guard was not asked.
    """
    actor = actor_or_none()
    if actor is None:
        raise RuntimeError("Nobody is signed in, and the guard let the request pass.")
    return actor


def current_palette() -> Palette:
    """Return the colours of this browser's theme."""
    return PALETTES[theme_of(request.cookies.get(COOKIE))]


def current_words() -> Words:
    """Return the words of this request's language."""
    actor = actor_or_none()
    if actor is not None:
        return words_in(actor.language)
    return words_in(language_of(request, None, current_app.extensions["clairscore_language"]))
