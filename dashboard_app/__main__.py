"""The commands of the dashboard: ``python -m dashboard_app --help``."""

import os
import socket
import sys
from pathlib import Path

import typer
from pydantic import ValidationError

from dashboard_app.auth.instance import DEMO_NAMES, demo_password, prepare
from dashboard_app.commands import audit, bundles, tokens, users
from dashboard_app.fetching import fetch_bundle
from dashboard_app.settings import Settings
from model_bundle.errors import ClairscoreError
from model_bundle.integrity import check_files, read_manifest
from model_bundle.publication import current_id

ROOT = Path(__file__).resolve().parents[1]

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Serve the dashboard, and look after it.")
app.add_typer(users.app, name="users")
app.add_typer(tokens.app, name="tokens")
app.add_typer(audit.app, name="audit")
app.add_typer(bundles.app, name="bundles")


@app.command()
def serve() -> None:
    """Prepare this installation, say where to go, and serve with gunicorn."""
    settings = Settings()
    _refuse_taken_port(settings)
    # Before there are workers: the sentence would otherwise stand in the middle of their tracebacks.
    fetch_bundle(settings)
    bundle = settings.bundles / current_id(settings.bundles)
    check_files(bundle, read_manifest(bundle))
    prepare(settings).database.close()
    typer.echo(f"Clairscore: http://{settings.host}:{settings.port}")
    if settings.demo:
        typer.echo(f"Accounts: {', '.join(DEMO_NAMES)}; password: {demo_password(settings)}")
    typer.echo("Loading the bundle; stop with Ctrl+C.")
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"])  # noqa: S606 - this very interpreter


def main() -> None:
    """Run a command; what a person can act on is one sentence and the exit code 1."""
    try:
        app()
    except ClairscoreError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(1)
    except ValidationError as error:
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"])
            typer.echo(f"Error: setting {name or 'combination'}: {problem['msg']}", err=True)
        sys.exit(1)


def _refuse_taken_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise PortError(
                f"Port {settings.port} of {settings.host} cannot be used: {error.strerror}. "
                "Stop what listens there, or choose another: CLAIRSCORE_PORT=8051"
            ) from None


class PortError(ClairscoreError):
    """The address to serve on is taken."""


if __name__ == "__main__":
    main()
