"""The commands of the dashboard: ``python -m dashboard_app --help``."""

import os
import socket
import sys

import typer

from dashboard_app.auth.app_state import DEMO_NAMES, demo_password, prepare
from dashboard_app.cli import audit, bundles, tokens, users
from dashboard_app.logs import configure
from dashboard_app.settings import Settings, SettingsError, read_settings
from dashboard_app.site_files import site_file
from dashboard_app.startup import check_start, prepare_bundle
from model_bundle.errors import ClairscoreError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Serve the dashboard, and look after it.")
app.add_typer(users.app, name="users")
app.add_typer(tokens.app, name="tokens")
app.add_typer(audit.app, name="audit")
app.add_typer(bundles.app, name="bundles")


@app.command()
def serve() -> None:
    """Prepare this installation, say where to go, and serve with gunicorn."""
    settings = read_settings()
    configure(settings.log_format, settings.log_level)
    _refuse_taken_port(settings)
    check_start(settings)
    prepare_bundle(settings)
    prepare(settings).database.close()
    typer.echo(f"Clairscore: http://{settings.host}:{settings.port}{settings.url_prefix}")
    if settings.demo:
        typer.echo(f"Accounts: {', '.join(DEMO_NAMES)}; password: {demo_password(settings)}")
    typer.echo("Loading the bundle; stop with Ctrl+C.")
    sys.stdout.flush()
    translator = ["-m", "gunicorn", "-c", str(site_file("gunicorn.conf.py"))]
    os.execv(sys.executable, [sys.executable, *translator])  # noqa: S606 - this very interpreter


def main() -> None:
    """Run a command; what a person can act on is one sentence and the exit code 1."""
    try:
        app()
    except SettingsError as error:
        for line in str(error).splitlines():
            typer.echo(f"Error: {line}", err=True)
        sys.exit(1)
    except ClairscoreError as error:
        typer.echo(f"Error: {error}", err=True)
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
