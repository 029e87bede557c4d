"""Bytes of the first page load, compressed: all requests of the page except the framework's own bundles."""

import gzip
import re
import tempfile
from pathlib import Path

from pydantic import SecretStr

from benchmarks._bundle import bundles_directory, report
from benchmarks._callback import token_in
from benchmarks._serving import PASSWORD
from dashboard_app.app import create_app
from dashboard_app.settings import Settings

FRAMEWORK = "/_dash-component-suites/"


def main() -> None:
    """Sign in, load the list, and add up what its page names."""
    with tempfile.TemporaryDirectory() as instance:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it, its types do not say so
            demo=True,
            demo_password=SecretStr(PASSWORD),
            bundles=bundles_directory(),
            instance=Path(instance),
        )
        client = create_app(settings).server.test_client()
        token = token_in(client.get("/login").text)
        client.post("/login", data={"name": "adviser", "password": PASSWORD, "csrf_token": token})
        page = client.get("/")
        named = set(re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css|svg)[^"]*)"', page.text))
        paths = sorted(path for path in named if not path.startswith(FRAMEWORK))
        parts = {path: client.get(path).data for path in [*paths, "/_dash-layout", "/_dash-dependencies"]}
        parts["/"] = page.data
    for path, data in sorted(parts.items(), key=lambda item: -len(item[1]))[:5]:
        report(f"  {path.split('?')[0]}", f"{len(gzip.compress(data)) / 1024:.1f} KiB", "-")
    total = sum(len(gzip.compress(data)) for data in parts.values())
    report(f"first page load, {len(parts)} files, compressed", f"{total / 1024:.1f} KiB", "<= 300 KiB")


if __name__ == "__main__":
    main()
