"""Callbacks called as the page calls them, over Flask's own client: the server's time without a network."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dash import Dash
from pydantic import SecretStr

from benchmarks._callback import Property, callback_body, token_in
from benchmarks._serving import PASSWORD
from dashboard_app.app import create_app
from dashboard_app.services.warm_up import warm_up
from dashboard_app.settings import Settings
from dashboard_app.store import ActiveBundle, Store


class Caller:
    """Sends the requests of the callbacks of one application."""

    def __init__(self, app: Dash, store: Store | None = None) -> None:
        self._app, self._store = app, store
        self._client = app.server.test_client()

    @classmethod
    def of_dashboard(cls, bundles: Path, instance: Path) -> "Caller":
        """Return the caller of a dashboard, signed in as an adviser."""
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it, its types do not say so
            demo=True,
            demo_password=SecretStr(PASSWORD),
            bundles=bundles,
            instance=instance,
            # One account asks as often as a whole staff does.
            audit_entries_per_minute=1_000_000,
        )
        store = Store(bundles, warm_up)
        caller = cls(create_app(settings, store), store)
        token = token_in(caller._client.get("/login").text)
        caller._client.post("/login", data={"name": "adviser", "password": PASSWORD, "csrf_token": token})
        caller._client.get("/")
        return caller

    @property
    def active_bundle(self) -> ActiveBundle:
        """The active bundle that is served."""
        if self._store is None:
            raise RuntimeError("This application serves no bundle.")
        return self._store.current()

    def get(self, path: str, *, language: str) -> bytes:
        """Return the whole answer to an address, in one language."""
        self._client.set_cookie("language", language)
        response = self._client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}: {response.text[:200]}")
        return bytes(response.data)

    def changed(self, prop: Property, values: Mapping[Property, Any]) -> list[bytes]:
        """Send the request of every callback that follows a property; return the answers."""
        return [
            self._call(output, registered, prop, values)
            for output, registered in self._app.callback_map.items()
            if "callback" in registered and prop in [(part["id"], part["property"]) for part in registered["inputs"]]
        ]

    def _call(
        self, output: str, registered: Mapping[str, Any], prop: Property, values: Mapping[Property, Any]
    ) -> bytes:
        body = callback_body(output, registered["inputs"], registered["state"], prop, values)
        cookie = self._client.get_cookie("_csrf_token")
        response = self._client.post(
            "/_dash-update-component",
            data=json.dumps(body),
            content_type="application/json",
            headers={} if cookie is None else {"X-CSRFToken": cookie.value},
        )
        if response.status_code != 200:
            raise RuntimeError(f"{output} answered {response.status_code}: {response.text[:200]}")
        return bytes(response.data)
