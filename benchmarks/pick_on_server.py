"""The server's time for picking a client, one user: every callback that a pick calls, over Flask's own client."""

import json
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from benchmarks._bundle import bundles_directory, percentile, report
from benchmarks._serving import PASSWORD
from dashboard_app.app import create_app
from dashboard_app.ids import Client, Shell
from dashboard_app.settings import Settings
from dashboard_app.store import Store

PICKS = 200
WARM_UP = 10


def main() -> None:
    """Pick clients at random and print the median and the 95th percentile."""
    bundles = bundles_directory()
    with tempfile.TemporaryDirectory() as instance:
        settings = Settings(_env_file=None, demo=True, demo_password=PASSWORD, bundles=bundles, instance=Path(instance))
        store = Store(bundles)
        app = create_app(settings, store)
        client = app.server.test_client()
        page = client.get("/login").text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        client.post("/login", data={"name": "adviser", "password": PASSWORD, "csrf_token": token})
        client.get("/")
        chosen = random.Random(0).choices(store.current().client_ids.tolist(), k=PICKS + WARM_UP)  # noqa: S311
        feature = store.current().bundle.explanation["features"][0]["name"]
        times, sizes = [], []
        for number in chosen:
            began = time.perf_counter()
            size = pick(app, client, number, feature)
            times.append((time.perf_counter() - began) * 1000)
            sizes.append(size)
    clients = len(store.current().client_ids)
    times = times[WARM_UP:]
    report(f"server time of a pick, {clients:,} clients, one user, p50", f"{percentile(times, 0.5):.1f} ms", "<= 25 ms")
    report("the same, p95", f"{percentile(times, 0.95):.1f} ms", "-")
    report("bytes of a pick, not compressed, mean", f"{statistics.mean(sizes) / 1024:.0f} KiB", "-")


def pick(app: Dash, client: FlaskClient, number: int, feature: str) -> int:
    """Send what the page sends when a client is picked; return the bytes of the answers."""
    values = {
        (Shell.URL, "pathname"): f"/client/{number}",
        (Shell.PLACE, "data"): {"path": "/client/<client_id>", "variables": {"client_id": "1"}},
        (Client.FEATURE, "value"): feature,
        (Client.SECOND, "value"): "none",
        (Client.BASIS, "value"): "decision",
        (Client.VIEW, "value"): "variables",
        **dict.fromkeys(
            ((name, "value") for name in (Client.AGE, Client.FAMILY, Client.INCOME, Client.EDUCATION, Client.AMOUNT)),
            "all",
        ),
    }
    size = 0
    for output, registered in app.callback_map.items():
        wanted = [(part["id"], part["property"]) for part in registered["inputs"]]
        if (Shell.URL, "pathname") in wanted:
            answer = call(client, output, registered, values)
            if answer.status_code not in (200, 204):
                raise SystemExit(f"{output} answered {answer.status_code}: nothing is measured.")
            size += len(answer.data)
    return size


def call(
    client: FlaskClient, output: str, registered: dict[str, Any], values: dict[tuple[str, str], Any]
) -> TestResponse:
    """Send one callback request."""
    names = output.strip(".").split("...") if output.startswith("..") else [output]
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]

    def fill(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**part, "value": values.get((part["id"], part["property"]))} for part in parts]

    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": fill(registered["inputs"]),
        "state": fill(registered["state"]),
        "changedPropIds": [f"{Shell.URL}.pathname"],
    }
    answer = client.post(
        "/_dash-update-component",
        data=json.dumps(body),
        content_type="application/json",
        headers={"X-CSRFToken": client.get_cookie("_csrf_token").value},
    )
    if answer.status_code not in {200, 204}:
        raise RuntimeError(f"{output} answered {answer.status_code}: {answer.text[:200]}")
    return answer


if __name__ == "__main__":
    main()
