"""Data of the page header: user, navigation and static files."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from dash import Dash
from flask import Flask, request
from flask_bootstrap import Bootstrap5

from dashboard_app import routes
from dashboard_app.actor import Actor, Role
from dashboard_app.addresses import address, get_prefix
from dashboard_app.auth.session import actor_or_none, current_translator, person_mark
from dashboard_app.capabilities import Capability, is_allowed
from dashboard_app.components.actions import ROLE_NAMES
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.i18n.translator import Translator
from dashboard_app.routes import LOGIN, get_home
from dashboard_app.theme import COOKIE, DARK, LIGHT, parse_theme
from dashboard_app.web.routing import arrive

# Another version has another address, which does not say the version to who is not signed in.
_FINGERPRINT = sha256(Bootstrap5.bootstrap_version.encode()).hexdigest()[:8]
PRINT_COLOURS = json.dumps(dict(zip(vars(DARK).values(), vars(LIGHT).values(), strict=True)))
"""The colours of figures on paper, which is light, by those of the dark theme."""
BOOTSTRAP_CSS = f"/bootstrap/static/css/bootstrap.min.css?m={_FINGERPRINT}"


def install(app: Dash, bundle_id: Callable[[], str | None], get_commands: Callable[[Role], Sequence[str]]) -> None:
    """Give every template what the header needs, and what a printed page says of itself.

    Parameters
    ----------
    bundle_id
        Returns the version of the active model, None where there is none at the moment.
    get_commands
        Returns the callbacks of a role that change something, which the page must not send twice.
    """
    assets = Path(app.config.assets_folder)
    stylesheets = sorted(path.name for path in assets.glob("*.css"))

    def file(name: str) -> str:
        # The same address as Dash gives it, so that a browser keeps one copy.
        return f"{app.get_asset_url(name)}?m={(assets / name).stat().st_mtime}"

    server: Flask = app.server

    @server.context_processor
    def header() -> dict[str, object]:
        actor, translator = actor_or_none(), current_translator()
        arrival = arrive(actor, request.endpoint, request.view_args) if actor else None
        return {
            "actor": actor,
            "may_find_clients": actor is not None and is_allowed(actor.role, Capability.WORK_ON_FILE),
            "may_find_api": actor is not None and is_allowed(actor.role, Capability.FIND_API),
            "words": translator,
            "navigation": navigation(actor, translator),
            "role_name": translator.gettext(ROLE_NAMES[actor.role]) if actor else None,
            "home": address(get_home(actor.role) if actor else LOGIN),
            "address": address,
            "prefix": get_prefix(),
            "section": arrival.section if arrival else None,
            "title": arrival.title(translator) if arrival else None,
            "bundle_id": bundle_id() if actor else None,
            "print_colours": PRINT_COLOURS,
            "commands": json.dumps(get_commands(actor.role)) if actor else "[]",
            "person": person_mark(actor) if actor else None,
            "theme": parse_theme(request.cookies.get(COOKIE)),
            "languages": LANGUAGES,
            "bootstrap_css": address(BOOTSTRAP_CSS),
            "stylesheets": stylesheets,
            "file": file,
        }


def find_version(app: Dash, path: str) -> str | None:
    """Return the version of the file at a path, as the pages of this site name it; None where they name none."""
    bootstrap, _, fingerprint = BOOTSTRAP_CSS.partition("?m=")
    if path == bootstrap:
        return fingerprint
    assets = Path(app.config.assets_folder)
    file = (assets / path.removeprefix("/assets/")).resolve()
    is_there = path.startswith("/assets/") and file.is_relative_to(assets.resolve()) and file.is_file()
    return str(file.stat().st_mtime) if is_there else None


def navigation(actor: Actor | None, translator: Translator) -> list[tuple[str, str]]:
    """Return address and text of the links in the header of this person."""
    if actor is None:
        return []
    return [
        (route.path, translator.gettext(route.link))
        for route in routes.PAGES
        if route.link and is_allowed(actor.role, route.capability)
    ]
